#!/usr/bin/env bash
# All 20 seed Jobs are complete, and a second round says the same.
. "$(dirname "$0")/cluster.sh"
count() { same "$(k get jobs -l app.kubernetes.io/component=seed -o jsonpath='{range .items[*]}{.status.succeeded}{"\n"}{end}' | grep -c 1)" 20; }
check "20 are complete" count
said() { k logs -l app.kubernetes.io/component=seed -c seed --tail=-1 --max-log-requests=40 | sort; }
first=$(said)
"$(dirname "$0")/../upgrade" "${1:-prod}" --seeds >/dev/null
check "the second round says the same" same "$(said)" "$first"
finish
