#!/usr/bin/env bash
# Plays a preview and a production request against a running `npm start`, from asking to the commit in Git.
#
#   npm start                    # in another terminal
#   examples/walkthrough.sh
#
# It may be run again and again: each run asks for new environments. Besides Node and Git it needs nothing. It reads
# CONTROL_PLANE_URL, or CONTROL_PLANE_API_PORT and CONTROL_PLANE_DATA as `npm start` does.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
data="${CONTROL_PLANE_DATA:-.data}"
[[ "$data" == /* ]] || data="$root/$data"
gitops="$data/gitops.git"
case "${CONTROL_PLANE_GITOPS_URL:-}" in
  file://*) gitops="${CONTROL_PLANE_GITOPS_URL#file://}" ;;
  /*) gitops="$CONTROL_PLANE_GITOPS_URL" ;;
esac
export CONTROL_PLANE_URL="${CONTROL_PLANE_URL:-http://localhost:${CONTROL_PLANE_API_PORT:-7007}}"
unset CONTROL_PLANE_TOKEN

# An empty configuration of its own: the walkthrough neither reads nor changes yours.
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
export XDG_CONFIG_HOME="$scratch"

say() {
  printf '\n== %s\n' "$*"
}

fail() {
  printf 'walkthrough: %s\n' "$*" >&2
  exit 1
}

# mint <persona>: prints a token; people can sign in a few seconds after the backend is up.
mint() {
  local token attempt
  for attempt in 1 2 3 4 5 6; do
    if token="$("$root/platformctl" token mint --as "$1")"; then
      printf '%s' "$token"
      return
    fi
    [[ "$attempt" == 6 ]] || sleep 5
  done
  fail "could not sign in as $1 at $CONTROL_PLANE_URL; is 'npm start' running?"
}

# as <persona> <command…>: runs platformctl as that person. The token stays out of the list of processes.
as() {
  local token="token_$1"
  shift
  CONTROL_PLANE_TOKEN="${!token}" "$root/platformctl" "$@"
}

# field <path>: prints one member of the JSON object on standard input, e.g. openRevisions.0.planDigest.
field() {
  node -e 'const value = process.argv[1].split(".").reduce(
      (at, name) => at?.[name], JSON.parse(require("fs").readFileSync(0, "utf8")));
    if (typeof value !== "string") throw new Error(`Expected ${process.argv[1]} in the answer`);
    console.log(value)' "$1"
}

# expect_exit <code> <command…>: fails unless the command ends with that code.
expect_exit() {
  local expected="$1" code=0
  shift
  "$@" || code=$?
  [[ "$code" == "$expected" ]] || fail "expected exit code $expected, got $code from: $*"
}

run="walkthrough-$(date +%Y%m%d%H%M%S)-$$-$RANDOM"

say "Sign in as three people of the demo"
token_requester="$(mint requester)"
token_approver="$(mint approver)"
token_viewer="$(mint viewer)"
echo "requester, approver and viewer have a token each"

say "What may be requested"
as viewer classes

say "Looking does not make a requester: the viewer is refused with exit code 3"
expect_exit 3 as viewer request create --file "$root/examples/requests/preview.json" \
  --idempotency-key "$run-viewer"

say "The requester asks for a preview of payments-api and waits until it is ready"
preview="$(as requester request create --file "$root/examples/requests/preview.json" \
  --idempotency-key "$run-preview" --wait --timeout 5m --output json)"
preview_id="$(field id <<<"$preview")"
preview_path="$(field path <<<"$preview")"
as viewer request get "$preview_id"

say "The requester asks for production of billing-api: it waits for an approver"
production="$(as requester request create --file "$root/examples/requests/production.json" \
  --idempotency-key "$run-production" --output json)"
production_id="$(field id <<<"$production")"
production_path="$(field path <<<"$production")"
phase="$(field phase <<<"$production")"
[[ "$phase" == pending_approval ]] || fail "expected $production_id to wait for approval, got phase $phase"
echo "$production_id: $phase"

say "The same key and body name the same request"
again="$(as requester request create --file "$root/examples/requests/production.json" \
  --idempotency-key "$run-production" --output json | field id)"
[[ "$again" == "$production_id" ]] || fail "expected $production_id again, got $again"

say "Nobody approves what they asked for: the requester is refused with exit code 3"
expect_exit 3 as requester request approve "$production_id" --yes

say "The approver looks at the plan and says yes"
seen="$(as approver request get "$production_id" --output json | field openRevisions.0.planDigest)"
as approver request approve "$production_id" --plan-digest "$seen" \
  --comment 'Agreed in the change meeting' --wait --timeout 5m

say "What happened to the production request"
as approver request logs "$production_id"

say "The tree of the GitOps repository: $gitops"
git --git-dir="$gitops" ls-tree -r --name-only main -- "$preview_path" "$production_path"

say "Its log"
git --git-dir="$gitops" log --format='%h %an: %s%n%n%b' main -- "$preview_path" "$production_path"

for id in "$preview_id" "$production_id"; do
  trailers="$(git --git-dir="$gitops" log --format='%(trailers:key=Control-Plane-Request,valueonly)' main)"
  grep -qx "$id" <<<"$trailers" || fail "expected a commit with the trailer Control-Plane-Request: $id"
done

say "Done: $preview_id and $production_id are ready"
