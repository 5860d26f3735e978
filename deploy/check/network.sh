#!/usr/bin/env bash
# A pod without labels reaches nothing; a service reaches its own database and no other.
. "$(dirname "$0")/cluster.sh"
probe() { # NAME LABELS HOST PORT
  k run "$1" --rm -i --quiet --restart=Never --labels="$2" --image=docker.io/library/postgres:17.6 \
    --overrides='{"spec":{"automountServiceAccountToken":false,"securityContext":{"runAsNonRoot":true,"runAsUser":999,"seccompProfile":{"type":"RuntimeDefault"}},"containers":[{"name":"'"$1"'","image":"docker.io/library/postgres:17.6","command":["timeout","5","bash","-c","</dev/tcp/'"$3/$4"'"],"securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]},"readOnlyRootFilesystem":true}}]}}' >/dev/null 2>&1
}
closed() { ! probe "$@"; }
check "without labels: no database" closed probe-a bakery=none orders-db 5432
check "without labels: no service" closed probe-b bakery=none orders-service 8000
check "without labels: no internet" closed probe-c bakery=none 1.1.1.1 443
check "inventory: not the database of orders" closed probe-d app.kubernetes.io/name=inventory,app.kubernetes.io/component=microservice,app.kubernetes.io/part-of=bakery-ia orders-db 5432
check "inventory: its own database" probe probe-e app.kubernetes.io/name=inventory,app.kubernetes.io/component=microservice,app.kubernetes.io/part-of=bakery-ia inventory-db 5432
finish
