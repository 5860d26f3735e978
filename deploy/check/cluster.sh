# shellcheck shell=bash
# What the checks of a cluster have in common: they say 'skipped' where there is none.
set -euo pipefail
SPACE=bakery-ia FAILED=0
command -v kubectl >/dev/null || { echo "skipped: kubectl is missing"; exit 0; }
kubectl get namespace "$SPACE" --request-timeout=5s >/dev/null 2>&1 || { echo "skipped: no cluster with the namespace $SPACE is reached (kubectl config current-context)"; exit 0; }
k() { kubectl -n "$SPACE" "$@"; }
check() { # WHAT COMMAND…
  local what=$1
  shift
  if "$@"; then echo "  ✓ $what"; else echo "  ✗ $what"; FAILED=1; fi
}
same() { [ "$1" = "$2" ] || { echo "    $1 instead of $2"; return 1; }; }
finish() { exit "$FAILED"; }
