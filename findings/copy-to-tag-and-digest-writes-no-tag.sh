#!/usr/bin/env bash
# crane 0.22.1 and oras 1.3.6: a copy to `repo:5.0.0@sha256:…` ends well and names the tag in what it prints, and writes no tag. One
# guesses that the tag is written and the digest checked, because such a reference means just that in a pod. skopeo 1.9 refuses
# the reference. What is pushed so is untagged: no workload can follow it, and garbage collection may take it.
. "$(dirname "$0")/lib/registry.sh"
export GOFLAGS=-modcacherw GOMODCACHE="$WORK/mod" GOBIN="$WORK/bin"
go install github.com/google/go-containerregistry/cmd/crane@v0.22.1 2>/dev/null
go install oras.land/oras/cmd/oras@v1.3.6 2>/dev/null
echo "packages: crane v0.22.1, oras v1.3.6"
install_distribution
start_registry ""
make_image pizza
put "$WORK/pizza.json" 1.0.0 "$OCI_IMAGE"
digest=$(digest_of "$WORK/pizza.json")
repository=127.0.0.1:$PORT/kitchen/pizza
tags() { curl -sf "$URL/tags/list" | python3 -c 'import json, sys; print(" ".join(sorted(json.load(sys.stdin)["tags"])))'; }
expect "crane copy" "$("$WORK/bin/crane" copy --insecure "$repository:1.0.0" "$repository:5.0.0@$digest" >"$WORK/said" 2>&1 && echo succeeds || echo fails)" succeeds
sed 's/^/  /' "$WORK/said"
expect "the tags after it" "$(tags)" 1.0.0
expect "oras copy" "$("$WORK/bin/oras" copy --from-plain-http --to-plain-http "$repository:1.0.0" "$repository:6.0.0@$digest" >"$WORK/said" 2>&1 && echo succeeds || echo fails)" succeeds
sed 's/^/  /' "$WORK/said"
expect "the tags after it" "$(tags)" 1.0.0
