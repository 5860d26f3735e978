#!/bin/sh
# The newest backup of a service that the week chooses.
set -eu
export RCLONE_CONFIG=/etc/bakery/target/rclone.conf RCLONE_CACHE_DIR=/tmp
week=$(date -u +%V)
# shellcheck disable=SC2086 # the services are words
set -- $SERVICES
shift $((${week#0} % $#))
service=$1
newest=$(rclone lsf bucket:daily --include "$service-*.gpg" | sort | tail -n 1)
[ -n "$newest" ] || { echo "There is no backup of $service."; exit 1; }
rclone copy bucket:daily /backup --include "$newest" --include "$newest.sha256"
echo "$newest" >/backup/newest
echo "$service: $newest"
