#!/bin/sh
# Installs Debian packages that are missing, where we may: as root on a Debian or Ubuntu.
#
#     .ci/debian.sh docker-registry:docker-registry,registry shellcheck:shellcheck
#
# Each argument is a package and the programs of which one is enough. Ends with 1, and says what to
# do, where something is missing and cannot be installed from here.
set -eu

missing=
for wanted in "$@"; do
  found=
  for program in $(echo "${wanted#*:}" | tr ',' ' '); do
    if command -v "$program" >/dev/null 2>&1; then found=yes; fi
  done
  [ -n "$found" ] || missing="$missing ${wanted%%:*}"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "Missing:$missing. On Debian or Ubuntu: sudo apt-get install$missing" >&2
  case $missing in
    *docker-registry*)
      echo "Elsewhere: put a CNCF Distribution binary (registry, 2.8 or 3.x) on the PATH, or name it in TAGFAST_REGISTRY_BIN." >&2
      ;;
  esac
  exit 1
fi

# The packages' services must not start: only their programs are wanted. 101 is "forbidden by policy".
guard=/usr/sbin/policy-rc.d
if [ ! -e "$guard" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$guard"
  chmod +x "$guard"
  trap 'rm -f "$guard"' EXIT INT TERM
fi
echo "Installing from Debian:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086 # a list of words on purpose
apt-get install -y -qq --no-install-recommends $missing >/dev/null
