#!/usr/bin/env bash
# What the findings share: CNCF Distribution from Debian's package in a temporary folder, on loopback, and a minimal image.
# To be sourced. Needs Debian's apt-get and dpkg, curl and python3. Everything is removed and stopped at the end.
. "$(dirname "${BASH_SOURCE[0]}")/temporary.sh"

DISTRIBUTION=2.8.2+ds1-1

# Unpacks the package: nothing is installed on the machine.
install_distribution() {
  (cd "$WORK" && apt-get -qq -o APT::Sandbox::User=root download "docker-registry=$DISTRIBUTION" && dpkg -x docker-registry_*.deb distribution)
  REGISTRY=$WORK/distribution/usr/bin/docker-registry
  "$REGISTRY" --version
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# start_registry EXTRA_YAML: sets PORT, URL and CONFIG.
start_registry() {
  PORT=$(free_port)
  URL=http://127.0.0.1:$PORT/v2/kitchen/pizza
  CONFIG=$WORK/config.yml
  cat >"$CONFIG" <<YAML
version: 0.1
log: {level: error, accesslog: {disabled: true}}
storage:
  filesystem: {rootdirectory: $WORK/data}
  delete: {enabled: ${DELETES:-true}}
http: {addr: "127.0.0.1:$PORT"}
$1
YAML
  "$REGISTRY" serve "$CONFIG" >"$WORK/registry.log" 2>&1 &
  PIDS+=($!)
  for _ in $(seq 100); do curl -sf "http://127.0.0.1:$PORT/v2/" >/dev/null && return; sleep 0.1; done
  echo "the registry did not start" >&2
  exit 2
}

digest_of() { echo "sha256:$(sha256sum "$1" | cut -d' ' -f1)"; }

upload() { # upload FILE: as a blob
  local location
  location=$(curl -sf -X POST -D - -o /dev/null "$URL/blobs/uploads/" | tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
  curl -sf -X PUT -H 'Content-Type: application/octet-stream' --data-binary "@$1" \
    "$location&digest=$(digest_of "$1")" -o /dev/null
}

put() { # put FILE REFERENCE MEDIA_TYPE: as a manifest
  curl -sf -X PUT -H "Content-Type: $3" --data-binary "@$1" "$URL/manifests/$2" -o /dev/null
}

# shellcheck disable=SC2034 # used by who sources this
OCI_IMAGE=application/vnd.oci.image.manifest.v1+json
# shellcheck disable=SC2034
OCI_INDEX=application/vnd.oci.image.index.v1+json

# make_image NAME: writes $WORK/NAME.json, an OCI image without layers, and uploads its config.
make_image() {
  printf '{"architecture":"amd64","os":"linux","author":"%s","rootfs":{"type":"layers","diff_ids":[]}}' "$1" >"$WORK/$1.config"
  upload "$WORK/$1.config"
  printf '{"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":%s,"digest":"%s"},"layers":[]}' \
    "$OCI_IMAGE" "$(stat -c %s "$WORK/$1.config")" "$(digest_of "$WORK/$1.config")" >"$WORK/$1.json"
}

status() { curl -s -o /dev/null -w '%{http_code}' "$@"; }
