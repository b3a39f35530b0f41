#!/usr/bin/env bash
# CNCF Distribution 2.8: /tags/list ignores `n` and `last` and lists the tags as the file system does. The OCI distribution spec
# says that `n` bounds the answer and that tags are in lexical order. One guesses that `?last=2.0.0` skips what was read before
# and that the first page bounds the memory; the answer to every page is the whole list, without a Link.
. "$(dirname "$0")/lib/registry.sh"
install_distribution
start_registry ""
make_image pizza
for tag in 5 1 9 3 7 0 8 2 6 4; do put "$WORK/pizza.json" "$tag.0.0" "$OCI_IMAGE"; done
tags() { curl -sf "$URL/tags/list$1" | python3 -c 'import json, sys; print(" ".join(json.load(sys.stdin)["tags"]))'; }
all=$(tags "")
echo "  the list: $all"
sorted=$(tr ' ' '\n' <<<"$all" | LC_ALL=C sort | tr '\n' ' ')
expect "whether the list is in lexical order" "$([ "$all " = "$sorted" ] && echo yes || echo no)" no
expect "tags with n=2" "$(tags "?n=2" | wc -w)" 10
expect "tags with n=2 and last=8.0.0" "$(tags "?n=2&last=8.0.0" | wc -w)" 10
expect "a Link to the next page" "$(curl -sf -D - -o /dev/null "$URL/tags/list?n=2" | grep -ci '^link:' || true)" 0
