#!/usr/bin/env bash
# Measures on a throw-away cluster: bench/run.sh [night|imports|endpoints|make|gateway|forecast [scores|sell-outs|speed|large|references]]. Called by ./bakery bench.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build src/Host -c Release -v q --nologo
dotnet build bench -c Release -v q --nologo
bench=artifacts/bin/Bakery.Bench/release/Bakery.Bench
host=artifacts/bin/Bakery.Host/release/bakery
if [ "${1:-}" = forecast ]; then exec "$bench" forecast "$host" "${BAKERY_SHARED:-../shared}/data/eval" bench/prophet.R bench/forecast.md "${@:2}"; fi
gateway() (
  port=8400
  data=$(mktemp -d /tmp/bkgate.XXXXXX)
  # shellcheck disable=SC2064 # the folder of this call
  trap "BAKERY_DATA=$data ./bakery down; rm -rf $data" EXIT
  RATE_LIMIT_USER=100000000 RATE_LIMIT_ANONYMOUS=100000000 EXTERNAL_SOURCES=off BAKERY_DATA=$data ./bakery up --distributed --detach --empty --port $port > "$data/up.log"
  # Services follow the gateway's port in their order, inventory is the third.
  "$bench" gateway "http://127.0.0.1:$port" "http://127.0.0.1:$((port + 103))"
)
if [ "${1:-}" = gateway ]; then gateway; exit; fi
dir=$(mktemp -d /tmp/bkbench.XXXXXX)
rmdir "$dir"
trap 'tools/postgres stop-throwaway "$dir"' EXIT
tools/postgres start-throwaway "$dir"
"$bench" "$dir" "$host" "${1:-all}"
if [ "${1:-all}" = all ] && tools/rabbitmq installed && tools/redis installed; then gateway; fi
