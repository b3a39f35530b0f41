#!/bin/sh
# Runs the tests with real pods (@Tag("nodes")), for which the application must be packaged. Where the machine cannot
# have nodes they are skipped with the reason; with CI=true that is a failure.
set -eu
cd "$(dirname "$0")/.."
. .ci/toolchain.sh

if [ "$(id -u)" -eq 0 ]; then
  .ci/debian.sh containerd:containerd runc:runc containernetworking-plugins:/usr/lib/cni/bridge,/opt/cni/bin/bridge \
    iptables:iptables iproute2:ip || true # the launcher says what is missing
fi
if ! { launcher=$(.ci/cluster.sh path) && "$launcher" possible && .ci/app-image.sh target/tagfast-image.tar; }; then
  [ "${CI:-}" != true ] || { echo "CI=true: the tests with real pods may not be skipped" >&2; exit 1; }
  echo "The tests with real pods were SKIPPED: what is missing stands above." >&2
  exit 0
fi
exec mvn -B --no-transfer-progress surefire:test -Dgroups=nodes -DexcludedGroups=
