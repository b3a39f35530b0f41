#!/bin/sh
# Builds a container image of the packaged application: .ci/image.sh jvm|native
#
# IMAGE is its name. PLATFORMS (native, with docker's buildx or podman; e.g. linux/amd64,linux/arm64) are what it is built
# for, if not for this machine alone; TAGFAST_RUNNERS is then a folder with the executables of the others, named
# arm64/tagfast or amd64/tagfast. docs/packages.md tells how.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-jvm}
name=${IMAGE:-tagfast:dev}
case $kind in
  jvm | native) ;;
  *) echo "which image? jvm or native, not $kind" >&2; exit 2 ;;
esac
case $kind in jvm) archive=target/tagfast-image.tar ;; *) archive=target/tagfast-native-image.tar ;; esac
if ! engine=$(.ci/engine.sh); then
  if command -v apt-get >/dev/null 2>&1 && command -v go >/dev/null 2>&1; then
    .ci/app-image.sh "$archive" "$kind"
    echo "No container engine answers, so the image is a file, and ${archive%.tar}.cdx.json says what is in it. To push it:"
    echo "  skopeo copy oci-archive:$archive docker://REGISTRY/tagfast:TAG"
    exit 0
  fi
  cat >&2 <<'MESSAGE'
No container engine answers: neither `docker info` nor `podman info` succeeds.
Install and start one of them, then run this again. On Debian or Ubuntu Go is enough. The packaged application itself needs none:
target/quarkus-app runs on any JRE 25 with `java -jar quarkus-run.jar`.
MESSAGE
  exit 1
fi

# What the Dockerfile takes, and nothing else.
context=target/docker-$kind
case $(uname -m) in x86_64 | amd64) here=amd64 ;; aarch64 | arm64) here=arm64 ;; *) here=$(uname -m) ;; esac
rm -rf "$context"
mkdir -p "$context"
cp "$(.ci/bill.sh)" "$context/sbom.cdx.json"
case $kind in
  jvm)
    cp -R target/quarkus-app/lib target/quarkus-app/app target/quarkus-app/quarkus target/quarkus-app/quarkus-run.jar \
      src/main/docker/jvm.options "$context/"
    mkdir -p "$context/training/dev/tagfast"
    cp -R target/test-classes/dev/tagfast/training "$context/training/dev/tagfast/"
    ;;
  native)
    for executable in target/*-runner; do
      [ -f "$executable" ] || { echo "There is no native executable: make native builds it" >&2; exit 1; }
      if ldd "$executable" 2>/dev/null | grep -q /jdkso/; then
        echo "$executable was built for tests: it runs on this machine only. Install GraalVM or Mandrel 25" >&2
        exit 1
      fi
      mkdir -p "$context/$here"
      cp "$executable" "$context/$here/tagfast"
    done
    if [ -n "${TAGFAST_RUNNERS:-}" ]; then cp -R "$TAGFAST_RUNNERS/." "$context/"; fi
    for platform in $(echo "${PLATFORMS:-}" | tr , ' '); do
      [ -f "$context/${platform#*/}/tagfast" ] || {
        echo "There is no executable for $platform: native-image builds for the architecture that it runs on." >&2
        echo "Build it there, and name a folder with ${platform#*/}/tagfast in TAGFAST_RUNNERS." >&2
        exit 1
      }
    done
    ;;
esac
# Quarkus lets nobody but the owner read the jar that starts all, and the image's user is another.
chmod -R a+rX,go-w "$context"

# The time of the sources, which BuildKit takes for the image's.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH
set -- build -t "$name"
if [ "$kind" = native ]; then set -- "$@" --build-arg "TARGETARCH=$here"; fi
if [ "$kind" = native ] && [ -n "${PLATFORMS:-}" ]; then
  case $engine in
    # One name for several images: docker's own store keeps no such list, a registry does.
    docker) set -- buildx build --platform "$PLATFORMS" --push -t "$name" ;;
    *) set -- build --platform "$PLATFORMS" --manifest "$name" ;;
  esac
fi
"$engine" "$@" -f "src/main/docker/Dockerfile.$kind" \
  --label "org.opencontainers.image.title=Tagfast" \
  --label "org.opencontainers.image.description=Makes image tags mean what Kubernetes assumes" \
  --label "org.opencontainers.image.licenses=Apache-2.0" \
  --label "org.opencontainers.image.version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml)" \
  --label "org.opencontainers.image.revision=$(.ci/revision.sh)" \
  --label "org.opencontainers.image.created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -r "$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)" \
  "$context"
echo "Built $name with $engine"
