#!/bin/sh
# Writes what one dev.tagfast.rollout.proposed event proposes into the tool's own image override. Needs sh, jq, kubectl.
#
#   Argo CD Application  spec.source.kustomize.images; of a Helm source the parameter HELM_PARAMETER
#   Flux Kustomization   spec.images
#
#   HELM_PARAMETER    of the chart, for tag and digest: tag@sha256:...; default: image.tag
#   ARGOCD_NAMESPACE  of Applications whose mark names none; default: argocd
#   EVENT             the event as JSON; a JobSink mounts it
#
# Git does not know of it: an Application or Kustomization that is itself kept in Git must leave the field out.
set -eu
event=${EVENT:-/etc/jobsink-event/event}
get() { jq -r "($1) // \"\"" "$event"; }

type=$(get .type)
if [ "$type" != dev.tagfast.rollout.proposed ]; then
  echo "left alone: $type is no proposal"
  exit 0
fi
kind=$(get .data.proposal.source.kind)
name=$(get .data.proposal.source.name)
namespace=$(get .data.proposal.source.namespace)
case $kind in
  Application)
    resource=applications.argoproj.io
    namespace=${namespace:-${ARGOCD_NAMESPACE:-argocd}}
    ;;
  Kustomization)
    resource=kustomizations.kustomize.toolkit.fluxcd.io
    ;;
  *)
    echo "left alone: ${kind:-a workload without a tool} has no image override that this job knows"
    exit 0
    ;;
esac

# The resourceVersion makes the API server refuse the patch if somebody changed the object since.
kubectl get "$resource" "$name" --namespace "$namespace" --output json |
  jq --slurpfile events "$event" --arg parameter "${HELM_PARAMETER:-image.tag}" '
    def parts: capture("^(?<name>[^@]+?)(:(?<tag>[^/:@]+))?(@(?<digest>.+))?$");
    def right: sub("^[^=]*="; "");
    def argo($to): ($to | parts.name) as $name
      | if any(.[]; (right | parts.name) == $name)
        then map(if (right | parts.name) == $name then (capture("^(?<old>[^=]*=)?").old // "") + $to else . end)
        else . + [$to] end;
    def flux($to): ($to | parts) as $new
      | if any(.[]; (.newName // .name) == $new.name)
        then map(if (.newName // .name) == $new.name then . + {newTag: $new.tag, digest: $new.digest} else . end)
        else . + [{name: $new.name, newTag: $new.tag, digest: $new.digest}] end;
    $events[0].data.proposal.images as $images
    | {metadata: {resourceVersion: .metadata.resourceVersion}}
      + if .kind == "Kustomization" then
          {spec: {images: (reduce $images[].to as $to (.spec.images // []; flux($to)))}}
        elif .spec.source == null then
          error("the Application has several sources: write the override by hand")
        elif .spec.source.chart or .spec.source.helm then
          if ($images | map(.to) | unique | length) > 1 then error("several images, and one parameter") else
          {spec: {source: {helm: {parameters: (
            [.spec.source.helm.parameters[]? | select(.name != $parameter)]
            + [{name: $parameter, value: ($images[0].to | parts | "\(.tag)@\(.digest)"), forceString: true}])}}}} end
        else
          {spec: {source: {kustomize: {images: (reduce $images[].to as $to (.spec.source.kustomize.images // []; argo($to)))}}}}
        end' >"${TMPDIR:-/tmp}/patch.json"
kubectl patch "$resource" "$name" --namespace "$namespace" --type merge --patch-file "${TMPDIR:-/tmp}/patch.json"
