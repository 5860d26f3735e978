# shellcheck shell=bash
# The whole suite, counted: ends with 'N passed, N failed, N skipped'.

PASSED=0 FAILED=0 SKIPPED=0 BROWSER='' FAILURES=()
LONG_PARTS=(nights import trace stock schedule nights-distributed drill rotation seeds)

cmd_test() {
  local long='' part=''
  while [ $# -gt 0 ]; do
    case "$1" in
      --long) long=1; if [ $# -gt 1 ] && [ "${2#-}" = "$2" ]; then part=$2; shift; fi ;;
      *) fail "test does not know '$1'." "./bakery test [--long [PART]]" ;;
    esac
    shift
  done
  need_tools
  need_node
  test_packages
  if [ -n "$long" ]; then
    export BAKERY_LONG=${part:-all}
    case " all ${LONG_PARTS[*]} " in *" $BAKERY_LONG "*) ;; *) fail "'$BAKERY_LONG' is no long proof. There are: ${LONG_PARTS[*]}." "./bakery test --long" ;; esac
    say "Long proofs: $BAKERY_LONG"
  fi
  step "Building"
  # As it is delivered; the host is part of it.
  mkdir -p "$ROOT/artifacts"
  local now=$ROOT/artifacts/host.building
  touch "$now"
  run_quiet "$ROOT/artifacts/build-test.log" dotnet build "$ROOT/Bakery.slnx" -c Release -v q || fail "The build failed; the log is artifacts/build-test.log."
  mv "$now" "$ROOT/artifacts/host.stamp"
  web_packages
  find_postgres ""
  if [ -n "$long" ]; then
    local each
    for each in "${LONG_PARTS[@]}"; do
      if [ "$BAKERY_LONG" != all ] && [ "$BAKERY_LONG" != "$each" ]; then continue; fi
      local project=Api
      case "$each" in
        schedule) project=Unit ;; # the schedulers are a library: their proof needs no server
        nights-distributed | rotation | seeds) project=Distributed; build_host quiet ;;
      esac
      dotnet_suite "$project" -- -trait "Long=$each" -explicit on -showLiveOutput
      grep -F '[OUTPUT]' "$ROOT/artifacts/test-$project.log" | sed 's/.*\[OUTPUT\]/ /' || true
    done
  else
    shell_check
    licence_check
    dotnet_suite Architecture
    dotnet_suite Deploy
    dotnet_suite Unit
    dotnet_suite Conformance
    build_host quiet
    dotnet_suite Distributed
    # The browser's tests and those of the services wait more than they work: side by side they take little longer than the longer one.
    start_browser
    dotnet_suite Api
    web_suite
    browser_suite
  fi
  say ""
  # Once more by name, where the eye falls first.
  local failure
  for failure in "${FAILURES[@]}"; do say "  ✗ $failure"; done
  say "$PASSED passed, $FAILED failed, $SKIPPED skipped"
  [ "$FAILED" -eq 0 ]
}

count() { # PASSED FAILED SKIPPED NAME
  PASSED=$((PASSED + $1)) FAILED=$((FAILED + $2)) SKIPPED=$((SKIPPED + $3))
  if [ "$2" -eq 0 ]; then done_step "$4: $1 passed$(if [ "$3" -gt 0 ]; then echo ", $3 skipped"; fi)"; else printf '  %s✗%s %s: %s passed, %s failed\n' "$RED" "$PLAIN" "$4" "$1" "$2"; fi
}

skip() { # NAME: a skip on a person's machine, a failure where everything has to be there
  if [ -n "${CI:-}" ]; then count 0 1 0 "$1 (skipped)"; else count 0 0 1 "$1"; fi
}

dotnet_suite() { # PROJECT [-- ARGUMENTS]
  local name=$1 log=$ROOT/artifacts/test-$1.log total failed skipped
  shift
  [ "${1:-}" = -- ] && shift
  step "$name tests"
  "$ROOT/artifacts/bin/Bakery.Tests.$name/release/Bakery.Tests.$name" "$@" -xml "$ROOT/artifacts/test-$name.xml" >"$log" 2>&1 || true
  # 'Total: 7, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0'
  local line
  line=$(grep -E 'Total: [0-9]+' "$log" | tail -n 1 || true)
  if [ -z "$line" ]; then
    tail -n 40 "$log"
    count 0 1 0 "$name (did not run)"
    return
  fi
  total=$(sed -E 's/.*Total: ([0-9]+).*/\1/' <<<"$line")
  failed=$(($(sed -E 's/.*Failed: ([0-9]+).*/\1/' <<<"$line") + $(sed -E 's/.*Errors: ([0-9]+).*/\1/' <<<"$line")))
  skipped=$(sed -E 's/.*Skipped: ([0-9]+).*/\1/' <<<"$line")
  if [ "$failed" -gt 0 ]; then
    # From the result file: the log holds also what the hosts of the tests wrote.
    node "$ROOT/tools/bakery/failures.mjs" "$ROOT/artifacts/test-$name.xml" || true
    mapfile -t -O ${#FAILURES[@]} FAILURES < <(node "$ROOT/tools/bakery/failures.mjs" "$ROOT/artifacts/test-$name.xml" --names)
  fi
  if [ "$skipped" -gt 0 ]; then
    grep -A 2 '\[SKIP\]' "$log" | head -n 60 || true
    # Only what needs the data folder beside the checkout, or kubectl, which Debian has too old, may be skipped where everything is installed.
    local unexpected=$((skipped - $(grep -A 2 '\[SKIP\]' "$log" | grep -cE 'shared is missing|kubectl is missing' || true)))
    if [ -n "${CI:-}" ] && [ "$unexpected" -gt 0 ]; then say "  $unexpected skip(s) outside the listed ones count as failures here"; skipped=$((skipped - unexpected)) failed=$((failed + unexpected)); fi
  fi
  if [ "$total" -eq 0 ]; then count 0 1 0 "$name (no tests found)"; else count $((total - failed - skipped)) "$failed" "$skipped" "$name"; fi
}

# As root what the tests need is installed; others are told.
test_packages() {
  local missing=()
  has chromium || missing+=(chromium)
  has shellcheck || missing+=(shellcheck)
  mapfile -t -O ${#missing[@]} missing < <("$ROOT/tools/monitoring" missing)
  [ -x /usr/sbin/mosquitto ] || missing+=(mosquitto)
  [ -e /usr/lib/python3/dist-packages/pymodbus/__init__.py ] || missing+=(python3-pymodbus)
  [ -e /usr/lib/python3/dist-packages/serial_asyncio/__init__.py ] || missing+=(python3-serial-asyncio)
  "$ROOT/tools/rabbitmq" installed || missing+=(rabbitmq-server)
  "$ROOT/tools/redis" installed || missing+=(redis-server)
  if [ ${#missing[@]} -eq 0 ]; then return; fi
  if is_root && has apt-get; then
    step "Installing ${missing[*]} for the tests"
    run_quiet "$ROOT/artifacts/apt.log" bash -c "apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ${missing[*]}" || say "  could not install ${missing[*]}"
  fi
}

shell_check() {
  step "Shell scripts"
  if ! has shellcheck; then
    say "  skipped: shellcheck is missing (sudo apt-get install shellcheck)"
    skip "shellcheck"
  elif shellcheck -x -P "$ROOT" "$ROOT/bakery" "$ROOT"/tools/bakery/*.sh "$ROOT/tools/postgres" "$ROOT/tools/restore.sh" "$ROOT/tools/archive-wal" "$ROOT/tools/rabbitmq" "$ROOT/tools/redis" "$ROOT/tools/monitoring" "$ROOT/tools/add-migration" "$ROOT/.ci/run" "$ROOT/bench/run.sh" "$ROOT/web/e2e/run.sh" \
    "$ROOT"/deploy/{upgrade,make-secrets,pin-images,compose-env} "$ROOT"/deploy/check/*.sh "$ROOT"/deploy/compose/*.sh "$ROOT"/deploy/kubernetes/tls/*.sh "$ROOT"/deploy/kubernetes/base/database/*.sh "$ROOT"/deploy/kubernetes/components/backup/*.sh; then count 1 0 0 "shellcheck"
  else count 0 1 0 "shellcheck"; fi
}

licence_check() {
  step "Licences"
  if node "$ROOT/tools/licences.mjs"; then count 1 0 0 "licences"; else count 0 1 0 "licences"; fi
}

web_suite() {
  [ -f "$ROOT/web/package.json" ] || return 0
  step "Dashboard: types, lint, unit tests"
  if npm --prefix "$ROOT/web" run --silent typecheck; then count 1 0 0 "typecheck"; else count 0 1 0 "typecheck"; fi
  if npm --prefix "$ROOT/web" run --silent lint; then count 1 0 0 "lint"; else count 0 1 0 "lint"; fi
  local log=$ROOT/artifacts/test-web.json
  (cd "$ROOT/web" && npx vitest run --reporter=json --outputFile="$log" >"$ROOT/artifacts/test-web.log" 2>&1) || true
  if [ ! -f "$log" ]; then tail -n 40 "$ROOT/artifacts/test-web.log"; count 0 1 0 "vitest (did not run)"; return; fi
  count "$(node -p "require('$log').numPassedTests")" "$(node -p "const r=require('$log'); Math.max(r.numFailedTests, r.numFailedTestSuites)")" "$(node -p "require('$log').numPendingTests")" "vitest"
  if [ "$(node -p "require('$log').success")" != true ]; then grep -E 'FAIL|AssertionError|Error:' "$ROOT/artifacts/test-web.log" | head -n 40 || true; fi
}

start_browser() {
  if [ ! -f "$ROOT/web/e2e/run.sh" ] || ! has chromium; then return; fi
  say "  the browser tests run meanwhile: artifacts/test-browser.log"
  bash "$ROOT/web/e2e/run.sh" >"$ROOT/artifacts/test-browser.log" 2>&1 &
  BROWSER=$!
  trap 'kill "$BROWSER" 2>/dev/null || true' EXIT
}

browser_suite() {
  [ -f "$ROOT/web/e2e/run.sh" ] || return 0
  step "Browser tests"
  if [ -z "$BROWSER" ]; then
    say "  skipped: Chromium is missing (sudo apt-get install chromium)"
    skip "browser"
    return
  fi
  local log=$ROOT/artifacts/test-browser.log line
  wait "$BROWSER" || true
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1 || true)
  if [ -z "$line" ]; then tail -n 60 "$log"; count 0 1 0 "browser (did not run)"; return; fi
  if [ "$(sed -E 's/.*, ([0-9]+) failed.*/\1/' <<<"$line")" != 0 ]; then
    tail -n 80 "$log"
    mapfile -t -O ${#FAILURES[@]} FAILURES < <(sed -n 's/^FAILED  //p' "$log")
  fi
  count "$(sed -E 's/^([0-9]+) passed.*/\1/' <<<"$line")" "$(sed -E 's/.*, ([0-9]+) failed.*/\1/' <<<"$line")" 0 "browser"
}

cmd_bench() {
  build_host quiet
  [ -d "$ROOT/bench" ] || fail "There are no benchmarks yet."
  exec bash "$ROOT/bench/run.sh" "$@"
}
