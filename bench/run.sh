#!/usr/bin/env bash
# Measures on a throw-away cluster: bench/run.sh [night|imports|endpoints|make|gateway|replicas|roles|scalers|forecast [scores|sell-outs|speed|large|references]]. Called by ./bakery bench.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build src/Host -c Release -v q --nologo
dotnet build bench -c Release -v q --nologo
bench=artifacts/bin/Bakery.Bench/release/Bakery.Bench
host=artifacts/bin/Bakery.Host/release/bakery
if [ "${1:-}" = forecast ]; then exec "$bench" forecast "$host" "${BAKERY_SHARED:-../shared}/data/eval" bench/prophet.R bench/forecast.md "${@:2}"; fi
# The distributed profile in a folder of its own; services follow the gateway's port in their order, inventory is the third.
distributed() ( # gateway|replicas|roles|scalers
  port=8400
  data=$(mktemp -d /tmp/bkgate.XXXXXX)
  # shellcheck disable=SC2064 # the folder of this call
  trap "BAKERY_DATA=$data ./bakery down; rm -rf $data" EXIT
  export RATE_LIMIT_USER=100000000 RATE_LIMIT_ANONYMOUS=100000000 EXTERNAL_SOURCES=off BAKERY_ACCESS_TOKEN_MINUTES=600
  watched=()
  case "$1" in
    replicas) export BAKERY_AT_ONCE=1 BAKERY_PREFETCH=1 ;;
    scalers) export BAKERY_SMTP_HOST=127.0.0.1 BAKERY_SMTP_PORT=$((port + 260)) BAKERY_SMTP_TLS=none BAKERY_SCRAPE_SECONDS=2; watched=(--monitoring) ;;
  esac
  BAKERY_DATA=$data ./bakery up --distributed --detach --empty --port $port "${watched[@]}" > "$data/up.log"
  case "$1" in
    gateway) "$bench" gateway "http://127.0.0.1:$port" "http://127.0.0.1:$((port + 103))" ;;
    replicas) "$bench" replicas "http://127.0.0.1:$port" "$(cat "$data/roles/training")" $((port + 250)) ;;
    scalers) "$bench" scalers "http://127.0.0.1:$port" "http://127.0.0.1:$((port + 230))" deploy/kubernetes/components/custom-metrics $((port + 260)) ;;
    roles) "$bench" roles "http://127.0.0.1:$port" "$data/roles" $((port + 250)) tools/sizing/measured.json; ./bakery manifests ;;
  esac
)
case "${1:-}" in gateway | replicas | roles | scalers) distributed "$1"; exit ;; esac
dir=$(mktemp -d /tmp/bkbench.XXXXXX)
rmdir "$dir"
trap 'tools/postgres stop-throwaway "$dir"' EXIT
tools/postgres start-throwaway "$dir"
"$bench" "$dir" "$host" "${1:-all}"
if [ "${1:-all}" = all ] && tools/rabbitmq installed && tools/redis installed; then distributed gateway; distributed replicas; fi
