#!/usr/bin/env bash
# Brings compose.yaml up on loopback, asks both readers how they are, takes it down again.
set -euo pipefail
cd "$(dirname "$0")"
if ! docker compose version >/dev/null 2>&1 || ! docker info >/dev/null 2>&1; then
  echo "no Docker with compose runs here" >&2
  exit 77
fi
export RAWI_TOKEN=${RAWI_TOKEN:-$(head -c 24 /dev/urandom | base64 | tr +/ -_)}
export POSTGRES_PASSWORD=${POSTGRES_PASSWORD:-$(head -c 24 /dev/urandom | base64 | tr +/ -_)}
compose=(docker compose -p rawi-try -f compose.yaml)
trap '"${compose[@]}" down --volumes' EXIT
"${compose[@]}" up --build --detach
for port in 8765 8766; do
  curl --fail --silent --show-error --retry 60 --retry-delay 1 --retry-all-errors \
    "http://127.0.0.1:$port/health"
  echo
done
