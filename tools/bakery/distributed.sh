# shellcheck shell=bash
# shellcheck disable=SC2153 # PORT is of server.sh
# up --distributed: a process per service, the gateway and the dashboard, on a RabbitMQ, a Redis and a PostgreSQL of our own with TLS everywhere.
# Ports: PORT the gateway; PORT+101 … the services in the catalogue's order; PORT+200 PostgreSQL; PORT+210 RabbitMQ; PORT+220 Redis; PORT+230 Prometheus.

SERVICES=(auth tenant inventory recipes suppliers production procurement orders ai-insights orchestrator alert-processor notification demo-session sales training forecasting pos external)
# What makes a small process of a large one: one small heap that gives back, and no second compilation by profile.
SMALL=(DOTNET_gcServer=0 DOTNET_gcConcurrent=0 DOTNET_GCgen0size=0x400000 DOTNET_GCConserveMemory=7 DOTNET_TieredPGO=0)

SECRET_NAMES=(REDIS RABBITMQ "${SERVICES[@]/#/OWNER_}" "${SERVICES[@]/#/APP_}")

parts() { echo "$(pg_folder)-distributed"; }

cmd_up_distributed() { # DETACH? EMPTY? MONITORING?
  need_parts
  if [ -n "$3" ]; then need_monitoring; fi
  make_certificates
  make_passwords
  step "Starting Redis, RabbitMQ and PostgreSQL"
  start_redis
  start_rabbitmq
  start_databases
  common_env
  env "${SHARED[@]}" "$HOST_BIN" wait redis --required || fail "Redis did not start." "tail $(parts)/redis/server.log"
  env "${SHARED[@]}" "$HOST_BIN" wait rabbitmq --required || fail "RabbitMQ did not start." "tail $(parts)/rabbitmq/server.out"
  step "Bringing ${#SERVICES[@]} databases up to date"
  (export "${SHARED[@]}"; for service in "${SERVICES[@]}"; do export_databases "$service"; done; MODULES=all exec "$HOST_BIN" migrate) || fail "A database could not be brought up to date." "./bakery doctor"
  step "Starting ${#SERVICES[@]} services, the gateway and the dashboard"
  rm -f "$DATA/stopping"
  echo "http://127.0.0.1:$PORT" >"$DATA/address"
  (trap '' HUP; supervise_roles) >>"$DATA/logs/distributed.log" 2>&1 &
  local supervisor=$!
  echo "$supervisor" >"$DATA/supervisor.pid"
  wait_roles || { cmd_down >/dev/null 2>&1; fail "Not every service became ready; the logs are in .data/logs." "./bakery doctor"; }
  measure_roles
  if [ -n "$3" ]; then start_monitoring; fi
  stay "$supervisor" "$1" "$2"
}

need_parts() {
  has openssl || fail "The certificates need openssl." "sudo apt-get install openssl"
  local missing=()
  "$ROOT/tools/rabbitmq" installed || missing+=(rabbitmq-server)
  "$ROOT/tools/redis" installed || missing+=(redis-server)
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  install_missing "${missing[@]}"
  postgres_debian
  mkdir -p "$DATA/logs" "$DATA/secrets"
  chmod 700 "$DATA/secrets"
  place_cluster
  mkdir -p "$(parts)"
  chmod 711 "$(parts)"
}

install_missing() { # PACKAGE…
  if [ $# -eq 0 ]; then return; fi
  { is_root && has apt-get; } || fail "Not installed: $*." "sudo apt-get install $*"
  step "Installing $* from Debian"
  # Ours run below .data; the packages' own are not to be started.
  run_quiet "$DATA/logs/apt.log" bash -c "apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $*" || fail "They could not be installed." "sudo apt-get install $*"
}

need_monitoring() {
  local missing=()
  mapfile -t missing < <("$ROOT/tools/monitoring" missing)
  install_missing "${missing[@]}"
}

# Beside a running platform; its alerts are shown, not sent.
start_monitoring() {
  local list=() role dir
  dir=$(parts)/monitoring
  make_passwords
  for role in "${SERVICES[@]}" gateway dashboard; do list+=("$role=$(port_of "$role")"); done
  REDIS_PASSWORD=$REDIS CA_FILE=$DATA/tls-distributed/ca.pem PG_SOCKET=$(parts)/postgres "$ROOT/tools/monitoring" start "$dir" "$PORT" "${list[@]}" || fail "Prometheus did not start; its logs are in $dir."
  done_step "Prometheus with the product's rules: http://127.0.0.1:$((PORT + 230)), Alertmanager: http://127.0.0.1:$((PORT + 231))"
}

# An authority of our own for ten years and one server certificate for three.
make_certificates() {
  local dir
  dir=$DATA/tls-distributed
  if [ -f "$dir/server.pem" ]; then return; fi
  step "Making the certificates"
  mkdir -p "$dir"
  chmod 711 "$dir"
  (umask 077; openssl req -x509 -newkey rsa:4096 -sha256 -nodes -days 3650 -subj "/CN=Bakery IA internal" -keyout "$dir/ca.key" -out "$dir/ca.pem") 2>/dev/null || fail "The authority could not be made."
  issue_certificate "$dir"
  chmod 644 "$dir/ca.pem"
}

issue_certificate() { # DIR
  local dir=$1
  (umask 077
    openssl req -newkey rsa:2048 -sha256 -nodes -subj "/CN=localhost" -keyout "$dir/server.key" -out "$dir/server.csr"
    openssl x509 -req -sha256 -in "$dir/server.csr" -CA "$dir/ca.pem" -CAkey "$dir/ca.key" -CAcreateserial -days 1095 -out "$dir/server.pem" \
      -extfile <(printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n')) 2>/dev/null || fail "The certificate could not be made."
}

# Every daemon gets its own copy of the key, readable by its user alone.
give_certificates() { # DIR USER
  install -m 644 "$DATA/tls-distributed/ca.pem" "$DATA/tls-distributed/server.pem" "$1"
  install -m 600 "$DATA/tls-distributed/server.key" "$1"
  if is_root; then chown "$2" "$1"/{ca.pem,server.pem,server.key}; fi
}

make_passwords() {
  local file=$DATA/secrets/distributed name
  for name in master-key service-secret; do [ -f "$DATA/secrets/$name" ] || (umask 077; head -c 32 /dev/urandom | base64 -w 0 >"$DATA/secrets/$name"); done
  # shellcheck source=/dev/null
  if [ -f "$file" ]; then . "$file"; return; fi
  for name in "${SECRET_NAMES[@]}"; do printf -v "$(key_of "$name")" '%s' "$(new_password)"; done
  keep_passwords
}

new_password() { head -c 64 /dev/urandom | base64 -w 0 | tr -dc 'A-Za-z0-9' | head -c 32; }

keep_passwords() {
  local name key
  (umask 077; for name in "${SECRET_NAMES[@]}"; do key=$(key_of "$name"); echo "$key=${!key}"; done >"$DATA/secrets/distributed.new")
  mv "$DATA/secrets/distributed.new" "$DATA/secrets/distributed"
}

# The file from which a service reads its passwords at every new connection.
write_passwords() { # SERVICE
  local file=$DATA/secrets/database-$1 name=${1//-/_} owner app
  owner=OWNER_$(key_of "$1") app=APP_$(key_of "$1")
  (umask 077; printf '*:*:*:%s_owner:%s\n*:*:*:%s_app:%s\n' "$name" "${!owner}" "$name" "${!app}" >"$file.new")
  mv "$file.new" "$file"
}

key_of() { tr 'a-z-' 'A-Z_' <<<"$1"; }

start_redis() {
  local dir
  dir=$(parts)/redis
  mkdir -p "$dir"
  chmod 711 "$dir"
  give_certificates "$dir" redis
  (umask 077; cat >"$dir/redis.conf" <<CONF
bind 127.0.0.1
port 0
tls-port $((PORT + 220))
tls-cert-file $dir/server.pem
tls-key-file $dir/server.key
tls-ca-cert-file $dir/ca.pem
tls-auth-clients no
requirepass $REDIS
appendonly yes
maxmemory 256mb
maxmemory-policy allkeys-lru
CONF
  )
  "$ROOT/tools/redis" start "$dir" $((PORT + 220)) || fail "Redis did not start."
  done_step "Redis, port $((PORT + 220))"
}

start_rabbitmq() {
  local dir
  dir=$(parts)/rabbitmq
  mkdir -p "$dir"
  chmod 711 "$dir"
  give_certificates "$dir" rabbitmq
  (umask 077; cat >"$dir/rabbitmq.conf" <<CONF
listeners.tcp = none
listeners.ssl.1 = 127.0.0.1:$((PORT + 210))
ssl_options.cacertfile = $dir/ca.pem
ssl_options.certfile = $dir/server.pem
ssl_options.keyfile = $dir/server.key
ssl_options.verify = verify_none
ssl_options.fail_if_no_peer_cert = false
ssl_options.versions.1 = tlsv1.3
ssl_options.versions.2 = tlsv1.2
default_user = bakery
default_pass = $RABBITMQ
disk_free_limit.absolute = 200MB
vm_memory_high_watermark.absolute = 512MB
log.file.level = warning
prometheus.tcp.ip = 127.0.0.1
prometheus.tcp.port = $((PORT + 214))
prometheus.return_per_object_metrics = true
CONF
    echo '[rabbitmq_prometheus].' >"$dir/plugins"
  )
  "$ROOT/tools/rabbitmq" start "$dir" $((PORT + 210)) || fail "RabbitMQ did not start."
  done_step "RabbitMQ, port $((PORT + 210))"
}

# A database per service with two roles: the owner migrates, the application's owns nothing and sees its tenant's rows.
start_databases() {
  local dir socket=$((PORT + 200)) service name
  dir=$(parts)/postgres
  if [ ! -d "$dir/data" ]; then "$ROOT/tools/postgres" start "$dir"; "$ROOT/tools/postgres" stop "$dir"; fi
  give_certificates "$dir/data" "$(cluster_user)"
  if ! grep -q '^ssl = on' "$dir/data/postgresql.conf"; then
    cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
ssl = on
ssl_cert_file = 'server.pem'
ssl_key_file = 'server.key'
password_encryption = scram-sha-256
max_connections = 500
log_connections = on
CONF
    printf 'local all bakery_owner trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n' >"$dir/data/pg_hba.conf"
  fi
  sed -i '/^port = /d' "$dir/data/postgresql.conf"
  echo "port = $socket" >>"$dir/data/postgresql.conf"
  "$ROOT/tools/postgres" start "$dir" || { tail -n 20 "$dir/data/server.log" >&2; fail "PostgreSQL did not start."; }
  for service in "${SERVICES[@]}"; do
    name=${service//-/_}
    local owner app
    owner=OWNER_$(key_of "$service") app=APP_$(key_of "$service")
    write_passwords "$service"
    cat <<SQL
SELECT 'CREATE ROLE ${name}_owner LOGIN' WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${name}_owner') \gexec
SELECT 'CREATE ROLE ${name}_app LOGIN' WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${name}_app') \gexec
ALTER ROLE ${name}_owner PASSWORD '${!owner}';
ALTER ROLE ${name}_app PASSWORD '${!app}';
SELECT 'CREATE DATABASE $name OWNER ${name}_owner' WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = '$name') \gexec
REVOKE ALL ON DATABASE $name FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE $name TO ${name}_app;
SQL
  done | "$BAKERY_PG_BIN/psql" -q -v ON_ERROR_STOP=1 -h "$dir" -p "$socket" -U bakery_owner -d postgres >"$DATA/logs/databases.log" 2>&1 || fail "The databases could not be made; the log is .data/logs/databases.log."
  done_step "PostgreSQL, port $socket, ${#SERVICES[@]} databases"
}

common_env() {
  SHARED=(
    "BAKERY_CA_FILE=$DATA/tls-distributed/ca.pem" "BAKERY_REDIS=rediss://:$REDIS@localhost:$((PORT + 220))" "BAKERY_RABBITMQ=amqps://bakery:$RABBITMQ@localhost:$((PORT + 210))"
    "BAKERY_MASTER_KEY_FILE=$DATA/secrets/master-key" "BAKERY_SERVICE_SECRET=$(cat "$DATA/secrets/service-secret")" "ASPNETCORE_ENVIRONMENT=${ASPNETCORE_ENVIRONMENT:-Production}"
    "BAKERY_PUBLIC_URL=${BAKERY_PUBLIC_URL:-http://127.0.0.1:$PORT}" "BAKERY_GATEWAY_URL=http://127.0.0.1:$PORT" "BAKERY_SERVICE_URL_DASHBOARD=http://127.0.0.1:$((PORT + 119))" "BAKERY_WEB=$ROOT/web/dist"
  )
  local i
  for i in "${!SERVICES[@]}"; do SHARED+=("BAKERY_SERVICE_URL_$(key_of "${SERVICES[$i]}")=http://127.0.0.1:$((PORT + 101 + i))"); done
}

export_databases() { # SERVICE: the application's and the owner's connection of one service
  local name=${1//-/_} key where
  key=$(key_of "$1")
  where="Host=localhost;Port=$((PORT + 200));Database=$name;SSL Mode=VerifyFull;Root Certificate=$DATA/tls-distributed/ca.pem;Passfile=$DATA/secrets/database-$1;Maximum Pool Size=20;Connection Lifetime=${BAKERY_CONNECTION_LIFETIME:-300}"
  export "BAKERY_DB_$key=$where;Username=${name}_app" "BAKERY_DB_OWNER_$key=$where;Username=${name}_owner"
}

port_of() { # ROLE
  local i
  case "$1" in
    gateway) echo "$PORT" ;;
    dashboard) echo $((PORT + 119)) ;;
    *) for i in "${!SERVICES[@]}"; do if [ "${SERVICES[$i]}" = "$1" ]; then echo $((PORT + 101 + i)); fi; done ;;
  esac
}

start_role() { # ROLE, in the background; its pid is in .data/roles/ROLE
  local role=$1
  (
    export "${SHARED[@]}" "${SMALL[@]}"
    case "$role" in gateway | dashboard) ;; *) export_databases "$role"; unset "BAKERY_DB_OWNER_$(key_of "$role")" ;; esac
    MODULES=$role ASPNETCORE_URLS=http://127.0.0.1:$(port_of "$role")
    export MODULES ASPNETCORE_URLS
    exec "$HOST_BIN" serve --contentRoot "$ROOT" >>"$DATA/logs/$role.log" 2>&1
  ) &
  echo $! >"$DATA/roles/$role"
}

# Starts every role and starts again what ends.
supervise_roles() {
  local role
  mkdir -p "$DATA/roles"
  for role in "${SERVICES[@]}" gateway dashboard; do start_role "$role"; done
  while [ ! -f "$DATA/stopping" ]; do
    sleep 1
    for role in "${SERVICES[@]}" gateway dashboard; do
      if [ ! -f "$DATA/stopping" ] && ! kill -0 "$(cat "$DATA/roles/$role")" 2>/dev/null; then echo "$role ended; starting it again."; start_role "$role"; fi
    done
  done
}

# One process asks all of them, so that the asking takes no time from the starting.
wait_roles() {
  local role list=()
  for role in "${SERVICES[@]}" gateway dashboard; do list+=("$role=$(port_of "$role")"); done
  node -e '
    const began = Date.now(), seconds = () => Math.round((Date.now() - began) / 1000);
    const ready = port => fetch("http://127.0.0.1:" + port + "/health/ready").then(answer => answer.ok, () => false);
    async function ask([role, port]) {
      while (!(await ready(port))) {
        if (seconds() > 180) { console.error("  " + role + " is not ready after " + seconds() + " s; its log is .data/logs/" + role + ".log"); process.exit(1); }
        await new Promise(done => setTimeout(done, 300));
      }
      console.log("  ✓ " + role + ", port " + port + ", after " + seconds() + " s");
    }
    Promise.all(process.argv.slice(1).map(role => ask(role.split("="))));
  ' "${list[@]}"
}

# What each role keeps in memory: its own pages and its share of those it has in common with the others.
measure_roles() {
  local role pid kib sum=0
  say "  memory at rest (MiB, proportional set size):"
  for role in "${SERVICES[@]}" gateway dashboard; do
    pid=$(cat "$DATA/roles/$role")
    kib=$(awk '/^Pss:/ {print $2}' "/proc/$pid/smaps_rollup" 2>/dev/null || echo 0)
    sum=$((sum + kib))
    printf '    %-16s %5d\n' "$role" $((kib / 1024))
  done
  printf '    %-16s %5d\n' "sum" $((sum / 1024))
}

distributed_runs() { # its supervisor lives
  local pid
  [ -d "$DATA/roles" ] && pid=$(cat "$DATA/supervisor.pid" 2>/dev/null) && kill -0 "$pid" 2>/dev/null
}

down_distributed() {
  local file pid
  [ -d "$(parts)" ] || return 0
  for file in "$DATA"/roles/*; do
    if [ -f "$file" ]; then kill "$(cat "$file")" 2>/dev/null || true; fi
  done
  for file in "$DATA"/roles/*; do
    [ -f "$file" ] || continue
    pid=$(cat "$file")
    for _ in $(seq 1 60); do kill -0 "$pid" 2>/dev/null || break; sleep 0.25; done
    kill -9 "$pid" 2>/dev/null || true
  done
  rm -rf "$DATA/roles"
  "$ROOT/tools/monitoring" stop "$(parts)/monitoring"
  "$ROOT/tools/rabbitmq" stop "$(parts)/rabbitmq"
  "$ROOT/tools/redis" stop "$(parts)/redis"
  postgres_debian
  "$ROOT/tools/postgres" stop "$(parts)/postgres"
}
