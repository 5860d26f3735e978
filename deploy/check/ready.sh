#!/usr/bin/env bash
# Every pod is ready within ten minutes, and the init containers ran in their order.
. "$(dirname "$0")/cluster.sh"
check "20 Deployments and 20 StatefulSets are rolled out" k wait --for=jsonpath='{.status.readyReplicas}'=1 statefulset -l 'app.kubernetes.io/component in (database,cache,broker)' --timeout=600s
for service in $(k get deployments -l 'app.kubernetes.io/component in (microservice,gateway,dashboard)' -o name); do check "$service" k rollout status "$service" --timeout=600s; done
order() { same "$(k get pod -l app.kubernetes.io/component=microservice,app.kubernetes.io/name=orders -o jsonpath='{.items[0].status.initContainerStatuses[*].name}')" "wait-for-redis wait-for-rabbitmq wait-for-migration"; }
check "init containers in their order" order
check "migrations are complete" k wait --for=condition=complete job -l app.kubernetes.io/component=migration --timeout=10s
finish
