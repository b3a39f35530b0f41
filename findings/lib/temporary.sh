#!/usr/bin/env bash
# What all findings share: a temporary folder, which is removed at the end with every process that was recorded in PIDS, and
# `expect`. To be sourced.
set -euo pipefail

WORK=$(mktemp -d)
PIDS=()
finish() {
  for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$WORK"
}
trap finish EXIT

# expect WHAT IS WANTED: ends the script where the behaviour is another one by now.
expect() {
  if [ "$2" != "$3" ]; then
    echo "CHANGED: $1: expected $3, got $2"
    exit 1
  fi
  echo "seen: $1: $2"
}
