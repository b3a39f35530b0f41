#!/bin/sh
# What needs real pods: a cluster with nodes on this machine.
#
#     .ci/nodes.sh possible   installs and builds what is missing; ends with 1, and says why, where it cannot be
#     .ci/nodes.sh test [jvm|native]
#                             runs the tests with real pods (@Tag("nodes")) on that image, for which the application must
#                             be packaged, or the native executable be built; TEST names one, with a * for those nested
#                             in it; where nodes cannot be they are skipped
#                             with the reason, with CI=true that is a failure
set -eu
cd "$(dirname "$0")/.."

possible() {
  if [ "$(id -u)" -eq 0 ]; then
    .ci/debian.sh containerd:containerd runc:runc containernetworking-plugins:/usr/lib/cni/bridge,/opt/cni/bin/bridge \
      iptables:iptables iproute2:ip docker-registry:docker-registry,registry || true # the launcher says what is missing
  fi
  launcher=$(.ci/cluster.sh path) && "$launcher" possible && "$launcher" build
}

case ${1:-} in
  possible)
    possible
    ;;
  test)
    . .ci/toolchain.sh
    kind=${2:-jvm}
    case $kind in native) archive=target/tagfast-native-image.tar ;; *) archive=target/tagfast-image.tar ;; esac
    if ! { possible && .ci/app-image.sh "$archive" "$kind"; }; then
      [ "${CI:-}" != true ] || { echo "CI=true: the tests with real pods may not be skipped" >&2; exit 1; }
      echo "The tests with real pods were SKIPPED: what is missing stands above." >&2
      exit 0
    fi
    exec mvn -B --no-transfer-progress surefire:test -Dgroups=nodes -DexcludedGroups= "-Dpackaged.kind=$kind" \
      ${TEST:+"-Dtest=$TEST"} -Dsurefire.failIfNoSpecifiedTests=true
    ;;
  *)
    echo "which one? possible or test" >&2
    exit 2
    ;;
esac
