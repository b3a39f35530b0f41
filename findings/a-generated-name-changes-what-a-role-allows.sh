#!/usr/bin/env bash
# kustomize 5.7.1 (kubectl 1.35): a generated ConfigMap `shop` becomes `shop-<hash>`, and `resourceNames: [shop]` of a Role
# becomes that too, also in a rule about Deployments or Namespaces alone. One guesses that kustomize rewrites references to
# ConfigMaps, as in envFrom. The rule then allows nothing: the Deployment `shop` keeps its name, and who was to read it gets 403.
. "$(dirname "$0")/lib/temporary.sh"
KUSTOMIZE=v5.7.1
export GOFLAGS=-modcacherw GOMODCACHE="$WORK/mod" GOBIN="$WORK/bin"
go install "sigs.k8s.io/kustomize/kustomize/v5@$KUSTOMIZE" 2>/dev/null
echo "packages: sigs.k8s.io/kustomize/kustomize/v5@$KUSTOMIZE"
cd "$WORK"
cat >shop.yaml <<'YAML'
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: till, image: "registry.example/till:1.0"}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules:
  - {apiGroups: [apps], resources: [deployments], resourceNames: [shop], verbs: [get]}
YAML
built() { # built NAME-OF-THE-CONFIGMAP: the Deployment's name, and the name in the rule without its hash's letters
  printf 'resources: [shop.yaml]\nconfigMapGenerator: [{name: %s, literals: [a=b]}]\n' "$1" >kustomization.yaml
  bin/kustomize build . >built.yaml
  grep -A 2 'kind: Deployment' built.yaml | sed -n 's/^  name: //p'
  sed -n '/resourceNames/{n;s/^ *- //;s/shop-[a-z0-9]\{10\}/shop-HASH/;p}' built.yaml
}
expect "beside a generated ConfigMap of another name" "$(built settings | tr '\n' ' ')" "shop shop "
expect "beside one of the same name" "$(built shop | tr '\n' ' ')" "shop shop-HASH "
