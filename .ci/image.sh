#!/bin/sh
# Builds a container image of the packaged application: .ci/image.sh jvm|native
set -eu
cd "$(dirname "$0")/.."
kind=${1:-jvm}
name=${IMAGE:-tagfast:dev}
if ! engine=$(.ci/engine.sh); then
  cat >&2 <<'MESSAGE'
No container engine answers: neither `docker info` nor `podman info` succeeds.
Install and start one of them, then run this again. The packaged application itself needs none:
target/quarkus-app runs on any JRE 25 with `java -jar quarkus-run.jar`.
MESSAGE
  exit 1
fi
case $kind in
  jvm) context=target/quarkus-app ;;
  native) context=target ;;
  *) echo "which image? jvm or native, not $kind" >&2; exit 2 ;;
esac
"$engine" build -f "src/main/docker/Dockerfile.$kind" -t "$name" "$context"
echo "Built $name with $engine"
