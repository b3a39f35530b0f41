#!/usr/bin/env bash
# CNCF Distribution 2.8 as a pull-through cache: when the registry behind it answers 404 for a tag, the cache answers 200 with the
# digest that it saw last; a moved tag it shows at once. One guesses that it passes both on. Who watches tags through a cache
# sees every overwrite and no deletion, and pods of the deleted tag start as long as the cache keeps it.
. "$(dirname "$0")/lib/registry.sh"
install_distribution
start_registry ""
behind=$URL
port=$PORT
make_image pizza
put "$WORK/pizza.json" 1.0.0 "$OCI_IMAGE"
make_image other

# A second one, with a folder of its own, before the first.
mkdir "$WORK/cache"
URL='' PORT=$(free_port)
sed "s|$WORK/data|$WORK/cache|; s|127.0.0.1:$port|127.0.0.1:$PORT|" "$CONFIG" >"$WORK/cache.yml"
echo "proxy: {remoteurl: 'http://127.0.0.1:$port'}" >>"$WORK/cache.yml"
"$REGISTRY" serve "$WORK/cache.yml" >"$WORK/cache.log" 2>&1 &
PIDS+=($!)
cache=http://127.0.0.1:$PORT/v2/kitchen/pizza
for _ in $(seq 100); do curl -sf "http://127.0.0.1:$PORT/v2/" >/dev/null && break; sleep 0.1; done
shows() { curl -s -I -H "Accept: $OCI_IMAGE" "$1/manifests/1.0.0" | tr -d '\r' | sed -n 's/^Docker-Content-Digest: //p'; }

status -H "Accept: $OCI_IMAGE" "$cache/manifests/1.0.0" >/dev/null
expect "the tag in the cache" "$(shows "$cache")" "$(digest_of "$WORK/pizza.json")"
URL=$behind
put "$WORK/other.json" 1.0.0 "$OCI_IMAGE"
status -H "Accept: $OCI_IMAGE" "$cache/manifests/1.0.0" >/dev/null
expect "the same after another push behind it" "$(shows "$cache")" "$(digest_of "$WORK/other.json")"
curl -sf -X DELETE "$behind/manifests/$(digest_of "$WORK/other.json")"
expect "the registry behind after the deletion" "$(status -I -H "Accept: $OCI_IMAGE" "$behind/manifests/1.0.0")" 404
expect "the cache" "$(status -I -H "Accept: $OCI_IMAGE" "$cache/manifests/1.0.0")" 200
expect "what it shows" "$(shows "$cache")" "$(digest_of "$WORK/other.json")"
