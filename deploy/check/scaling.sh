#!/usr/bin/env bash
# Three autoscalers between 1 and 3; with a load generator (bench) beside it their replicas are followed for ten minutes.
. "$(dirname "$0")/cluster.sh"
bounds() { same "$(k get hpa -o jsonpath='{range .items[*]}{.metadata.name}:{.spec.minReplicas}-{.spec.maxReplicas} {end}' | xargs -n1 | sort | xargs)" "forecasting-service-hpa:1-3 notification-service-hpa:1-3 orders-service-hpa:1-3"; }
check "three autoscalers from 1 to 3" bounds
known() { ! k get hpa -o jsonpath='{.items[*].status.conditions[?(@.type=="ScalingActive")].status}' | grep -q False; }
check "every metric is known" known
if [ "${1:-}" = --follow ]; then timeout 600 kubectl -n "$SPACE" get hpa --watch || true; fi
finish
