#!/usr/bin/env bash
# Installs exactly what FOLDER/package-lock.json lists, without running any package's install script.
set -euo pipefail
folder=${1:?folder}

if ! command -v npm >/dev/null || ! node -e 'process.exit(+process.versions.node.split(".")[0] < 20 ? 1 : 0)'; then
  echo "Holdfast needs Node 20 or newer, with npm, to build the phone app." >&2
  exit 1
fi
echo "Installing Node packages from $folder/package-lock.json"
cd "$folder"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
