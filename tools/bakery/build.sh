# shellcheck shell=bash
# Builds the host and the dashboard, only when something changed.

need_tools() {
  has dotnet || fail "The .NET 10 SDK is missing." "https://dotnet.microsoft.com/download (or: sudo apt-get install dotnet-sdk-10.0)"
  dotnet --list-sdks | grep -q '^10\.' || fail "The .NET 10 SDK is missing; found: $(dotnet --list-sdks | tr '\n' ' ')" "./bakery doctor"
}

need_node() {
  { has node && has npm; } || fail "Node 20 is missing." "sudo apt-get install nodejs npm"
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Node 20 is needed; found $(node --version)." "./bakery doctor"
}

# unchanged STAMP PATH…: nothing below the paths is newer than the stamp
unchanged() {
  local stamp=$1
  shift
  [ -f "$stamp" ] && [ -z "$(find "$@" -newer "$stamp" -not -path '*/node_modules/*' -print -quit 2>/dev/null)" ]
}

build_host() { # [quiet]
  need_tools
  local stamp=$ROOT/artifacts/host.stamp
  if [ -x "$HOST_BIN" ] && unchanged "$stamp" "$ROOT/src" "$ROOT/tools/DemoData" "$ROOT/Directory.Build.props" "$ROOT/Directory.Packages.props"; then return; fi
  if [ "${1:-}" = quiet ]; then printf 'Building (only the first time, about a minute)…\n' >&2; else step "Building the services"; fi
  mkdir -p "$ROOT/artifacts"
  local now=$ROOT/artifacts/host.building
  touch "$now"
  run_quiet "$ROOT/artifacts/build-host.log" dotnet build "$ROOT/src/Host" -c Release -v q >&2 || fail "The build failed; the log is artifacts/build-host.log." "./bakery doctor"
  mv "$now" "$stamp"
  if [ "${1:-}" != quiet ]; then done_step "services built"; fi
}

build_web() {
  [ -f "$ROOT/web/package.json" ] || return 0
  need_node
  local stamp=$ROOT/artifacts/web.stamp
  if [ -f "$ROOT/web/dist/index.html" ] && unchanged "$stamp" "$ROOT/web/src" "$ROOT/web/public" "$ROOT/web/index.html" "$ROOT/web/package-lock.json" "$ROOT/web/vite.config.ts"; then return; fi
  web_packages
  step "Building the dashboard"
  mkdir -p "$ROOT/artifacts"
  local now=$ROOT/artifacts/web.building
  touch "$now"
  run_quiet "$ROOT/artifacts/build-web.log" npm --prefix "$ROOT/web" run build || fail "The dashboard's build failed; the log is artifacts/build-web.log." "./bakery doctor"
  mv "$now" "$stamp"
  done_step "dashboard built"
}

web_packages() {
  need_node
  if [ -d "$ROOT/web/node_modules" ] && [ "$ROOT/web/node_modules/.package-lock.json" -nt "$ROOT/web/package-lock.json" ]; then return; fi
  step "Fetching the dashboard's packages"
  run_quiet "$ROOT/artifacts/npm.log" npm --prefix "$ROOT/web" ci --no-audit --no-fund || fail "npm could not fetch the packages; the log is artifacts/npm.log." "./bakery doctor"
}

run_manifests() { # write | sizing [--check]
  need_tools
  run_quiet "$ROOT/artifacts/build-manifests.log" dotnet build "$ROOT/tools/Manifests" -c Release -v q || fail "The build failed; the log is artifacts/build-manifests.log."
  "$ROOT/artifacts/bin/Bakery.Manifests/release/manifests" "$@"
}

cmd_openapi() {
  build_host quiet
  BAKERY_DB=none BAKERY_DB_OWNER=none "$HOST_BIN" openapi "$ROOT/docs/openapi.json"
  BAKERY_DB=none BAKERY_DB_OWNER=none "$HOST_BIN" modules --markdown >"$ROOT/docs/messages.md"
  node "$ROOT/tools/codes.mjs"
  web_packages
  npm --prefix "$ROOT/web" run --silent schema
  say "docs/openapi.json, docs/messages.md, web/src/i18n/codes.json and web/src/api/schema.d.ts are written."
}
