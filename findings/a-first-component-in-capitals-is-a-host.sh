#!/usr/bin/env bash
# distribution/reference 0.6.0 (Docker, containerd, kubelet): `Kitchen/pizza:1.0` is the repository `pizza` at the registry
# `Kitchen`, `kitchen/pizza:1.0` is on Docker Hub. go-containerregistry 0.22.1 (crane, ko, many admission controllers) refuses the
# first. One guesses an error everywhere, as the specification allows no capitals in a name. A check by the one library says
# nothing about the registry that a node asks by the other.
. "$(dirname "$0")/lib/temporary.sh"
cat >"$WORK/main.go" <<'GO'
package main

import (
	"fmt"

	"github.com/distribution/reference"
	"github.com/google/go-containerregistry/pkg/name"
)

func main() {
	for _, image := range []string{"kitchen/pizza:1.0", "Kitchen/pizza:1.0"} {
		if named, err := reference.ParseNormalizedNamed(image); err != nil {
			fmt.Println("refused")
		} else {
			fmt.Println(reference.Domain(named), reference.Path(named))
		}
		if parsed, err := name.ParseReference(image); err != nil {
			fmt.Println("refused")
		} else {
			fmt.Println(parsed.Context().RegistryStr(), parsed.Context().RepositoryStr())
		}
	}
}
GO
export GOFLAGS=-modcacherw GOMODCACHE="$WORK/mod"
cd "$WORK"
go mod init f 2>/dev/null
go get github.com/distribution/reference@v0.6.0 github.com/google/go-containerregistry@v0.22.1 2>/dev/null
echo "packages: distribution/reference v0.6.0, go-containerregistry v0.22.1"
go run . >seen
expect "kitchen/pizza:1.0 by distribution/reference" "$(sed -n 1p seen)" "docker.io kitchen/pizza"
expect "kitchen/pizza:1.0 by go-containerregistry" "$(sed -n 2p seen)" "index.docker.io kitchen/pizza"
expect "Kitchen/pizza:1.0 by distribution/reference" "$(sed -n 3p seen)" "Kitchen pizza"
expect "Kitchen/pizza:1.0 by go-containerregistry" "$(sed -n 4p seen)" refused
