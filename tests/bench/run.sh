#!/bin/bash
# Measures this machine: take-in of the corpus, then pages and search at 10,000 and 100,000 tickets.
# usage: tests/bench/run.sh [CORPUS_FOLDER]; the answer is JSON, one object a line, and a table for docs/benchmarks.md
set -euo pipefail
command -v wrk >/dev/null || { echo "measuring needs wrk: apt-get install wrk" >&2; exit 1; }
cd "$(dirname "$0")/../.."
here=tests/bench
desk=${CARGO_TARGET_DIR:-target}/release/deskhero
corpus=${1:-}
work=$(mktemp -d "${TMPDIR:-/tmp}/deskhero-bench.XXXXXX")
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

if [ -n "$corpus" ]; then
  for round in 1 2 3; do echo "corpus, round $round: $("$desk" bench ingest "$corpus" --json)"; done
fi
dd if=/dev/zero of="$work/disk" bs=1M count=512 conv=fdatasync 2>&1 | tail -n 1
rm -f "$work/disk"

for tickets in ${DESKHERO_BENCH_TICKETS:-10000 100000}; do
  data=$work/$tickets
  node $here/mails.mjs "$tickets" "$work/mails.mbox"
  "$desk" tenant create bench --host localhost --data "$data" >/dev/null
  printf 'a long enough password' | "$desk" agent create --tenant bench --email agent@helpdesk.test --name Agent --role admin --password-stdin --data "$data" >/dev/null
  mkdir -p "$data/mailbox"/{cur,new,tmp}
  "$desk" mailbox connect --tenant bench --address support@helpdesk.test --maildir "$data/mailbox" --data "$data" >/dev/null
  token=$("$desk" token create --tenant bench --agent agent@helpdesk.test --data "$data" --json | node -e 'process.stdin.on("data",d=>console.log(JSON.parse(d).token))')
  start=$(date +%s.%N)
  "$desk" import "$work/mails.mbox" --tenant bench --mailbox support@helpdesk.test --data "$data" --json >/dev/null
  node -e "console.log('import of $tickets mails of 2 KB:', ($tickets/(${EPOCHREALTIME/,/.}-$start)).toFixed(0), 'mails/s')"
  rm -f "$work/mails.mbox"
  start=$(date +%s%N)
  "$desk" serve --data "$data" --listen 127.0.0.1:18480 >/dev/null &
  server=$!
  until curl -fsS -o /dev/null http://localhost:18480/sign-in 2>/dev/null; do :; done
  echo "start to first page: $((($(date +%s%N) - start) / 1000000)) ms; idle memory: $(awk '/VmRSS/ {print int($2/1024)" MB"}' "/proc/$server/status")"
  echo "$tickets tickets: $(node $here/measure.mjs http://localhost:18480 "$token" agent@helpdesk.test 'a long enough password')"
  awk '/VmHWM/ {print "memory at peak while measured: " int($2/1024) " MB"}' "/proc/$server/status"
  kill "$server"; wait "$server" 2>/dev/null || true; server=
  rm -rf "$data"
done
