#!/bin/sh
# Writes docs/clients.md to the standard output, from the rows that the tests left in the folder $1, one file
# LABEL.tsv for each version of the registry: client, version, action, what was reported, what the ledger noted, verdict.
set -eu
cd "$1"
gitea=$(cut -d ' ' -f 1 "${TAGFAST_CLIENTS_CACHE:-.}/bin/gitea.version" 2>/dev/null || echo 'not built')

count() { cat -- *.tsv | awk -F '\t' -v verdict="$1" '$6 == verdict' | wc -l | tr -d ' '; }

cat <<TEXT
# Real clients

What Tagfast makes of what real clients do. \`make test-clients\` writes this file; do not edit it. The last run was on
$(date -u +%F), with CNCF Distribution $(printf '%s\n' -- *.tsv | sed '1d; s/\.tsv$//' | paste -sd, | sed 's/,/ and /g') as the registry.

Each client runs as a process, over plain HTTP, against a registry on loopback that notifies Tagfast. One Deployment
follows the protected tag \`1.0.0\`, another the moving tag \`today\`. After each action every event is handled and one
reconcile runs. Then the alerts and the rollouts must be the expected ones, each exactly once. Where an action is in the
table without an alert or a rollout, there was none.

Actions that begin with \`Gitea:\` or \`referrers API:\` are at those registries (Gitea: $gitea); an action in
parentheses prepares the next.

- **Reports**: the reports since the action, without \`dev.tagfast.\`.
- **Ledger**: the moves since the action, with their [reason](reasons.md).
- **Verdict**: \`right\`, \`WRONG\` (a false or a missing alert or rollout), or \`skipped\` with the reason.

$(count right) actions were judged right, $(count WRONG) wrong; $(count skipped) were skipped.

\`.ci/clients.sh build\` builds the clients once from the Go modules in \`src/clients/programs.txt\`, into
\`TAGFAST_CLIENTS_CACHE\` (\`~/.cache/tagfast/clients\`); skopeo, buildah and runc are Debian's. The referrers API is
served by \`referrers-registry\` (\`src/clients/referrers\`): Distribution has none. Gitea is built, in half an hour, where
\`TAGFAST_CLIENTS_GITEA=true\`. zot is not here: its module cannot be fetched.
TEXT
for file in *.tsv; do
  printf '\n## Distribution %s\n\n' "${file%.tsv}"
  echo '| client | version | action | reports | ledger | verdict |'
  echo '|---|---|---|---|---|---|'
  sort -s -t "$(printf '\t')" -k 1,1 "$file" | sed 's/|/\\|/g; s/\t/ | /g; s/^/| /; s/$/ |/; s/|  |/| |/g; s/|  |/| |/g'
done
