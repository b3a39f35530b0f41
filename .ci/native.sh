#!/bin/sh
# The native executable: .ci/native.sh [build|bare|home|test]
#
#   build  builds it: with the GraalVM or Mandrel 25 of this machine, else with the toolchain of ../shared/native where
#          that folder lies beside this one (for tests only: such an executable runs here alone), else in a container
#   bare   builds that of the bare application in target/bare-app likewise, for make bench-coldstart
#   home   prints the home of the native-image of this machine or of that toolchain; ends with 1 where there is neither
#   test   runs all tests of the package on the executable that was built
#
# NATIVE_OPTIONS are further options of native-image, with commas between them: -Ob builds in half the time.
# NATIVE_MARCH is the least processor that it must run on; docs/packages.md says why x86-64-v2 (arm64: native-image's own).
set -eu
cd "$(dirname "$0")/.."
project=$PWD
. .ci/toolchain.sh

# Prints the home of a native-image 25 that somebody installed.
installed() {
  for home in "${GRAALVM_HOME:-}" "$JAVA_HOME" \
    "$(dirname "$(dirname "$(readlink -f "$(command -v native-image || echo /none/none)")")")"; do
    if [ -n "$home" ] && "$home/bin/native-image" --version 2>/dev/null | grep -q '^native-image 25'; then
      echo "$home"
      return 0
    fi
  done
  return 1
}

# Makes a toolchain of registry packages, once for this JDK and this recipe, and prints its home. It holds its own path,
# so it is made where it stays, and counts as made when the file `made` is there.
assembled() {
  recipe=$project/../shared/native
  [ -x "$recipe/mktoolchain.sh" ] || return 1
  for program in gcc python3; do
    command -v "$program" >/dev/null 2>&1 || { echo "The toolchain of $recipe needs $program." >&2; return 1; }
  done
  inputs=$( (cat "$JAVA_HOME/release"; find "$recipe" -type f | LC_ALL=C sort | xargs -d '\n' cat) | sha256sum | cut -c 1-16)
  home=${TAGFAST_NATIVE_CACHE:-$HOME/.cache/tagfast/native}/$inputs
  if [ ! -f "$home/made" ]; then
    mkdir -p "$(dirname "$home")"
    "$recipe/mktoolchain.sh" "$home" "$JAVA_HOME" 25.0.2 >&2 || return 1
    touch "$home/made"
  fi
  echo "$home"
}

missing() {
  cat >&2 <<'MESSAGE'
A native executable needs one of these, and neither was found:
  - native-image of GraalVM or Mandrel 25: install it and set GRAALVM_HOME
    (https://www.graalvm.org, https://github.com/graalvm/mandrel/releases)
  - a running container engine, docker or podman: Quarkus' builder image is used then
Without either, `make demo` and `make run` use the JVM build.
MESSAGE
}

# Builds the executable of the project in this folder, with further arguments for Maven.
executable() {
  set -- -B --no-transfer-progress -DskipTests -Dquarkus.native.enabled=true -Dquarkus.package.jar.enabled=false "$@" package
  case $(uname -m) in x86_64 | amd64) : "${NATIVE_MARCH:=x86-64-v2}" ;; esac
  if [ -n "${NATIVE_MARCH:-}" ]; then set -- "-Dquarkus.native.march=$NATIVE_MARCH" "$@"; fi
  if [ -n "${NATIVE_OPTIONS:-}" ]; then
    set -- "-Dquarkus.native.additional-build-args-append=$NATIVE_OPTIONS" "$@"
  fi
  if home=$(installed); then
    echo "Building with $home"
    GRAALVM_HOME=$home mvn "$@"
  elif home=$(assembled); then
    echo "No native-image 25 here: building with the toolchain in $home, for tests only"
    GRAALVM_HOME=$home mvn "$@"
  elif engine=$("$project/.ci/engine.sh"); then
    echo "No native-image 25 here: building in a container with $engine"
    mvn "$@" -Dquarkus.native.container-build=true "-Dquarkus.native.container-runtime=$engine"
  else
    missing
    exit 1
  fi
}

build() {
  # Quarkus' tests find their package by this file. The JVM's package keeps it; the executable has one of its own.
  ours=target/quarkus-artifact.properties
  jvm=target/jvm-artifact.properties
  # `sources-only` and a build that was broken off leave one that is no jar's.
  rm -f "$jvm"
  if grep -q '^type=.*jar' "$ours" 2>/dev/null; then mv "$ours" "$jvm"; fi
  trap 'if [ -f target/jvm-artifact.properties ]; then mv target/jvm-artifact.properties target/quarkus-artifact.properties; fi' EXIT
  rm -f target/*-runner
  executable
  mkdir -p target/native
  sed 's:^path=:path=../:' "$ours" >target/native/quarkus-artifact.properties
  ls -l target/*-runner
}

# With this project's versions, as the Makefile builds its jar.
bare() {
  version() { sed -n "s:.*<$1.version>\(.*\)</.*:\1:p" pom.xml; }
  set -- "-Dquarkus.platform.version=$(version quarkus.platform)" "-Dcloudevents.version=$(version cloudevents)" \
    "-Dsurefire.version=$(version surefire)"
  cd target/bare-app
  executable "$@"
}

case ${1:-build} in
  build) build ;;
  bare) bare ;;
  home) installed || assembled ;;
  test)
    exec mvn -B --no-transfer-progress failsafe:integration-test failsafe:verify -Dquarkus.native.enabled=true \
      "-Dbuild.output.directory=$PWD/target/native"
    ;;
  *) echo "build, bare, home or test, not $1" >&2; exit 2 ;;
esac
