#!/usr/bin/env bash
# Makes the passwords that compose.yaml reads from the folder secrets, once; what is there stays.
set -euo pipefail

umask 022 # the containers' own users read them; the folder keeps everybody else out
install -d -m 700 secrets
cd secrets

once() { [[ -s $1 ]] || { cat >".$1" && [[ -s .$1 ]] && mv ".$1" "$1"; }; }
random() { od -An -N "$1" -tx1 /dev/urandom | tr -d ' \n'; }

once database_password < <(random 24)
once database_url < <(printf 'postgresql://holdfast:%s@database/holdfast' "$(<database_password)")
once s3_access_key_id < <(random 10)
once s3_secret_access_key < <(random 24)
once s3_identities.json < <(
  printf '{"identities": [{"name": "holdfast", "credentials": [{"accessKey": "%s", "secretKey": "%s"}], "actions": ["%s", "%s", "%s"]}]}' \
    "$(<s3_access_key_id)" "$(<s3_secret_access_key)" Read:holdfast Write:holdfast List:holdfast
)
