#!/usr/bin/env bash
# A cluster of its own with kind: the ci overlay comes up, and an upgrade can be undone.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
for tool in kind kubectl docker; do command -v "$tool" >/dev/null || { echo "skipped: $tool is missing"; exit 0; }; done
docker info >/dev/null 2>&1 || { echo "skipped: Docker does not answer"; exit 0; }
kind get clusters | grep -qx bakery-ia-local || kind create cluster --config "$root/deploy/kind/cluster.yaml"
kubectl config use-context kind-bakery-ia-local
# kind's own network knows no policies.
kubectl apply -f https://raw.githubusercontent.com/projectcalico/calico/v3.30.3/manifests/calico.yaml
kubectl apply -f https://github.com/cert-manager/cert-manager/releases/download/v1.18.2/cert-manager.yaml
kubectl wait -n cert-manager --for=condition=available deployment --all --timeout=300s
docker build -t registry.example/bakery-ia:0.1.0 "$root"
kind load docker-image --name bakery-ia-local registry.example/bakery-ia:0.1.0
"$root/deploy/make-secrets"
"$root/deploy/kubernetes/tls/generate-certificates.sh" "$root/.data/tls-kubernetes" --apply
"$root/deploy/upgrade" ci --seeds
"$root/deploy/check/ready.sh"
kubectl set env -n bakery-ia deployment/orders-service DEBUG=true
kubectl rollout status -n bakery-ia deployment/orders-service --timeout=300s
kubectl rollout undo -n bakery-ia deployment/orders-service
kubectl rollout status -n bakery-ia deployment/orders-service --timeout=300s
