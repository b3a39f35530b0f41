#!/bin/sh
# Builds the launcher of src/cluster and runs it: `.ci/cluster.sh up|down|status|tell|build|control-plane|nodes`.
# `.ci/cluster.sh check` formats and vets its sources; `.ci/cluster.sh path` prints where the launcher lies.
set -eu
cd "$(dirname "$0")/.."

cache=${TAGFAST_CLUSTER_CACHE:-.cluster}
launcher=$cache/bin/tagfast-cluster

if [ "${1:-}" = check ]; then
  if ! command -v go >/dev/null 2>&1; then
    [ "${CI:-}" != true ] || { echo "go is missing: the sources in src/cluster cannot be checked" >&2; exit 1; }
    echo "go is not installed: the sources in src/cluster were not checked"
    exit 0
  fi
  unformatted=$(gofmt -l src/cluster)
  [ -z "$unformatted" ] || { echo "Run gofmt -w on: $unformatted" >&2; exit 1; }
  cd src/cluster
  go vet ./...
  exec go test ./...
fi

if command -v go >/dev/null 2>&1; then
  mkdir -p "$cache/bin"
  case $cache in /*) ;; *) cache=$PWD/$cache ;; esac
  (cd src/cluster && CGO_ENABLED=0 GOFLAGS='' go build -trimpath -buildvcs=false -o "$cache/bin/tagfast-cluster" .)
elif [ ! -x "$launcher" ]; then
  echo "The cluster's launcher is a Go program, and there is no go on the PATH. Install Go 1.26 or newer;" >&2
  echo "without it \`make demo\` and all tests that need no cluster work; kind is another cluster to try Tagfast on." >&2
  exit 1
fi

case ${1:-} in
  path)
    echo "$launcher"
    exit 0
    ;;
  up | nodes)
    # Without root nothing can be installed; the launcher then says what works instead.
    if [ "$(id -u)" -eq 0 ] && [ "${2:-}" != --control-plane ]; then
      .ci/debian.sh containerd:containerd runc:runc containernetworking-plugins:/usr/lib/cni/bridge,/opt/cni/bin/bridge \
        iptables:iptables iproute2:ip docker-registry:docker-registry,registry >&2 || true
    fi
    ;;
esac
exec "$launcher" "$@"
