#!/usr/bin/env bash
# An authority for ten years (RSA-4096) and a server certificate for three years for each database, Redis and RabbitMQ.
#   generate-certificates.sh FOLDER            make what is missing or has less than 60 days left (a rotation)
#   generate-certificates.sh FOLDER --apply    and put it into the cluster: ConfigMap bakery-ca, Secrets <name>-tls
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?usage: generate-certificates.sh FOLDER [--apply]}
space=bakery-ia
days=60
umask 077
mkdir -p "$folder"
cd "$folder"

if [ ! -f ca.crt ]; then
  openssl req -x509 -newkey rsa:4096 -sha256 -nodes -days 3650 -subj "/O=Bakery IA/CN=Bakery IA internal" -keyout ca.key -out ca.crt 2>/dev/null
  echo "ca: new, for ten years"
fi

names=(redis rabbitmq)
for service in "$here"/../base/services/*/; do names+=("$(basename "$service")-db"); done

for name in "${names[@]}"; do
  if [ -f "$name.crt" ] && openssl x509 -checkend $((days * 86400)) -noout -in "$name.crt" >/dev/null && openssl verify -CAfile ca.crt "$name.crt" >/dev/null 2>&1; then continue; fi
  openssl req -newkey rsa:2048 -sha256 -nodes -subj "/O=Bakery IA/CN=$name" -keyout "$name.key" -out "$name.csr" 2>/dev/null
  openssl x509 -req -sha256 -in "$name.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 1095 -out "$name.crt" \
    -extfile <(printf 'subjectAltName=DNS:%s,DNS:%s.%s,DNS:%s.%s.svc,DNS:%s.%s.svc.cluster.local\nextendedKeyUsage=serverAuth\n' "$name" "$name" "$space" "$name" "$space" "$name" "$space") 2>/dev/null
  rm "$name.csr"
  echo "$name: new, for three years"
done

[ "${2:-}" = --apply ] || exit 0
apply() { kubectl create -n "$space" "$@" --dry-run=client -o yaml | kubectl apply -f -; }
apply configmap bakery-ca --from-file=ca.crt
for name in "${names[@]}"; do apply secret generic "$name-tls" --from-file=ca.crt --from-file=tls.crt="$name.crt" --from-file=tls.key="$name.key"; done
echo "Pods read a certificate at their start: kubectl rollout restart -n $space statefulset <name>, one after the other (docs/secret-rotation.md)."
