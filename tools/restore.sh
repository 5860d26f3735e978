#!/usr/bin/env bash
# A cluster as it was at a moment, from a base backup and the archived write-ahead log, checked first and restored into a new folder:
#   tools/restore.sh --base FILE --wal FOLDER --into FOLDER [--at '2026-11-10 12:00:00+00']
# FILE is made by 'bakery copy-cluster CONNECTION FILE' with FILE.sha256 beside it, FOLDER by tools/archive-wal. Without --at: everything that was archived.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
fail() { echo "restore: $1" >&2; exit 1; }
usage() { sed -n '2,4p' "$0" | cut -c3- >&2; exit 2; }
base='' wal='' into='' at=''
while [ $# -gt 1 ]; do
  case "$1" in
    --base) base=$2 ;;
    --wal) wal=$2 ;;
    --into) into=$2 ;;
    --at) at=$2 ;;
    *) usage ;;
  esac
  shift 2
done
if [ $# -gt 0 ] || [ -z "$base" ] || [ -z "$wal" ] || [ -z "$into" ]; then usage; fi
[ ! -e "$into" ] || fail "$into exists; a restore goes into a new folder."
good() { [ -f "$1.sha256" ] && (cd "$(dirname "$1")" && sha256sum --status -c "$(basename "$1").sha256"); }
good "$base" || fail "$base is damaged or has no checksum beside it. Nothing was restored."
# Every segment from the base backup's first on, without a hole.
first=$(tar -xzOf "$base" backup_label | sed -nE 's/.*\(file ([0-9A-F]{24})\)$/\1/p' | head -n 1)
count=0 last=''
for segment in "$wal"/????????????????????????; do
  name=$(basename "$segment")
  if [ ! -f "$segment" ] || [[ $name < $first ]]; then continue; fi
  good "$segment" || fail "$segment is damaged or has no checksum beside it. Nothing was restored."
  number=$((16#${name:8:8} * 256 + 16#${name:16:8}))
  if [ -n "$last" ] && [ "$number" != $((last + 1)) ]; then fail "the segment before $name is missing. Nothing was restored."; fi
  last=$number count=$((count + 1))
done
if ! "$here/postgres" recover "$into" "$base" "$wal" "$at"; then
  tail -n 5 "$into/data/server.log" >&2 || true
  "$here/postgres" stop "$into"
  rm -rf "$into"
  fail "the log does not reach ${at:-its end}. Nothing was restored."
fi
echo "restored to ${at:-the end of the archive} from $(basename "$base") and $count segments of the log: $into"
