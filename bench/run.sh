#!/usr/bin/env bash
# Measures on a throw-away cluster: bench/run.sh [night|imports|endpoints]. Called by ./bakery bench.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=$(mktemp -d /tmp/bkbench.XXXXXX)
rmdir "$dir"
trap 'tools/postgres stop-throwaway "$dir"' EXIT
tools/postgres start-throwaway "$dir"
dotnet build src/Host -c Release -v q --nologo
dotnet build bench -c Release -v q --nologo
artifacts/bin/Bakery.Bench/release/Bakery.Bench "$dir" artifacts/bin/Bakery.Host/release/bakery "${1:-all}"
