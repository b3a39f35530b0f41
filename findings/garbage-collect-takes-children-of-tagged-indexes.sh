#!/usr/bin/env bash
# CNCF Distribution 2.8: `garbage-collect --delete-untagged` deletes the platform manifests of an index that a tag names.
# One guesses that "untagged" means "not reachable from a tag". The index still answers 200, so a check of the tag alone
# says that all is well, and every pull of the image fails. No notification is sent.
. "$(dirname "$0")/lib/registry.sh"
install_distribution
start_registry ""
make_image amd64
child=$(digest_of "$WORK/amd64.json")
put "$WORK/amd64.json" "$child" "$OCI_IMAGE"
printf '{"schemaVersion":2,"mediaType":"%s","manifests":[{"mediaType":"%s","size":%s,"digest":"%s","platform":{"os":"linux","architecture":"amd64"}}]}' \
  "$OCI_INDEX" "$OCI_IMAGE" "$(stat -c %s "$WORK/amd64.json")" "$child" >"$WORK/index.json"
put "$WORK/index.json" 1.0.0 "$OCI_INDEX"
expect "the platform manifest before" "$(status -H "Accept: $OCI_IMAGE" "$URL/manifests/$child")" 200

"$REGISTRY" garbage-collect --delete-untagged "$CONFIG" | sed -n 's/^/  /; /marking\|eligible/p' | head -8

# A new process: the running one has the manifest in its cache.
start_registry ""
expect "the tag after the collection" "$(status -H "Accept: $OCI_INDEX" "$URL/manifests/1.0.0")" 200
expect "the platform manifest that the tagged index lists" "$(status -H "Accept: $OCI_IMAGE" "$URL/manifests/$child")" 404
