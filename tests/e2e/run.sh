#!/bin/sh
# End-to-end tests in Chromium: tests/e2e/run.sh DESKHERO_BINARY [SCREENSHOT_FOLDER]
# Needs Node 20 or newer, npm and Chromium's shell (CHROMIUM names another path than /usr/bin/chromium-headless-shell).
# MAIL_WORLD names testkit's mail-world, which starts Dovecot and Exim; without it mail.mjs and newcomer.mjs say that they are skipped.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
binary=${1:?usage: tests/e2e/run.sh DESKHERO_BINARY [SCREENSHOT_FOLDER]}
case $binary in /*) ;; *) binary=$(pwd)/$binary ;; esac
world=${MAIL_WORLD:-}
case $world in ''|/*) ;; *) world=$(pwd)/$world ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
# The packages are installed beside a copy of the tests: nothing is written into the repository.
cp "$here"/*.mjs "$here"/package.json "$here"/package-lock.json "$work"
cd "$work"
npm ci --ignore-scripts --no-audit --no-fund --silent
# With pictures the newcomer's run is filmed. Playwright looks for an ffmpeg of its own; Debian's does the same.
if [ -n "${2:-}" ] && [ -z "${PLAYWRIGHT_BROWSERS_PATH:-}" ] && ffmpeg=$(command -v ffmpeg); then
  revision=$(node -p 'require("./node_modules/playwright-core/browsers.json").browsers.find((one) => one.name === "ffmpeg").revision')
  export PLAYWRIGHT_BROWSERS_PATH="$work/browsers"
  mkdir -p "$work/browsers/ffmpeg-$revision"
  ln -s "$ffmpeg" "$work/browsers/ffmpeg-$revision/ffmpeg-linux"
fi
# The demo is laid out once.
DESKHERO=$binary node -e 'import("./world.mjs").then(({ layDemo }) => layDemo(process.argv[1]))' "$work/demo"
# Every file that holds tests, three at a time: each waits more than it works.
LOCALES=$here/../../crates/i18n/locales DESKHERO=$binary MAIL_WORLD=$world SCREENSHOTS=${2:-} DEMO=$work/demo \
  node --test --test-concurrency=3 --test-reporter=spec $(grep -l '"node:test"' *.mjs)
