#!/usr/bin/env bash
# The long runs: each step is one command. Says what ran and how long it took; goes on after a step that fails, and fails at the end.
set -uo pipefail

export KILL_ROUNDS=${KILL_ROUNDS:-50} KILL_REMINDERS=${KILL_REMINDERS:-10000} SCHEDULES=${SCHEDULES:-2000} LONGEST_DAY=${LONGEST_DAY:-16}
export SEED=${SEED:-$(date +%s)} CALLS=${CALLS:-20} SOAK_MINUTES=${SOAK_MINUTES:-15}
python=.venv/bin/python
test="$python -m pytest -q -s"
summary='' failed=0

step() { # title, command…
  local title=$1 began=$SECONDS word=ok
  shift
  printf '\n== %s\n' "$title"
  "$@" || { word=FAILED failed=1; }
  summary+=$(printf '%-7s %3d min %02d s  %s' $word $(((SECONDS - began) / 60)) $(((SECONDS - began) % 60)) "$title")$'\n'
}

mixed() { # house or city: a network and a disk of its own, which can be full
  if ((EUID)); then
    echo 'A disk that can be full needs root.'
    return 1
  fi
  # shellcheck disable=SC2016
  unshare -nm sh -c 'ip link set lo up && exec "$@"' sh $python -m tests.soak.mixed "$1"
}

step 'Debian packages' scripts/system_packages.sh caddy
step "mixed load and trouble for $SOAK_MINUTES minutes: SQLite and a folder" mixed house
step "mixed load and trouble for $SOAK_MINUTES minutes: PostgreSQL and S3, two web processes, two workers" mixed city
step "random days of three phones: $SCHEDULES, up to $LONGEST_DAY steps each" npm --prefix pwa test --silent -- schedules.test
for database in sqlite postgresql; do
  step "$KILL_ROUNDS reminder workers killed amid $KILL_REMINDERS due reminders, $database" \
    $test --database $database tests/server/reminders/test_killed_workers.py
done
step '200,000 reminders due at once, then 100 due among 10,000,000' $python -m tests.soak.reminders
step 'calls among 100,000 accounts with 5,000,000 ops' $python -m tests.soak.many_accounts
step "every call as OpenAPI says it, and wrong: $CALLS of each" $test tests/soak/test_described_calls.py
step 'what compose.yaml composes goes on without a part of it' $test tests/soak/test_topology.py
step 'a new VAPID key and a real Firefox' $test tests/soak/test_vapid_rotation.py
step "kills of the server in a request: $KILL_ROUNDS" $test tests/server/test_killed_server.py
step "kills of migrate-storage: $KILL_ROUNDS" $test tests/soak/test_moving_killed.py
step "kills of Chromium while it saves, sends and fetches: $KILL_ROUNDS each" $test tests/e2e/test_killed_browser.py
step 'the largest share: 200 MB at once, while locked' env SHARE_MB=200 $test tests/e2e/test_locked_capture.py
step 'a recording of 2 GB in constant memory, then 500 pictures at once' env RECORDING_MB=2048 PICTURES=500 $test \
  tests/e2e/test_a_hundred_pictures.py \
  tests/e2e/test_bad_input.py::test_a_long_recording_is_saved_whole_and_the_phone_never_holds_it
step 'a packet of 2 GB made, stopped, made again and checked' $test tests/soak/test_large_packet.py

printf '\n== What ran, seed %s\n%s%d min %02d s in all\n' "$SEED" "$summary" $((SECONDS / 60)) $((SECONDS % 60))
exit $failed
