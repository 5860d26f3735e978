# shellcheck shell=bash
# Backups: one file per backup with its checksum, 14 of each kind kept; restore goes into a new cluster and switches when it is verified.

KEPT=14

cmd_backup() { # manual|nightly|before-migration
  local file
  file=$DATA/backups/bakery-$(date +%Y%m%d-%H%M%S)-$1.dump
  mkdir -p "$DATA/backups"
  chmod 700 "$DATA/backups"
  if [ -x "$BAKERY_PG_BIN/pg_dump" ]; then
    "$BAKERY_PG_BIN/pg_dump" -h "$(pg_folder)" -U bakery_owner -d bakery -Fc -f "$file.part" || fail "The backup failed." "./bakery doctor"
  else
    fail "This PostgreSQL has no pg_dump (the npm registry's comes without)." "sudo apt-get install postgresql-client"
  fi
  (umask 077; cp "$DATA/secrets/master-key" "$file.key")
  mv "$file.part" "$file"
  (cd "$DATA/backups" && sha256sum "$(basename "$file")" "$(basename "$file").key" >"$(basename "$file").sha256")
  local old
  find "$DATA/backups" -name "*-$1.dump" | sort -r | tail -n +$((KEPT + 1)) | while read -r old; do rm -f "$old" "$old.sha256" "$old.key"; done
  say "Backup written: $file ($(du -h "$file" | cut -f1))"
}

cmd_restore() { # FILE
  local file=${1:-} new
  [ -n "$file" ] || fail "Which backup? $(find "$DATA/backups" -name '*.dump' 2>/dev/null | sort | tail -n 3 | tr '\n' ' ')" "./bakery restore FILE"
  [ -f "$file" ] || fail "$file does not exist."
  file=$(cd "$(dirname "$file")" && pwd)/$(basename "$file")
  find_postgres ""
  [ -x "$BAKERY_PG_BIN/pg_restore" ] || fail "This PostgreSQL has no pg_restore." "sudo apt-get install postgresql-client"
  build_host quiet
  step "Checking the file"
  if [ -f "$file.sha256" ]; then (cd "$(dirname "$file")" && sha256sum --status -c "$(basename "$file").sha256") || fail "The file is damaged: its checksum is another one. Nothing was changed." "./bakery restore with another file"; fi
  "$BAKERY_PG_BIN/pg_restore" --list "$file" >/dev/null 2>&1 || fail "The file is damaged or no backup of Bakery IA. Nothing was changed." "./bakery restore with another file"

  step "Restoring into a new cluster"
  new=$(pg_folder)-restore
  "$ROOT/tools/postgres" stop "$new" 2>/dev/null || true
  rm -rf "$new"
  "$ROOT/tools/postgres" start "$new" || fail "The new cluster did not start."
  local sql="Host=$new;Username=bakery_owner;Database=postgres"
  "$HOST_BIN" sql "$sql" "CREATE ROLE bakery_app LOGIN" >/dev/null
  "$HOST_BIN" sql "$sql" "CREATE DATABASE bakery" >/dev/null
  "$BAKERY_PG_BIN/pg_restore" -h "$new" -U bakery_owner -d bakery --exit-on-error "$file" || { "$ROOT/tools/postgres" stop "$new"; rm -rf "$new"; fail "The backup could not be restored. Nothing was changed."; }
  local rows
  rows=$("$HOST_BIN" sql "Host=$new;Username=bakery_owner;Database=bakery" "SELECT count(*) FROM tenant.organisation")
  done_step "$rows organisation(s) restored"

  step "Switching"
  if running_pid >/dev/null; then cmd_down >/dev/null; fi
  "$ROOT/tools/postgres" stop "$new"
  "$ROOT/tools/postgres" stop "$(pg_folder)"
  local kept
  kept=$(pg_folder)-before-$(date +%Y%m%d-%H%M%S)
  if [ -d "$(pg_folder)" ]; then mv "$(pg_folder)" "$kept"; fi
  mv "$new" "$(pg_folder)"
  sed -i "s|^unix_socket_directories = .*|unix_socket_directories = '$(pg_folder)'|" "$(pg_folder)/data/postgresql.conf"
  if [ -f "$file.key" ]; then mkdir -p "$DATA/secrets"; (umask 077; cp "$file.key" "$DATA/secrets/master-key"); fi
  say "Restored. The old cluster is kept in $kept until you delete it. Start with ./bakery up"
}
