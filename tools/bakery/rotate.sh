# shellcheck shell=bash
# shellcheck disable=SC2153 # PORT is of server.sh
# rotate certificates|passwords on a running ./bakery up --distributed: nothing is restarted and no request fails.

cmd_rotate() {
  distributed_runs || fail "No distributed Bakery IA runs." "./bakery up --distributed"
  PORT=$(sed -E 's/.*:([0-9]+)$/\1/' "$DATA/address")
  postgres_debian
  make_passwords
  case "${1:-}" in
    certificates) rotate_certificates ;;
    passwords) rotate_passwords ;;
    *) fail "rotate is certificates or passwords." "./bakery help" ;;
  esac
}

# New connections get the new certificate; open ones stay.
rotate_certificates() {
  local dir
  dir=$(parts)
  issue_certificate "$DATA/tls-distributed"
  give_certificates "$dir/redis" redis
  "$ROOT/tools/redis" reload "$dir/redis" $((PORT + 220)) "$REDIS"
  shows_new redis $((PORT + 220))
  give_certificates "$dir/rabbitmq" rabbitmq
  "$ROOT/tools/rabbitmq" reload "$dir/rabbitmq" $((PORT + 210))
  shows_new rabbitmq $((PORT + 210))
  give_certificates "$dir/postgres/data" "$(cluster_user)"
  "$ROOT/tools/postgres" reload "$dir/postgres"
  shows_new postgres $((PORT + 200)) -starttls postgres
}

shows_new() { # NAME PORT [OPTIONS]
  local name=$1 port=$2 shown wanted _
  shift 2
  wanted=$(openssl x509 -noout -serial -in "$DATA/tls-distributed/server.pem")
  for _ in $(seq 1 40); do
    shown=$(openssl s_client -connect "localhost:$port" -CAfile "$DATA/tls-distributed/ca.pem" -verify_return_error "$@" </dev/null 2>/dev/null | openssl x509 -noout -serial 2>/dev/null) || true
    if [ "$shown" = "$wanted" ]; then done_step "$name shows the new certificate, $shown"; return; fi
    sleep 0.25
  done
  fail "$name does not show the new certificate."
}

# A service reads its password at each new connection; one refused between the two lines tries again.
rotate_passwords() {
  local service name owner app
  for service in "${SERVICES[@]}"; do
    name=${service//-/_} owner=OWNER_$(key_of "$service") app=APP_$(key_of "$service")
    printf -v "$owner" '%s' "$(new_password)"
    printf -v "$app" '%s' "$(new_password)"
    printf "ALTER ROLE %s_owner PASSWORD '%s';\nALTER ROLE %s_app PASSWORD '%s';\n" "$name" "${!owner}" "$name" "${!app}" | "$BAKERY_PG_BIN/psql" -q -v ON_ERROR_STOP=1 -h "$(parts)/postgres" -p $((PORT + 200)) -U bakery_owner -d postgres
    write_passwords "$service"
  done
  keep_passwords
  done_step "new passwords for ${#SERVICES[@]} databases, two roles each"
}
