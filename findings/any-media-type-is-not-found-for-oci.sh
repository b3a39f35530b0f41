#!/usr/bin/env bash
# CNCF Distribution 2.8: `Accept: */*`, or no Accept at all, gets 404 for an OCI image that is there. One guesses that "any
# type" includes the type that is stored. A client that asks without a list of types concludes that the tag was deleted.
. "$(dirname "$0")/lib/registry.sh"
install_distribution
start_registry ""
make_image pizza
put "$WORK/pizza.json" 1.0.0 "$OCI_IMAGE"
expect "Accept with the OCI image type" "$(status -H "Accept: $OCI_IMAGE" "$URL/manifests/1.0.0")" 200
expect "Accept: */*" "$(status -H 'Accept: */*' "$URL/manifests/1.0.0")" 404
expect "no Accept" "$(status -H 'Accept:' "$URL/manifests/1.0.0")" 404
expect "its error code" "$(curl -s -H 'Accept: */*' "$URL/manifests/1.0.0" | grep -o 'MANIFEST_UNKNOWN')" MANIFEST_UNKNOWN
