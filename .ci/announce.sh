#!/bin/sh
# Says what `make test` is about to do on this machine and how long each part takes on two cores.
set -eu
cd "$(dirname "$0")/.."

cache=${TAGFAST_CLUSTER_CACHE:-.cluster}
part() { printf '  %-58s %s\n' "$1" "$2"; }

echo "make test runs:"
if ! command -v go >/dev/null 2>&1; then
  part "Kubernetes on this machine" "skipped: there is no go on the PATH"
elif [ -f "$cache/bin/.kubernetes.stamp" ]; then
  part "Kubernetes on this machine" "built already: seconds"
else
  part "build of Kubernetes and etcd, once per machine" "4 to 7 minutes"
fi
part "compilation, unit tests and tests on a real API server" "4 to 5 minutes"
part "tests of the package, as processes of their own" "1 minute"
if [ "$(uname -s)" = Linux ] && [ "$(id -u)" -eq 0 ] && command -v go >/dev/null 2>&1; then
  part "tests with real pods on three nodes" "2 minutes"
else
  part "tests with real pods on three nodes" "skipped: they need Linux, root and go"
fi
