#!/bin/sh
# Commits what one dev.tagfast.rollout.proposed event proposes onto a branch of its own, and opens a pull request.
# Needs sh, git, jq, curl.
#
#   GIT_REPOSITORY  the only repository that this job changes: who may annotate a workload must not choose another
#   GIT_BRANCH      onto which, where the workload's annotation does not say it; default: main
#   GIT_TOKEN       may push to it; empty: as git is set up
#   FORGE_API       https://api.github.com/repos/OWNER/NAME, or https://GITEA/api/v1/repos/OWNER/NAME; empty: only the branch
#   EVENT           the event as JSON; a JobSink mounts it
set -eu
event=${EVENT:-/etc/jobsink-event/event}
get() { jq -r "($1) // \"\"" "$event"; }

type=$(get .type)
if [ "$type" != dev.tagfast.rollout.proposed ]; then
  echo "left alone: $type is no proposal"
  exit 0
fi
repository=$(get .data.proposal.gitRepository)
if [ "${repository:-$GIT_REPOSITORY}" != "$GIT_REPOSITORY" ]; then
  echo "left alone: the event is for $repository, this job for $GIT_REPOSITORY"
  exit 0
fi
base=$(get .data.proposal.gitBranch)
base=${base:-${GIT_BRANCH:-main}}
path=$(get .data.proposal.gitPath)
path=${path:-.}
workload=$(get '.data.workload | "\(.kind)/\(.namespace)/\(.name)"')
tag=$(get '.data | "\(.registry)/\(.repository):\(.tag)"')
digest=$(get .data.to)
# The same event twice is the same branch.
branch=tagfast/$(echo "$workload" | tr 'A-Z/' 'a-z-')-$(echo "${digest#*:}" | cut -c 1-12)

git() {
  # shellcheck disable=SC2016 # git's own shell reads the token
  command git -c credential.helper= \
    ${GIT_TOKEN:+-c} ${GIT_TOKEN:+'credential.helper=!f() { echo username=tagfast; echo "password=$GIT_TOKEN"; }; f'} \
    -c user.name=tagfast -c user.email=tagfast@localhost "$@"
}
checkout=$(mktemp -d)
trap 'rm -rf "$checkout"' EXIT
git clone --quiet --depth 1 --branch "$base" -- "$GIT_REPOSITORY" "$checkout"
cd "$checkout"

if [ -n "$(git ls-remote --heads origin "refs/heads/$branch")" ]; then
  echo "$branch is there already"
else
  get '.data.proposal.images[] | "\(.from) \(.to)"' | while read -r from to; do
    # The name and the tag as written, with or without a digest; a dot stands for itself.
    old=$(echo "${from%@*}" | sed 's/[.]/\\./g')
    find "$path" -type f \( -name '*.yaml' -o -name '*.yml' \) -exec \
      sed -E -i "/^[ -]*(image|reference):/s#([ \"'])$old(@sha[0-9]+:[0-9a-f]+)?([\"' ]|\$)#\\1$to\\3#" {} +
  done
  if git diff --quiet; then
    echo "no image: or reference: in $path of $base is one of: $(get '[.data.proposal.images[].from] | join(", ")')" >&2
    exit 1
  fi
  git switch --quiet --create "$branch"
  git commit --quiet --all --file - <<MESSAGE
Bring $workload to $(echo "$digest" | cut -c 1-19) of $tag

Pushed by $(get '.data.actor' | tr -d '\n'), says $(get .data.source). Proposed by Tagfast, event $(get .id).
MESSAGE
  git push --quiet origin "$branch"
  echo "pushed $branch"
fi

[ -n "${FORGE_API:-}" ] || exit 0
status=$(jq --arg head "$branch" --arg base "$base" --arg title "Bring $workload to $tag" \
  '{$head, $base, $title, body: "\(.data.detail // "")\n\nEvent \(.id) of \(.source)."}' "$event" |
  curl --silent --output /dev/null --write-out '%{http_code}' --max-time 30 \
    --header "Authorization: token ${GIT_TOKEN:-}" --header 'Content-Type: application/json' \
    --data-binary @- "$FORGE_API/pulls")
case $status in
  201) echo "opened a pull request" ;;
  409 | 422) echo "the pull request is there already ($status)" ;;
  *)
    echo "$FORGE_API/pulls answered $status" >&2
    exit 1
    ;;
esac
