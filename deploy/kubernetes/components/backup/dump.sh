#!/bin/sh
# Dumps each database into /backup: compressed, encrypted for every key of recipients.asc, with a checksum.
set -eu
export PGSSLMODE=verify-full PGSSLROOTCERT=/etc/bakery/ca/ca.crt PGUSER=postgres PGDATABASE=bakery GNUPGHOME=/tmp/gnupg
mkdir -m 700 "$GNUPGHOME"
gpg --batch --quiet --import /etc/bakery/target/recipients.asc
recipients=$(gpg --batch --list-keys --with-colons | awk -F: '$1 == "fpr" && primary { print "--recipient", $10 } { primary = $1 == "pub" }')
stamp=$(date -u +%Y%m%dT%H%M%SZ)
cd /backup
for service in $SERVICES; do
  file=$service-$stamp.dump.zst.gpg
  PGHOST=$service-db PGPASSWORD=$(cat "/etc/bakery/databases/$service") pg_dump -Fc -Z 0 --file=dump
  zstd -q --rm dump
  # shellcheck disable=SC2086 # several recipients are several words
  gpg --batch --quiet --trust-model always $recipients --output "$file" --encrypt dump.zst
  rm dump.zst
  sha256sum "$file" >"$file.sha256"
  echo "$service: $(wc -c <"$file") bytes"
done
