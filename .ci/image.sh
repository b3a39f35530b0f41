#!/bin/sh
# Builds a container image of the packaged application: .ci/image.sh jvm|native
set -eu
cd "$(dirname "$0")/.."
kind=${1:-jvm}
name=${IMAGE:-tagfast:dev}
if ! engine=$(.ci/engine.sh); then
  if [ "$kind" = jvm ] && command -v apt-get >/dev/null 2>&1 && command -v go >/dev/null 2>&1; then
    .ci/app-image.sh target/tagfast-image.tar
    echo "No container engine answers, so the image is a file. To push it:"
    echo "  skopeo copy oci-archive:target/tagfast-image.tar docker://REGISTRY/tagfast:TAG"
    exit 0
  fi
  cat >&2 <<'MESSAGE'
No container engine answers: neither `docker info` nor `podman info` succeeds.
Install and start one of them, then run this again. On Debian or Ubuntu Go is enough for the JVM's image. The packaged application itself needs none:
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
