#!/usr/bin/env bash
# Runs every test suite to its end, shows each one's closing line, and fails when any of them failed.
set -uo pipefail

mkdir -p build/test
failed=0
closing=()

suite() {
  local name=$1 started=$SECONDS outcome=passed
  shift
  printf '\n== %s\n' "$name"
  "$@" </dev/null 2>&1 | tee "build/test/$name.log"
  if [[ ${PIPESTATUS[0]} -ne 0 ]]; then
    outcome=FAILED
    failed=1
  fi
  closing+=("$(printf '%-9s %-6s %4d s  %s' "$name" "$outcome" $((SECONDS - started)) "$(closing_line "build/test/$name.log")")")
}

closing_line() {
  local line
  line=$(grep -aE '^[0-9]+ (passed|failed|error).* in |^(ℹ|#) (pass|fail) [0-9]+' "$1" | tail -n 2 | tr '\n' ' ')
  printf '%s' "${line:-$(tail -n 1 "$1")}"
}

suite server .venv/bin/python -m pytest -q -n 2 tests/server
suite postgres .venv/bin/python -m pytest -q -n 2 --database postgresql --storage s3 tests/server/sync tests/server/accounts tests/server/blobs \
  tests/server/reminders tests/server/test_crossing_requests.py tests/server/test_keys_and_tables.py tests/server/test_backups.py tests/server/test_moving_storage.py \
  tests/server/test_malformed_input.py::test_{a_zero_in_any_text_is_refused_before_it_reaches_the_database,json_of_any_shape_never_fails_the_server}
suite house .venv/bin/python -m pytest -q tests/house
suite vectors .venv/bin/python -m pytest -q tests/vectors
suite pwa npm --prefix pwa test --silent
suite journeys .venv/bin/python -m pytest -q -n 2 --dist worksteal --durations=12 tests/e2e

printf '\n== What ran (%d min %02d s)\n' $((SECONDS / 60)) $((SECONDS % 60))
printf '%s\n' "${closing[@]}"
exit "$failed"
