#!/bin/sh
# Prints the container engine that answers, docker or podman; ends with 1 where none does.
for engine in docker podman; do
  if command -v "$engine" >/dev/null 2>&1 && "$engine" info >/dev/null 2>&1; then
    echo "$engine"
    exit 0
  fi
done
exit 1
