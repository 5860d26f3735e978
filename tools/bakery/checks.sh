# shellcheck shell=bash
# doctor: what is missing or broken, in plain words, and the command that mends it.

cmd_doctor() {
  local bad=0
  check() { # NAME OK? DETAIL COMMAND
    if [ "$2" = 1 ]; then done_step "$1${3:+: $3}"; else
      bad=$((bad + 1))
      printf '  %s✗%s %s%s\n' "$RED" "$PLAIN" "$1" "${3:+: $3}"
      if [ -n "${4:-}" ]; then printf '      %s\n' "$4"; fi
    fi
  }
  local ok
  ok=0; has dotnet && dotnet --list-sdks 2>/dev/null | grep -q '^10\.' && ok=1
  check ".NET 10 SDK" $ok "$(has dotnet && dotnet --version 2>/dev/null || echo missing)" "https://dotnet.microsoft.com/download"
  ok=0; has node && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] && ok=1
  check "Node 20 or later" $ok "$(has node && node --version || echo missing)" "sudo apt-get install nodejs npm"
  ok=0; local free
  free=$(df -Pm "$ROOT" | awk 'NR==2 {print $4}')
  [ "$free" -gt 2000 ] && ok=1
  check "disk space" $ok "$free MB free where 2,000 are needed" "make room below $ROOT"
  ok=0; [ -w "$ROOT" ] && ok=1
  check "write access" $ok "$ROOT" "sudo chown -R $(id -un) $ROOT"
  if [ "$(cat "$DATA/postgres-source" 2>/dev/null)" = npm ]; then
    postgres_npm
    check "PostgreSQL" 1 "$("$BAKERY_PG_BIN/postgres" --version), from the npm registry"
  elif postgres_installed; then check "PostgreSQL" 1 "$("$BAKERY_PG_BIN/postgres" --version 2>/dev/null || echo installed)"
  else check "PostgreSQL" 1 "none installed; ./bakery up fetches one"; fi
  if [ -d "$(pg_folder)/data" ]; then
    ok=0; [ -S "$(pg_folder)/.s.PGSQL.5432" ] && ok=1
    check "database" $ok "$(pg_folder)" "./bakery up   (log: $(pg_folder)/data/server.log)"
  else check "database" 1 "not created yet; ./bakery up creates it"; fi
  if running_pid >/dev/null; then
    ok=0; PORT=$(sed -E 's/.*:([0-9]+)$/\1/' "$DATA/address"); answers "http://127.0.0.1:$PORT/health/ready" && ok=1
    check "server" $ok "$(cat "$DATA/address")" "tail .data/logs/server.log; ./bakery down; ./bakery up"
  elif distributed_runs; then
    check "services" 1 "${#SERVICES[@]} of them, gateway and dashboard at $(cat "$DATA/address")"
  else
    check "server" 1 "does not run; ./bakery up starts it"
    if port_taken; then check "port $PORT" 0 "taken by another program" "./bakery up --port $((PORT + 1))"; else check "port $PORT" 1 "free"; fi
  fi
  if [ -d "$DATA/backups" ]; then check "last backup" 1 "$(list_backups '*' | sort | tail -n 1)"; fi
  if [ "$bad" = 0 ]; then say "Everything that can be checked is in order."; else fail "$bad thing(s) need attention."; fi
}
