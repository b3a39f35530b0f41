#!/usr/bin/env bash
# kustomize 5.7.1 (kubectl 1.35): `images:` with a `digest` and no `newTag` makes `repo:1.0` to `repo@sha256:…`. One guesses that it
# pins the tag that stands there (`repo:1.0@sha256:…`), as digest pinners do. The version is gone from the manifests, and what
# follows tags has none to follow. With `newName` alone both tag and digest stay; with `newTag` and `digest` both are written.
. "$(dirname "$0")/lib/temporary.sh"
KUSTOMIZE=v5.7.1
export GOFLAGS=-modcacherw GOMODCACHE="$WORK/mod" GOBIN="$WORK/bin"
go install "sigs.k8s.io/kustomize/kustomize/v5@$KUSTOMIZE" 2>/dev/null
echo "packages: sigs.k8s.io/kustomize/kustomize/v5@$KUSTOMIZE"
cd "$WORK"
cat >pod.yaml <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: pizza}
spec: {containers: [{name: oven, image: "registry.example/pizza:1.0"}]}
YAML
new=sha256:$(printf new | sha256sum | cut -d' ' -f1)
built() {
  printf 'resources: [pod.yaml]\nimages: [{name: registry.example/pizza, %s}]\n' "$1" >kustomization.yaml
  bin/kustomize build . | sed -n 's/.*image: registry.example.pizza//p'
}
expect "digest" "$(built "digest: $new")" "@$new"
expect "newTag and digest" "$(built "newTag: '1.0', digest: $new")" ":1.0@$new"
expect "newTag of what has a digest" "$(sed -i "s/:1.0\"/:1.0@$new\"/" pod.yaml && built "newTag: '2.0'")" ":2.0"
