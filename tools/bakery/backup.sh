# shellcheck shell=bash
# Backups: one file per backup with its checksum, 14 of each kind kept; restore goes into a new cluster and switches when it is verified.

KEPT=14

cmd_backup() { # manual|nightly|before-migration
  local file
  file=$DATA/backups/bakery-$(date +%Y%m%d-%H%M%S)-$1
  mkdir -p "$DATA/backups"
  chmod 700 "$DATA/backups"
  if [ -x "$BAKERY_PG_BIN/pg_dump" ]; then
    file=$file.dump
    "$BAKERY_PG_BIN/pg_dump" -h "$(pg_folder)" -U bakery_owner -d bakery -Fc -f "$file.part" || fail "The backup failed." "./bakery doctor"
  else # the npm registry's PostgreSQL comes without pg_dump: the whole cluster is copied, for the same version of PostgreSQL
    file=$file.cluster.tar.gz
    (umask 077; "$HOST_BIN" copy-cluster "Host=$(pg_folder);Username=bakery_owner;Database=bakery" "$file.part") || fail "The backup failed." "./bakery doctor"
  fi
  (umask 077; cp "$DATA/secrets/master-key" "$file.key")
  mv "$file.part" "$file"
  (cd "$DATA/backups" && sha256sum "$(basename "$file")" "$(basename "$file").key" >"$(basename "$file").sha256")
  local old
  list_backups "*-$1.*" | sort -r | tail -n +$((KEPT + 1)) | while read -r old; do rm -f "$old" "$old.sha256" "$old.key"; done
  say "Backup written: $file ($(du -h "$file" | cut -f1))"
}

cmd_restore() { # FILE
  local file=${1:-} new
  [ -n "$file" ] || fail "Which backup? $(list_backups '*' | sort | tail -n 3 | tr '\n' ' ')" "./bakery restore FILE"
  [ -f "$file" ] || fail "$file does not exist."
  file=$(cd "$(dirname "$file")" && pwd)/$(basename "$file")
  find_postgres ""
  build_host quiet
  step "Checking the file"
  if [ -f "$file.sha256" ]; then (cd "$(dirname "$file")" && sha256sum --status -c "$(basename "$file").sha256") || fail "The file is damaged: its checksum is another one. Nothing was changed." "./bakery restore with another file"; fi
  new=$(pg_folder)-restore
  "$ROOT/tools/postgres" stop "$new" 2>/dev/null || true
  rm -rf "$new"
  case "$file" in
    *.cluster.tar.gz) restore_cluster "$file" "$new" ;;
    *) restore_dump "$file" "$new" ;;
  esac
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

restore_dump() { # FILE NEW
  [ -x "$BAKERY_PG_BIN/pg_restore" ] || fail "This PostgreSQL has no pg_restore." "sudo apt-get install postgresql-client"
  "$BAKERY_PG_BIN/pg_restore" --list "$1" >/dev/null 2>&1 || fail "The file is damaged or no backup of Bakery IA. Nothing was changed." "./bakery restore with another file"
  step "Restoring into a new cluster"
  "$ROOT/tools/postgres" start "$2" || fail "The new cluster did not start."
  local sql="Host=$2;Username=bakery_owner;Database=postgres"
  "$HOST_BIN" sql "$sql" "CREATE ROLE bakery_app LOGIN" >/dev/null
  "$HOST_BIN" sql "$sql" "CREATE DATABASE bakery" >/dev/null
  "$BAKERY_PG_BIN/pg_restore" -h "$2" -U bakery_owner -d bakery --exit-on-error "$1" || forget_restore "$2"
}

restore_cluster() { # FILE NEW
  local theirs ours
  gzip -t "$1" 2>/dev/null || fail "The file is damaged. Nothing was changed." "./bakery restore with another file"
  theirs=$(tar -xzOf "$1" PG_VERSION 2>/dev/null) || fail "The file is no backup of Bakery IA. Nothing was changed." "./bakery restore with another file"
  ours=$("$BAKERY_PG_BIN/postgres" --version | sed -E 's/[^0-9]*([0-9]+).*/\1/')
  [ "$theirs" = "$ours" ] || fail "The file was made by PostgreSQL $theirs, and this is PostgreSQL $ours. Nothing was changed." "./bakery up --postgres with the one that made it"
  step "Restoring into a new cluster"
  if ! "$ROOT/tools/postgres" unpack "$2" "$1" || ! "$ROOT/tools/postgres" start "$2"; then forget_restore "$2"; fi
}

forget_restore() { # NEW
  "$ROOT/tools/postgres" stop "$1"
  rm -rf "$1"
  fail "The backup could not be restored. Nothing was changed." "./bakery restore with another file"
}

list_backups() { # PATTERN
  find "$DATA/backups" -name "$1" \( -name '*.dump' -o -name '*.cluster.tar.gz' \) 2>/dev/null
}
