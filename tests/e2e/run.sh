#!/bin/sh
# End-to-end tests in Chromium: tests/e2e/run.sh DESKHERO_BINARY [SCREENSHOT_FOLDER]
# Needs Node 20 or newer, npm and a chromium (CHROMIUM names another path than /usr/bin/chromium).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
binary=${1:?usage: tests/e2e/run.sh DESKHERO_BINARY [SCREENSHOT_FOLDER]}
case $binary in /*) ;; *) binary=$(pwd)/$binary ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
# The packages are installed beside a copy of the tests: nothing is written into the repository.
cp "$here"/*.mjs "$here"/package.json "$here"/package-lock.json "$work"
cd "$work"
npm ci --ignore-scripts --no-audit --no-fund --silent
DESKHERO=$binary SCREENSHOTS=${2:-} node --test --test-reporter=spec desk.mjs
