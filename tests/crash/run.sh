#!/bin/bash
# Kills the real binary over and over and counts what is left. `DESKHERO_CRASH_ROUNDS` and
# `DESKHERO_CRASH_SEED` change how often and where; arguments go to the test (a test's name).
set -euo pipefail
cd "$(dirname "$0")/../.."
export DESKHERO_CRASH_ROUNDS=${DESKHERO_CRASH_ROUNDS:-150}
export DESKHERO_CRASH_SEED=${DESKHERO_CRASH_SEED:-$RANDOM$RANDOM}
exec cargo test -p deskhero --test crash -- --nocapture --test-threads 1 "$@"
