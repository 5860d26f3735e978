#!/bin/sh
# Runs once, on an empty volume: the owner migrates, the application owns nothing, the monitor reads statistics.
set -eu
psql -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" -v monitor="$MONITOR_PASSWORD" <<'SQL'
CREATE ROLE bakery_owner LOGIN PASSWORD :'owner';
CREATE ROLE bakery_app LOGIN PASSWORD :'app';
CREATE ROLE bakery_monitor LOGIN PASSWORD :'monitor' IN ROLE pg_monitor;
ALTER DATABASE bakery OWNER TO bakery_owner;
REVOKE ALL ON DATABASE bakery FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE bakery TO bakery_app;
GRANT CONNECT ON DATABASE bakery TO bakery_monitor;
CREATE EXTENSION IF NOT EXISTS pgcrypto;
SQL
