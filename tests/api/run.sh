#!/bin/sh
# Attacks the API, and the operator's, with Schemathesis: tests/api/run.sh DESKHERO_BINARY [EXAMPLES]
# Starts a demo of its own, reads each description from it, and finds answers that are 5xx or not described.
# Needs Python 3 with venv; Schemathesis is installed into a temporary folder.
set -eu
binary=${1:?usage: tests/api/run.sh DESKHERO_BINARY [EXAMPLES]}
examples=${2:-25}
case $binary in /*) ;; *) binary=$(pwd)/$binary ;; esac
work=$(mktemp -d)
demo=
stop() {
  if [ -n "$demo" ]; then kill "$demo" 2>/dev/null || true; wait "$demo" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check schemathesis==4.32.5
mkfifo "$work/out"
"$binary" demo --data "$work/data" --listen 127.0.0.1:0 --json >"$work/out" &
demo=$!
# The pipe stays open for the demo; its first line says where it is and how to sign in.
exec 3<"$work/out"
read -r line <&3
field() { printf '%s' "$line" | python3 -c "import json,sys; print(json.load(sys.stdin)$1)"; }
url=$(field "['url']")
# What it keeps between runs goes into the temporary folder.
cd "$work"
attack() { # DESCRIPTION TOKEN [OPTION…]
  description=$1 token=$2; shift 2
  "$work/venv/bin/st" run "${url%/}/api/v1/$description" --url "${url%/}" "$@" \
    --header "Authorization: Bearer $token" \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,unsupported_method \
    --phases examples,coverage,fuzzing,stateful --max-examples "$examples" --seed 20261124 \
    --request-timeout 20 --no-color
}
attack openapi.json "$(field "['api_token']")" --exclude-path /api/v1/events
# Last: it suspends the demo's company.
attack operator/openapi.json "$(field "['operator']['api_token']")"
