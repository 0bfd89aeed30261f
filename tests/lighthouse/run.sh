#!/bin/sh
# Lighthouse over a demo: tests/lighthouse/run.sh DESKHERO_BINARY. Needs what tests/e2e/run.sh needs.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
binary=${1:?usage: tests/lighthouse/run.sh DESKHERO_BINARY}
case $binary in /*) ;; *) binary=$(pwd)/$binary ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
# In a folder of its own: Lighthouse brings ten times what the other browser tests need.
cp "$here"/*.mjs "$here"/package.json "$here"/package-lock.json "$here"/../e2e/world.mjs "$here"/../e2e/serve.mjs "$work"
cd "$work"
npm ci --ignore-scripts --no-audit --no-fund --silent
DESKHERO=$binary node --test --test-reporter=spec lighthouse.mjs
