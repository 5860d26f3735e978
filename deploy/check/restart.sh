#!/usr/bin/env bash
# All pods are deleted at once and come back by themselves in the order of the specification.
. "$(dirname "$0")/cluster.sh"
k delete pods --all --wait=false >/dev/null
for name in $(k get statefulset -l 'app.kubernetes.io/component in (database,cache,broker)' -o name); do check "$name" k rollout status "$name" --timeout=600s; done
for name in $(k get deployments -o name); do check "$name" k rollout status "$name" --timeout=600s; done
finish
