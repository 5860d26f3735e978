#!/usr/bin/env bash
# After a deployment: what runs, what protects it, and the commands to look further.
. "$(dirname "$0")/cluster.sh"
k get deployments,statefulsets,jobs,hpa
cat <<'TXT'
Security: Pod Security restricted; network policies deny by default; TLS to databases, Redis and RabbitMQ; audit of statements in the databases' logs.
Look further:
  kubectl get pods -n bakery-ia
  kubectl logs -n bakery-ia -l app.kubernetes.io/component=microservice --tail=50
  kubectl logs <pod> -n bakery-ia -c wait-for-migration
  deploy/check/ready.sh; deploy/check/health.sh; deploy/check/network.sh
TXT
