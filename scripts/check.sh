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
step audits .venv/bin/python scripts/audit.py

if [[ ${#failed[@]} -gt 0 ]]; then
  printf 'check found something in: %s\n' "$(IFS=,; echo "${failed[*]}")"
  exit 1
fi
echo "check found nothing"
