#!/usr/bin/env bash
# crane 0.22.1 and regctl 0.11.7: `--platform linux/s390x` of an image that is for amd64 alone succeeds and gives the amd64 image;
# the option only chooses among the children of an index. oras 1.3.6 reads the image's configuration and fails. One guesses that
# "for this platform" holds or fails. A pipeline that checks by crane whether an image runs on a node is told yes.
. "$(dirname "$0")/lib/registry.sh"
export GOFLAGS=-modcacherw GOMODCACHE="$WORK/mod" GOBIN="$WORK/bin"
go install github.com/google/go-containerregistry/cmd/crane@v0.22.1 2>/dev/null
go install github.com/regclient/regclient/cmd/regctl@v0.11.7 2>/dev/null
go install oras.land/oras/cmd/oras@v1.3.6 2>/dev/null
echo "packages: crane v0.22.1, regctl v0.11.7, oras v1.3.6"
install_distribution
start_registry ""
make_image pizza # for linux/amd64
put "$WORK/pizza.json" 1.0.0 "$OCI_IMAGE"
image=127.0.0.1:$PORT/kitchen/pizza:1.0.0
export REGCTL_CONFIG=$WORK/regctl.json
"$WORK/bin/regctl" registry set --tls disabled "127.0.0.1:$PORT" >/dev/null 2>&1
amd64=$(digest_of "$WORK/pizza.json")
expect "crane digest --platform linux/s390x" "$("$WORK/bin/crane" digest --insecure --platform linux/s390x "$image")" "$amd64"
expect "regctl image digest --platform linux/s390x" "$("$WORK/bin/regctl" image digest --platform linux/s390x "$image")" "$amd64"
expect "oras resolve --platform linux/s390x" \
  "$("$WORK/bin/oras" resolve --plain-http --platform linux/s390x "$image" >/dev/null 2>&1 && echo succeeds || echo fails)" fails
