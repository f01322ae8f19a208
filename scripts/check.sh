#!/usr/bin/env bash
# Runs every linter, type checker and audit to its end, and fails when any of them found something.
set -uo pipefail

failed=()
step() {
  local name=$1
  shift
  printf '== %s\n' "$name"
  "$@" </dev/null || failed+=("$name")
}

step ruff .venv/bin/ruff check .
step "ruff format" .venv/bin/ruff format --check .
step mypy .venv/bin/mypy --strict server tests scripts
step import-linter .venv/bin/lint-imports
step tsc npm --prefix pwa run --silent types
step eslint npm --prefix pwa run --silent lint
step sbom .venv/bin/python -m scripts.sbom

printf '== audits\n'
unasked=
.venv/bin/python scripts/audit.py </dev/null
case $? in
  0) ;;
  75) unasked=' But the advisory services could not be asked about every package: see "not audited" above.' ;;
  *) failed+=(audits) ;;
esac

if [[ ${#failed[@]} -gt 0 ]]; then
  printf 'check found something in: %s\n' "$(IFS=,; echo "${failed[*]}")"
  exit 1
fi
echo "check found nothing.$unasked"
