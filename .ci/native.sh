#!/bin/sh
# Builds the native executable: with the GraalVM or Mandrel 25 of this machine, else in a container.
set -eu
cd "$(dirname "$0")/.."
. .ci/toolchain.sh

# Prints the home of a native-image 25.
native_home() {
  for home in "${GRAALVM_HOME:-}" "$JAVA_HOME" \
    "$(dirname "$(dirname "$(readlink -f "$(command -v native-image || echo /none/none)")")")"; do
    if [ -n "$home" ] && "$home/bin/native-image" --version 2>/dev/null | grep -q '^native-image 25'; then
      echo "$home"
      return 0
    fi
  done
  return 1
}

build="mvn -B --no-transfer-progress -DskipTests -Dquarkus.native.enabled=true -Dquarkus.package.jar.enabled=false"
if home=$(native_home); then
  echo "Building with $home"
  GRAALVM_HOME=$home $build package
elif engine=$(.ci/engine.sh); then
  echo "No native-image 25 here: building in a container with $engine"
  $build -Dquarkus.native.container-build=true "-Dquarkus.native.container-runtime=$engine" package
else
  cat >&2 <<'MESSAGE'
A native executable needs one of these, and neither was found:
  - native-image of GraalVM or Mandrel 25: install it and set GRAALVM_HOME
    (https://www.graalvm.org, https://github.com/graalvm/mandrel/releases)
  - a running container engine, docker or podman: Quarkus' builder image is used then
Without either, `make demo` and `make run` use the JVM build.
MESSAGE
  exit 1
fi
ls -l target/*-runner
