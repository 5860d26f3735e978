#!/usr/bin/env bash
# Health answers in less than 200 ms through a port-forward, and no container was ended for its memory.
. "$(dirname "$0")/cluster.sh"
quick() { # SERVICE
  local port=18000 pid milliseconds
  kubectl -n "$SPACE" port-forward "service/$1" "$port:8000" >/dev/null 2>&1 &
  pid=$!
  for _ in $(seq 50); do if curl -sf --retry 0 --max-time 1 "http://127.0.0.1:$port/health/live" >/dev/null; then break; else sleep 0.2; fi; done
  curl -s -o /dev/null "http://127.0.0.1:$port/health/ready"
  milliseconds=$(curl -s -o /dev/null -w '%{time_total}' "http://127.0.0.1:$port/health/ready" | awk '{print int($1 * 1000)}')
  kill "$pid"
  wait "$pid" 2>/dev/null || true
  [ "$milliseconds" -lt 200 ] || { echo "    $milliseconds ms"; return 1; }
}
for service in $(k get services -l app.kubernetes.io/component=microservice -o jsonpath='{.items[*].metadata.name}'); do check "$service" quick "$service"; done
killed() { ! k get pods -o jsonpath='{.items[*].status.containerStatuses[*].lastState.terminated.reason}' | grep -q OOMKilled; }
check "nothing was ended for its memory" killed
finish
