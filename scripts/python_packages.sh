#!/usr/bin/env bash
# Makes .venv and installs exactly what the given lock file lists, then this checkout itself.
set -euo pipefail

lock=$1
if ! "${PYTHON:-python3}" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Holdfast needs Python 3.11 or newer. PYTHON=/path/to/python3.11 make … chooses one." >&2
  exit 1
fi
.venv/bin/python -m pip --version >/dev/null 2>&1 || { echo "Making .venv"; "${PYTHON:-python3}" -m venv --clear .venv; }

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
echo "Installing Python packages from $lock"
.venv/bin/python -m pip install --quiet --require-hashes -r "$lock"
.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
