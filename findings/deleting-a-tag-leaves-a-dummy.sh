#!/usr/bin/env bash
# regctl 0.11.7 on a registry whose deletes are disabled, which is CNCF Distribution's default: `regctl tag rm` fails, and
# leaves the tag on a dummy image that it pushed. One guesses that a failed delete changes nothing. Whoever follows the tag
# sees a new digest of media type "image" that no container can run: its one layer is the two bytes `{}`.
. "$(dirname "$0")/lib/registry.sh"
install_distribution
GOBIN=$WORK/bin go install github.com/regclient/regclient/cmd/regctl@v0.11.7
"$WORK/bin/regctl" version --format '{{.VCSTag}}' || true
export HOME=$WORK REGCTL_CONFIG=$WORK/regctl.json
DELETES=false start_registry ""
make_image pizza
put "$WORK/pizza.json" 1.0.0 "$OCI_IMAGE"
shown() { curl -sI -H "Accept: $OCI_IMAGE" "$URL/manifests/1.0.0" | tr -d '\r' | sed -n 's/^Docker-Content-Digest: //p'; }
before=$(shown)
"$WORK/bin/regctl" registry set --tls disabled "127.0.0.1:$PORT"
if "$WORK/bin/regctl" tag rm "127.0.0.1:$PORT/kitchen/pizza:1.0.0"; then deleted=yes; else deleted=no; fi
expect "the delete succeeds" "$deleted" no
expect "the tag still shows its image" "$([ "$(shown)" = "$before" ] && echo yes || echo no)" no
expect "the layers of what it shows" "$(curl -s -H "Accept: $OCI_IMAGE" "$URL/manifests/1.0.0" |
  python3 -c 'import json, sys; print(*[layer["digest"] for layer in json.load(sys.stdin)["layers"]])')" \
  sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a
