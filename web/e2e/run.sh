#!/usr/bin/env bash
# Starts the product on a throw-away data folder, runs the browser tests against it, and stops it. Ends with 'N passed, N failed'.
set -euo pipefail
cd "$(dirname "$0")/../.."
BAKERY_DATA=$(mktemp -d /tmp/bk-e2e.XXXXXX)
export BAKERY_DATA
stop() {
  ./bakery down >/dev/null 2>&1 || true
  rm -rf "$BAKERY_DATA"
}
trap stop EXIT
port=${BAKERY_E2E_PORT:-8137}
RATE_LIMIT_USER=100000 RATE_LIMIT_ANONYMOUS=100000 RATE_LIMIT_SIGN_IN=10000 RATE_LIMIT_DEVICE=10000 ./bakery up --detach --lan --port "$port"
BAKERY_URL=http://127.0.0.1:$port BAKERY_LOGINS=$BAKERY_DATA/demo-logins node web/e2e/run.mjs "$@"
