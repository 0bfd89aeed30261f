#!/bin/bash
# Measures this machine. Answers are JSON, one object a line, for the tables of docs/benchmarks.md. Timings fail nothing.
#   run.sh [CORPUS_FOLDER]            take-in of the corpus, then pages and search at 10,000 and 100,000 tickets
#   run.sh desk [TICKETS [VIEWS]]     pages and search beside so many saved views with live counts, then paints
#                                     (300,000 and 100; `desk 5000` is the short form)
#   run.sh paint [TICKETS]            from a key to the next paint, in Chromium slowed four times
#   run.sh agents [AGENTS [TICKETS]]  how long until a change shows on so many open pages (200)
#   run.sh mailboxes [WHAT KIND [N]]  mailboxes at providers on this machine: what 1,000 cost while they idle, how soon a mail
#                                     shows, and a first fill of 20,000 with a kill -9; mailboxes.mjs says what WHAT may be
#   run.sh erase [MAILS [held]]       a mailbox of so many mails is erased while somebody reads in another (100,000); one under a hold
#   run.sh lighthouse                 Lighthouse, three runs a page
# DESKHERO names another binary than the release build.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=$PWD/tests/bench
desk=${DESKHERO:-${CARGO_TARGET_DIR:-target}/release/deskhero}
case $desk in /*) ;; *) desk=$PWD/$desk ;; esac
work=$(mktemp -d "${TMPDIR:-/tmp}/deskhero-bench.XXXXXX")
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
url=http://localhost:18480
password='a long enough password'

needs_wrk() { command -v wrk >/dev/null || { echo "measuring needs wrk: apt-get install wrk" >&2; exit 1; }; }
make_desk() { # TICKETS: a tenant with so many in $work/data; $token is its admin's
  local tickets=$1 start
  data=$work/data
  node "$here/mails.mjs" "$tickets" "$work/mails.mbox"
  "$desk" tenant create bench --host localhost --data "$data" >/dev/null
  printf %s "$password" | "$desk" agent create --tenant bench --email agent@helpdesk.test --name Agent --role admin --password-stdin --data "$data" >/dev/null
  "$desk" document release --missing --data "$data" >/dev/null
  "$desk" document signed dpa --tenant bench --admin agent@helpdesk.test --data "$data" >/dev/null
  mkdir -p "$data/mailbox"/{cur,new,tmp}
  "$desk" mailbox connect --tenant bench --address support@helpdesk.test --maildir "$data/mailbox" --data "$data" >/dev/null
  token=$("$desk" token create --tenant bench --agent agent@helpdesk.test --data "$data" --json | node -e 'process.stdin.on("data",d=>console.log(JSON.parse(d).token))')
  start=$(date +%s.%N)
  "$desk" import "$work/mails.mbox" --tenant bench --mailbox support@helpdesk.test --data "$data" --json >/dev/null
  node -e "console.log('import of $tickets mails of 2 KB:', ($tickets/(${EPOCHREALTIME/,/.}-$start)).toFixed(0), 'mails/s')"
  rm -f "$work/mails.mbox"
}
add_mailbox() { # ADDRESS MAILS: one more, with as many mails of its own
  node "$here/mails.mjs" "$2" "$work/more.mbox" 8
  mkdir -p "$data/$1"/{cur,new,tmp}
  "$desk" mailbox connect --tenant bench --address "$1" --maildir "$data/$1" --data "$data" >/dev/null
  "$desk" import "$work/more.mbox" --tenant bench --mailbox "$1" --data "$data" --json >/dev/null
  rm -f "$work/more.mbox"
}
start_desk() {
  local start; start=$(date +%s%N)
  "$desk" serve --data "$data" --listen 127.0.0.1:18480 >/dev/null &
  server=$!
  until curl -fsS -o /dev/null $url/sign-in 2>/dev/null; do kill -0 "$server"; done
  echo "start to first page: $((($(date +%s%N) - start) / 1000000)) ms; idle memory: $(awk '/VmRSS/ {print int($2/1024)" MB"}' "/proc/$server/status")"
}
stop_desk() {
  awk '/VmHWM/ {print "memory at peak while measured: " int($2/1024) " MB"}' "/proc/$server/status"
  kill "$server"; wait "$server" 2>/dev/null || true; server=
}
with_browser() { # installs what drives Chromium, beside a copy of the programmes
  mkdir "$work/browser"
  cp "$here"/*.mjs "$here"/../e2e/{world,serve}.mjs "$here"/../e2e/package*.json "$work/browser"
  (cd "$work/browser" && npm ci --ignore-scripts --no-audit --no-fund --silent)
}
paint() { node "$work/browser/paint.mjs" $url agent@helpdesk.test "$password"; }

case ${1-} in
desk)
  tickets=${2:-300000} views=${3:-100}
  needs_wrk; with_browser
  make_desk "$tickets"; start_desk
  echo "views: $(node "$here/views.mjs" $url "$token" "$views")"
  echo "$tickets tickets, $views views: $(node "$here/measure.mjs" $url "$token" agent@helpdesk.test "$password")"
  paint; stop_desk ;;
paint)
  with_browser; make_desk "${2:-10000}"; start_desk
  echo "views: $(node "$here/views.mjs" $url "$token" 100)"
  paint; stop_desk ;;
agents)
  agents=${2:-200}
  make_desk "${3:-10000}"; start_desk
  echo "views: $(node "$here/views.mjs" $url "$token" 100)"
  node "$here/agents.mjs" $url "$token" "$agents" "$server"; stop_desk ;;
erase)
  needs_wrk; make_desk 2000; add_mailbox archive@helpdesk.test "${2:-100000}"; start_desk
  node "$here/erase.mjs" $url "$token" archive@helpdesk.test "${3:-}"; stop_desk ;;
mailboxes)
  export DESKHERO=$desk BENCH_WORLD=${BENCH_WORLD:-${CARGO_TARGET_DIR:-target}/debug/bench-world}
  with_browser
  measured() { node "$work/browser/mailboxes.mjs" "$@"; }
  if [ -n "${2-}" ]; then measured "${@:2}"; else
    for kind in gmail graph imap; do measured idle $kind; done
    for kind in graph imap; do measured shown $kind; done
    for kind in graph gmail; do measured fill $kind; done
  fi ;;
lighthouse) LIGHTHOUSE_RUNS=${2:-3} tests/lighthouse/run.sh "$desk" ;;
*)
  needs_wrk
  if [ -n "${1-}" ]; then
    for round in 1 2 3; do echo "corpus, round $round: $("$desk" bench ingest "$1" --json)"; done
  fi
  dd if=/dev/zero of="$work/disk" bs=1M count=512 conv=fdatasync 2>&1 | tail -n 1
  rm -f "$work/disk"
  for tickets in ${DESKHERO_BENCH_TICKETS:-10000 100000}; do
    make_desk "$tickets"; start_desk
    echo "$tickets tickets: $(node "$here/measure.mjs" $url "$token" agent@helpdesk.test "$password")"
    stop_desk; rm -rf "$data"
  done ;;
esac
