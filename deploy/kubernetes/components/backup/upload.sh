#!/bin/sh
# Takes /backup out of the node and keeps 7 days, the first of each of 4 weeks, and the first of each of 12 months.
set -eu
export RCLONE_CONFIG=/etc/bakery/target/rclone.conf RCLONE_CACHE_DIR=/tmp
today=$(date -u +%d) weekday=$(date -u +%u)
rclone copy --checksum /backup bucket:daily
[ "$weekday" != 1 ] || rclone copy --checksum /backup bucket:weekly
[ "$today" != 01 ] || rclone copy --checksum /backup bucket:monthly
rclone check --one-way /backup bucket:daily
rclone delete --min-age 7d bucket:daily
rclone delete --min-age 28d bucket:weekly
rclone delete --min-age 365d bucket:monthly
echo "uploaded"
