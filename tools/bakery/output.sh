# shellcheck shell=bash
# How the script speaks: steps with progress, errors with the next step.

if [ -t 1 ]; then BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' GREEN=$'\e[32m' PLAIN=$'\e[0m'; else BOLD='' DIM='' RED='' GREEN='' PLAIN=''; fi

say() { printf '%s\n' "$*"; }
step() { printf '%s→%s %s\n' "$DIM" "$PLAIN" "$*"; }
done_step() { printf '  %s✓%s %s\n' "$GREEN" "$PLAIN" "$*"; }

# fail MESSAGE [COMMAND THAT MENDS IT]
fail() {
  printf '%s✗%s %s\n' "$RED" "$PLAIN" "$1" >&2
  if [ -n "${2:-}" ]; then printf '  try: %s%s%s\n' "$BOLD" "$2" "$PLAIN" >&2; fi
  exit 1
}

# run_quiet LOG COMMAND…: shows the end of the log only when it fails; prints a dot every few seconds meanwhile.
run_quiet() {
  local log=$1 pid
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1
    if [ -t 1 ]; then printf '.'; fi
  done
  if [ -t 1 ]; then printf '\r\e[K'; fi
  if ! wait "$pid"; then
    tail -n 30 "$log" >&2
    return 1
  fi
}

is_root() { [ "$(id -u)" -eq 0 ]; }
has() { command -v "$1" >/dev/null 2>&1; }
