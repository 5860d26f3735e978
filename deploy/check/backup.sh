#!/usr/bin/env bash
# The backup's own scripts against a PostgreSQL made for it: dump over TLS, encrypt, restore as the drill does, and refuse a damaged file.
# shellcheck disable=SC2012,SC2016 # few well-known names; the inner shell expands its own variables
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
skip() { echo "skipped: $1"; exit 0; }
[ "$(id -u)" = 0 ] || skip "it mounts folders of its own and needs root"
for tool in gpg zstd openssl unshare; do command -v "$tool" >/dev/null || skip "$tool is missing"; done
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1) || true
[ -n "$programs" ] || skip "PostgreSQL is missing (sudo apt-get install postgresql)"

# In a mount namespace of its own the folders of the containers are empty and in memory, and gone afterwards.
if [ "${1:-}" != inside ]; then exec unshare --mount --pid --fork --kill-child -- bash "$0" inside; fi
made=()
for folder in /backup /scratch /etc/bakery; do if [ ! -d "$folder" ]; then mkdir "$folder"; made+=("$folder"); fi; mount -t tmpfs none "$folder"; done
mount -t tmpfs none /tmp
trap 'cd /; for folder in "${made[@]}"; do umount "$folder"; rmdir "$folder"; done' EXIT
chmod 1777 /tmp
mkdir -p /etc/bakery/{ca,databases,target,drill,scripts} /scratch/source
cp "$root"/deploy/kubernetes/components/backup/*.sh /etc/bakery/scripts/
cd /etc/bakery
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test -keyout ca/ca.key -out ca/ca.crt 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj /CN=orders-db -keyout /scratch/source/tls.key -out /tmp/csr 2>/dev/null
openssl x509 -req -in /tmp/csr -CA ca/ca.crt -CAkey ca/ca.key -CAcreateserial -days 2 -out /scratch/source/tls.crt -extfile <(echo subjectAltName=DNS:orders-db) 2>/dev/null
head -c 16 /dev/urandom | base64 -w 0 >databases/orders
export GNUPGHOME=/tmp/keys
mkdir -m 700 "$GNUPGHOME"
for name in owner drill; do gpg --batch --quiet --passphrase '' --quick-generate-key "$name@backup.example" rsa3072 encr never 2>/dev/null; done
gpg --batch --armor --export >target/recipients.asc
gpg --batch --armor --export-secret-keys drill@backup.example >drill/drill.asc
unset GNUPGHOME
chown -R postgres /backup /scratch /etc/bakery
export PATH=$programs:$PATH
runuser -u postgres -- sh -euc '
  initdb -D /scratch/source/data -U postgres --pwfile=/etc/bakery/databases/orders -A scram-sha-256 >/dev/null
  pg_ctl -s -w -D /scratch/source/data -l /scratch/source/log -o "-c port=55432 -c ssl=on -c ssl_cert_file=/scratch/source/tls.crt -c ssl_key_file=/scratch/source/tls.key -c unix_socket_directories=/scratch/source" start
  PGPASSWORD=$(cat /etc/bakery/databases/orders) psql -q -h 127.0.0.1 -p 55432 -U postgres -c "CREATE DATABASE bakery" -c "CREATE ROLE bakery_owner" -c "CREATE ROLE bakery_app" -c "\c bakery" \
    -c "CREATE SCHEMA orders AUTHORIZATION bakery_owner" -c "CREATE TABLE orders.migration AS SELECT 1 AS id" -c "CREATE TABLE orders.customer AS SELECT generate_series(1, 1234) AS id" -c "GRANT SELECT ON orders.customer TO bakery_app"
  SERVICES=orders PGPORT=55432 PGHOSTADDR=127.0.0.1 sh /etc/bakery/scripts/dump.sh
  pg_ctl -s -m immediate -D /scratch/source/data stop
  rm -rf /scratch/* /tmp/gnupg
  cd /backup
  ls ./*.gpg >newest
  sh /etc/bakery/scripts/drill.sh >/tmp/said
  grep -qx "customer|1234" /tmp/said || { cat /tmp/said; exit 1; }
  echo "  ✓ dumped over TLS, encrypted, restored row for row"
  rm -rf /scratch/* /tmp/gnupg
  echo damage >>"$(cat newest)"
  if sh /etc/bakery/scripts/drill.sh >/dev/null 2>&1; then echo "  ✗ a damaged file was restored"; exit 1; fi
  echo "  ✓ a damaged file is refused"
'
