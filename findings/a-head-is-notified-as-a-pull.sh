#!/usr/bin/env bash
# CNCF Distribution 2.8: a HEAD of a manifest is notified as `pull`, exactly as a GET is. One guesses that asking for a tag's
# digest is no pull. A function that is woken by notifications and looks at the tag by HEAD wakes itself, unless the endpoint
# ignores pulls; and "who pulled it last" counts every tool that polls.
. "$(dirname "$0")/lib/registry.sh"
install_distribution
hook=$(free_port)
python3 "$(dirname "$0")/lib/hook.py" "$hook" >"$WORK/events" &
PIDS+=($!)
start_registry "notifications: {endpoints: [{name: hook, url: 'http://127.0.0.1:$hook/', timeout: 2s, threshold: 3, backoff: 1s}]}"
make_image pizza
put "$WORK/pizza.json" 1.0.0 "$OCI_IMAGE"
arrived() { for _ in $(seq 100); do [ "$(wc -l <"$WORK/events")" -ge "$1" ] && return; sleep 0.1; done; }
arrived 1
expect "the push" "$(sed -n 1p "$WORK/events" | cut -d' ' -f1,2)" "push 1.0.0"
curl -sf -I -o /dev/null -H "Accept: $OCI_IMAGE" "$URL/manifests/1.0.0"
arrived 2
expect "HEAD of the tag" "$(sed -n 2p "$WORK/events" | cut -d' ' -f1,2)" "pull 1.0.0"
curl -sf -o /dev/null -H "Accept: $OCI_IMAGE" "$URL/manifests/1.0.0"
arrived 3
expect "GET of the tag" "$(sed -n 3p "$WORK/events" | cut -d' ' -f1,2)" "pull 1.0.0"
