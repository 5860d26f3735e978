#!/bin/sh
# Restores /backup/newest into a server of its own in this pod; a damaged file, a failed restore or an empty history fails the Job.
set -eu
export PGDATA=/scratch/data PGHOST=/scratch GNUPGHOME=/tmp/gnupg
cd /backup
file=$(cat newest)
sha256sum -c "$file.sha256"
mkdir -m 700 "$GNUPGHOME"
gpg --batch --quiet --import /etc/bakery/drill/drill.asc
gpg --batch --quiet --decrypt "$file" | zstd -dq >/scratch/dump
initdb -A trust -U postgres >/dev/null
pg_ctl -s -w -o "-c listen_addresses= -c unix_socket_directories=/scratch -c fsync=off" -l /scratch/log start
for role in bakery_owner bakery_app bakery_monitor; do createuser -U postgres "$role"; done
createdb -U postgres bakery
pg_restore -U postgres -d bakery --exit-on-error /scratch/dump
ask() { psql -U postgres -d bakery -qAtc "$1"; }
schema=$(ask "SELECT table_schema FROM information_schema.tables WHERE table_name = 'migration'")
[ "$(ask "SELECT count(*) FROM $schema.migration")" -gt 0 ] || { echo "$schema has no history of migrations."; exit 1; }
ask "SELECT format('SELECT %L, count(*) FROM %I.%I', relname, schemaname, relname) FROM pg_stat_user_tables ORDER BY 1" | while read -r query; do ask "$query"; done
pg_ctl -s -m immediate stop
echo "$file: restored"
