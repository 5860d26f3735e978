#!/usr/bin/env bash
# Measures on a throw-away cluster: bench/run.sh [night|imports|endpoints|make|forecast [scores|sell-outs|speed|large|references]]. Called by ./bakery bench.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build src/Host -c Release -v q --nologo
dotnet build bench -c Release -v q --nologo
bench=artifacts/bin/Bakery.Bench/release/Bakery.Bench
host=artifacts/bin/Bakery.Host/release/bakery
if [ "${1:-}" = forecast ]; then exec "$bench" forecast "$host" "${BAKERY_SHARED:-../shared}/data/eval" bench/prophet.R bench/forecast.md "${@:2}"; fi
dir=$(mktemp -d /tmp/bkbench.XXXXXX)
rmdir "$dir"
trap 'tools/postgres stop-throwaway "$dir"' EXIT
tools/postgres start-throwaway "$dir"
"$bench" "$dir" "$host" "${1:-all}"
