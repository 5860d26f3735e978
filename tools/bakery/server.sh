# shellcheck shell=bash
# Starting and stopping the process, the demo bakery, the systemd unit.

PORT=${BAKERY_PORT:-8000}

server_env() {
  mkdir -p "$DATA/secrets" "$DATA/logs"
  chmod 700 "$DATA/secrets"
  if [ ! -f "$DATA/secrets/master-key" ]; then (umask 077; head -c 32 /dev/urandom | base64 >"$DATA/secrets/master-key"); fi
  if [ ! -f "$DATA/secrets/service-secret" ]; then (umask 077; head -c 24 /dev/urandom | base64 >"$DATA/secrets/service-secret"); fi
  local socket
  socket=$(pg_folder)
  export BAKERY_DB="Host=$socket;Username=bakery_app;Database=bakery" BAKERY_DB_OWNER="Host=$socket;Username=bakery_owner;Database=bakery"
  export BAKERY_MASTER_KEY_FILE=$DATA/secrets/master-key BAKERY_WEB=$ROOT/web/dist
  BAKERY_SERVICE_SECRET=$(cat "$DATA/secrets/service-secret")
  export BAKERY_SERVICE_SECRET ASPNETCORE_ENVIRONMENT=${ASPNETCORE_ENVIRONMENT:-Production} BAKERY_PUBLIC_URL=${BAKERY_PUBLIC_URL:-http://127.0.0.1:$PORT}
  if [ -f "$DATA/settings.env" ]; then # e.g. BAKERY_SMTP_HOST=…
    set -a
    # shellcheck source=/dev/null
    . "$DATA/settings.env"
    set +a
  fi
}

migrate() {
  if [ -d "$(pg_folder)/data" ] && "$HOST_BIN" migrate --pending >/dev/null 2>&1; then return; fi
  # A database that holds something is backed up before it is changed.
  if [ "$(owner_sql bakery "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'tenant'" 2>/dev/null || echo 0)" != 0 ]; then cmd_backup before-migration; fi
  "$HOST_BIN" migrate
}

running_pid() { # the pid of our server, when it runs
  local pid
  pid=$(cat "$DATA/server.pid" 2>/dev/null) || return 1
  kill -0 "$pid" 2>/dev/null && echo "$pid"
}

wait_ready() {
  for _ in $(seq 1 240); do
    if answers "http://127.0.0.1:$PORT/health/ready"; then return 0; fi
    if ! running_pid >/dev/null; then return 1; fi
    sleep 0.25
  done
  return 1
}

# Node is there in any case; curl may not be.
answers() { node -e 'fetch(process.argv[1]).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))' "$1" 2>/dev/null; }

cmd_up() {
  local detach='' empty='' postgres='' lan='' distributed='' monitoring=''
  while [ $# -gt 0 ]; do
    case "$1" in
      --detach) detach=1 ;;
      --empty) empty=1 ;;
      --lan) lan=1 ;;
      --distributed) distributed=1 ;;
      --monitoring) monitoring=1 ;;
      --port) PORT=${2:?--port needs a number}; shift ;;
      --postgres) postgres=${2:?--postgres needs installed, debian or npm}; shift ;;
      *) fail "up does not know '$1'." "./bakery help" ;;
    esac
    shift
  done
  case "$PORT" in *[!0-9]* | '') fail "--port needs a number." ;; esac
  if [ -n "$monitoring" ] && [ -z "$distributed" ]; then fail "--monitoring goes with --distributed." "./bakery up --distributed --monitoring"; fi
  if running_pid >/dev/null || distributed_runs; then
    if [ -n "$monitoring" ] && distributed_runs; then need_monitoring; start_monitoring; fi
    say "Bakery IA runs already: $(cat "$DATA/address")"
    return
  fi
  if port_taken; then fail "Port $PORT is taken by another program." "./bakery up --port $((PORT + 1))"; fi
  need_tools
  need_node
  build_host
  build_web
  if [ -n "$distributed" ]; then
    if [ -n "$lan$postgres" ]; then fail "--distributed goes with neither --lan nor --postgres."; fi
    cmd_up_distributed "$detach" "$empty" "$monitoring"
    return
  fi
  find_postgres "$postgres"
  step "Starting PostgreSQL ($(cat "$DATA/postgres-source"))"
  start_cluster
  server_env
  step "Bringing the database up to date"
  migrate
  listen "$lan"
  step "Starting Bakery IA"
  rm -f "$DATA/stopping"
  (trap '' HUP; supervise) >>"$DATA/logs/server.log" 2>&1 &
  local supervisor=$!
  echo "$supervisor" >"$DATA/supervisor.pid"
  for _ in $(seq 1 50); do [ -f "$DATA/server.pid" ] && break; sleep 0.1; done
  wait_ready || { tail -n 30 "$DATA/logs/server.log" >&2; cmd_down >/dev/null 2>&1; fail "Bakery IA did not start; the log is .data/logs/server.log." "./bakery doctor"; }
  stay "$supervisor" "$detach" "$empty"
}

stay() { # SUPERVISOR DETACH? EMPTY?: what comes after the start, whatever was started
  if [ -z "$3" ] && [ ! -f "$DATA/demo-logins" ]; then load_demo; fi
  announce "$3"
  if [ -z "$2" ]; then
    say "${DIM}Ctrl+C stops it.${PLAIN}"
    trap 'cmd_down; exit 0' INT TERM
    wait "$1" || true
  fi
}

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; }

listen() { # LAN?
  local address="http://127.0.0.1:$PORT"
  export ASPNETCORE_URLS=$address
  if [ -n "$1" ]; then
    local name
    name=$(hostname -I 2>/dev/null | awk '{print $1}')
    [ -n "$name" ] || fail "--lan found no network address of this machine." "hostname -I"
    lan_certificate "$name"
    # A device that does not know our authority yet cannot open the real address: a small page on plain HTTP hands the certificate out, and nothing else.
    export BAKERY_LAN_PAGE="http://$name:$((PORT + 80))" BAKERY_LAN_CA=$DATA/tls/ca.pem
    export ASPNETCORE_URLS="$address;https://0.0.0.0:$((PORT + 443));http://0.0.0.0:$((PORT + 80))"
    export ASPNETCORE_Kestrel__Certificates__Default__Path=$DATA/tls/server.pem ASPNETCORE_Kestrel__Certificates__Default__KeyPath=$DATA/tls/server.key
    address="https://$name:$((PORT + 443))"
    export BAKERY_PUBLIC_URL=$address
    say "  Tablets and phones begin at $BAKERY_LAN_PAGE: it brings the certificate and shows a QR code of itself."
  fi
  echo "$address" >"$DATA/address"
}

# A certificate of our own authority for this machine's address; made anew when the address changes.
lan_certificate() { # NAME
  has openssl || fail "--lan needs openssl." "sudo apt-get install openssl"
  local dir=$DATA/tls
  mkdir -p "$dir"
  chmod 700 "$dir"
  if [ ! -f "$dir/ca.key" ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=Bakery IA $(hostname)" -keyout "$dir/ca.key" -out "$dir/ca.pem" 2>/dev/null
  fi
  if [ "$(cat "$dir/name" 2>/dev/null)" != "$1" ]; then
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$dir/server.key" -out "$dir/server.csr" 2>/dev/null
    openssl x509 -req -in "$dir/server.csr" -CA "$dir/ca.pem" -CAkey "$dir/ca.key" -CAcreateserial -days 800 -out "$dir/server.pem" \
      -extfile <(printf 'subjectAltName=IP:%s,DNS:%s,DNS:%s.local,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' "$1" "$(hostname)" "$(hostname)") 2>/dev/null
    echo "$1" >"$dir/name"
  fi
}

# Keeps the server running, and makes the nightly backup.
supervise() {
  local pid last=''
  while [ ! -f "$DATA/stopping" ]; do
    "$HOST_BIN" serve --contentRoot "$ROOT" &
    pid=$!
    echo "$pid" >"$DATA/server.pid"
    while kill -0 "$pid" 2>/dev/null; do
      sleep 2
      if [ "$(date +%H)" -ge 3 ] && [ "$last" != "$(date +%F)" ]; then
        last=$(date +%F)
        if ! ls "$DATA/backups/"*"$(date +%Y%m%d)"*nightly* >/dev/null 2>&1; then (cmd_backup nightly) || echo "The nightly backup failed."; fi
      fi
    done
    [ -f "$DATA/stopping" ] || { echo "The server ended; starting it again."; sleep 1; }
  done
  rm -f "$DATA/server.pid" "$DATA/supervisor.pid"
}

load_demo() {
  step "Loading the demo bakery (a year of generated sales)"
  "$HOST_BIN" seed --url "http://127.0.0.1:$PORT" --logins "$DATA/demo-logins" || { rm -f "$DATA/demo-logins"; fail "The demo bakery could not be loaded." "./bakery doctor"; }
  chmod 600 "$DATA/demo-logins"
  done_step "demo bakery loaded"
}

announce() { # EMPTY?
  say ""
  say "  ${BOLD}Bakery IA is at $(cat "$DATA/address")${PLAIN}"
  if [ -f "$DATA/demo-logins" ]; then
    say ""
    sed 's/^/  /' "$DATA/demo-logins"
  elif [ -n "$1" ]; then
    say "  It is empty: the first owner signs up at $(cat "$DATA/address")/register"
  fi
  say ""
}

cmd_down() {
  local pid
  touch "$DATA/stopping" 2>/dev/null || true
  if pid=$(running_pid); then
    kill "$pid" 2>/dev/null || true
    for _ in $(seq 1 60); do kill -0 "$pid" 2>/dev/null || break; sleep 0.25; done
    kill -9 "$pid" 2>/dev/null || true
  fi
  if [ -f "$DATA/supervisor.pid" ]; then
    pid=$(cat "$DATA/supervisor.pid")
    for _ in $(seq 1 20); do kill -0 "$pid" 2>/dev/null || break; sleep 0.25; done
    kill "$pid" 2>/dev/null || true
  fi
  rm -f "$DATA/server.pid" "$DATA/supervisor.pid"
  down_distributed
  if [ -d "$(pg_folder)/data" ]; then find_postgres ""; stop_cluster; fi
  say "Stopped."
}

cmd_seed() {
  running_pid >/dev/null || fail "Bakery IA does not run." "./bakery up"
  PORT=$(sed -E 's/.*:([0-9]+)$/\1/' "$DATA/address")
  if [ -f "$DATA/demo-logins" ]; then fail "The demo bakery is loaded already." "./bakery reset && ./bakery up"; fi
  load_demo
  announce ''
}

cmd_reset() {
  if [ "${1:-}" != --yes ]; then
    read -r -p "This deletes the database in $(pg_folder), the demo logins and the secrets. Backups stay. Type 'delete': " answer
    [ "$answer" = delete ] || fail "Nothing was deleted."
  fi
  if [ -d "$DATA" ]; then cmd_down >/dev/null; fi
  rm -rf "$(pg_folder)" "$(parts)" "$DATA/roles" "$DATA/tls-distributed" "$DATA/postgres" "$DATA/cluster" "$DATA/demo-logins" "$DATA/secrets" "$DATA/address" "$DATA/logs"
  say "Deleted. ./bakery up starts afresh."
}

cmd_service() {
  local unit dir control
  if is_root; then dir=/etc/systemd/system control='systemctl'; else dir=$HOME/.config/systemd/user control='systemctl --user'; fi
  unit=$dir/bakery-ia.service
  case "${1:-}" in
    install)
      has systemctl || fail "This machine has no systemd." "./bakery up --detach"
      mkdir -p "$dir"
      cat >"$unit" <<UNIT
[Unit]
Description=Bakery IA
After=network.target

[Service]
Type=simple
WorkingDirectory=$ROOT
Environment=HOME=$HOME PATH=$PATH
ExecStart=$ROOT/bakery up --port $PORT
ExecStop=$ROOT/bakery down
Restart=on-failure
RestartSec=10
TimeoutStartSec=900

[Install]
WantedBy=$(if is_root; then echo multi-user.target; else echo default.target; fi)
UNIT
      { $control daemon-reload && $control enable --now bakery-ia.service; } || fail "The unit $unit is written, but systemd did not take it." "$control status bakery-ia"
      say "Bakery IA starts with the machine ($unit)." ;;
    remove)
      $control disable --now bakery-ia.service 2>/dev/null || true
      rm -f "$unit"
      say "Removed." ;;
    *) fail "service is install or remove." ;;
  esac
}
