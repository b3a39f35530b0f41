#!/bin/sh
# A kind cluster with Knative, a registry and Tagfast: .ci/kind.sh possible|up|test|down. docs/knative.md has the rest.
# Each step looks first whether it is done, so `up` can be run again at any time. NATIVE=true takes the image of the native
# executable, else it is the JVM's, which is built in a minute.
set -eu
cd "$(dirname "$0")/.."
# shellcheck disable=SC1091 # variables and nothing else
. .ci/kind-versions.env

cluster=tagfast # as in kind-config.yaml
image=dev.local/tagfast:dev # Knative asks no registry for tags of dev.local
state=target/kind
case ${NATIVE:-} in true) package=native ;; *) package=jvm ;; esac
export KUBECONFIG="$PWD/$state/kubeconfig" # not yours: `kubectl` elsewhere keeps talking to your clusters

say() { printf '\n== %s\n' "$*" >&2; }

possible() {
  missing=
  command -v kind >/dev/null 2>&1 || missing="$missing
  kind:    https://kind.sigs.k8s.io/docs/user/quick-start, $KIND_MIN or newer"
  command -v kubectl >/dev/null 2>&1 || missing="$missing
  kubectl: https://kubernetes.io/docs/tasks/tools"
  command -v go >/dev/null 2>&1 || missing="$missing
  go:      1.25 or newer, which builds the pizzas' program; https://go.dev/dl"
  engine=$(.ci/engine.sh) || missing="$missing
  docker or podman, started: neither \`docker info\` nor \`podman info\` succeeds"
  if [ -n "$missing" ]; then
    echo "make kind needs, and this machine does not have:$missing" >&2
    echo "Without a container engine there is \`make cluster\` (docs/cluster.md), a cluster on which Knative can be installed." >&2
    return 1
  fi
  # `kind version` prints: kind v0.33.0 go1.25.1 linux/amd64
  found=$(kind version | sed -n 's/^kind v\([0-9]*\.[0-9]*\).*/\1/p')
  oldest=$(printf '%s\n%s\n' "$KIND_MIN" "$found" | sort -t . -k 1,1n -k 2,2n | head -n 1)
  if [ "$oldest" != "$KIND_MIN" ]; then
    echo "kind is ${found:-of an unknown version}; these nodes need $KIND_MIN or newer (.ci/kind-versions.env)" >&2
    return 1
  fi
  if [ "$engine" = podman ]; then
    export KIND_EXPERIMENTAL_PROVIDER=podman
  fi
}

exists() { kind get clusters 2>/dev/null | grep -qx "$cluster"; }

# A new secret for each cluster; only its owner reads the file.
secret() {
  if [ ! -s "$state/secret" ]; then
    (umask 077 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$state/secret")
  fi
  cat "$state/secret"
}

nodes_pull_from_the_registry() {
  for node in $(kind get nodes --name "$cluster"); do
    # By the name of a node, which the engine's DNS knows; a NodePort is open on every one of them.
    "$engine" exec -i "$node" sh -c \
      'mkdir -p /etc/containerd/certs.d/localhost:5001 && cat >/etc/containerd/certs.d/localhost:5001/hosts.toml' <<TOML
[host."http://$cluster-control-plane:30500"]
TOML
  done
}

knative() {
  for file in "$KNATIVE_SERVING/serving-crds.yaml" "$KNATIVE_EVENTING/eventing-crds.yaml"; do
    kubectl apply --server-side --force-conflicts -f "$file"
  done
  # Objects of these kinds follow, and are refused until the kinds are known.
  kubectl wait --for=condition=Established --timeout=60s crd --all >/dev/null
  for file in "$KNATIVE_SERVING/serving-core.yaml" "$KNATIVE_KOURIER/kourier.yaml" "$KNATIVE_EVENTING/eventing-core.yaml" \
    "$KNATIVE_EVENTING/in-memory-channel.yaml" "$KNATIVE_EVENTING/mt-channel-broker.yaml"; do
    kubectl apply --server-side --force-conflicts -f "$file"
  done
  for namespace in knative-serving kourier-system knative-eventing; do
    kubectl wait --for=condition=Available --timeout=300s -n "$namespace" deployment --all
  done
  kubectl patch configmap config-network -n knative-serving --type merge \
    -p '{"data":{"ingress-class":"kourier.ingress.networking.knative.dev"}}'
  # Without a domain of its own a service is reached from inside the cluster alone.
  kubectl patch configmap config-domain -n knative-serving --type merge -p '{"data":{"127.0.0.1.sslip.io":""}}'
  kubectl patch service kourier -n kourier-system --type json -p '[
    {"op":"replace","path":"/spec/type","value":"NodePort"},
    {"op":"add","path":"/spec/ports/0/nodePort","value":31080}]'
}

function_image() {
  IMAGE=$image .ci/image.sh $package
  # Through a file, because `kind load docker-image` does not know podman's images.
  rm -f "$state/image.tar"
  "$engine" save -o "$state/image.tar" "$image"
  kind load image-archive "$state/image.tar" --name "$cluster"
  rm -f "$state/image.tar"
}

registry() {
  kubectl create namespace tagfast --dry-run=client -o yaml | kubectl apply -f -
  cat >"$state/registry.yml" <<YAML
version: 0.1
storage:
  filesystem: {rootdirectory: /var/lib/registry}
  delete: {enabled: true}
http: {addr: ":5000"}
notifications:
  endpoints:
    - name: tagfast
      url: http://tagfast-webhooks.tagfast.svc.cluster.local/webhooks/story
      headers: {Authorization: ["$(secret)"]}
      # A start from zero takes longer than the default of one second: the event would come twice.
      timeout: 10s
      threshold: 3
      backoff: 1s
      ignore:
        mediatypes: [application/octet-stream]
        actions: [pull]
YAML
  config=$(kubectl create secret generic registry-config -n tagfast --from-file=config.yml="$state/registry.yml" \
    --dry-run=client -o yaml | kubectl apply -f -)
  rm -f "$state/registry.yml"
  kubectl apply --server-side --force-conflicts -k knative/overlays/kind/registry
  case $config in
    # It reads its configuration at its start; and after `make clean` the secret is another one.
    *configured) kubectl rollout restart deployment/registry -n tagfast ;;
  esac
  kubectl rollout status deployment/registry -n tagfast --timeout=300s
}

story() {
  REGISTRY=localhost:5001 REGISTRY_URL=http://registry.tagfast.svc.cluster.local:5000 TAGFAST_IMAGE=$image \
    STORY_SECRET=$(secret) OVERLAY=knative/overlays/kind make --no-print-directory "$1"
}

case ${1:-} in
  possible) possible ;;
  up)
    possible
    mkdir -p "$state"
    if ! exists; then
      say "a cluster of three nodes"
      kind create cluster --config kind-config.yaml --image "$KIND_NODE_IMAGE" --kubeconfig "$KUBECONFIG" --wait 180s
    fi
    kind get kubeconfig --name "$cluster" >"$KUBECONFIG"
    nodes_pull_from_the_registry
    say "Knative Serving, Kourier, Eventing"
    knative
    say "the registry, which tells Tagfast of every push"
    registry
    say "Tagfast's image"
    function_image
    say "Tagfast"
    story knative-install
    cat >&2 <<TEXT

It is up. The story with assertions: make kind-test. To play:
  export KUBECONFIG=$KUBECONFIG
  kubectl get imagetags,ksvc -n tagfast
  docker push localhost:5001/anything:1.0.0
All of it is removed by: make kind-down
TEXT
    ;;
  test)
    possible
    exists || { echo "There is no kind cluster $cluster: make kind" >&2; exit 1; }
    kind get kubeconfig --name "$cluster" >"$KUBECONFIG"
    story knative-story
    ;;
  down)
    possible
    kind delete cluster --name "$cluster"
    rm -rf "$state"
    ;;
  *)
    echo "usage: .ci/kind.sh possible|up|test|down" >&2
    exit 2
    ;;
esac
