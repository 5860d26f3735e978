#!/bin/sh
# Runs once: two roles and a database per service.
set -eu
psql -q -v ON_ERROR_STOP=1 -U postgres -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" <<'SQL'
CREATE ROLE bakery_owner LOGIN PASSWORD :'owner';
CREATE ROLE bakery_app LOGIN PASSWORD :'app';
SQL
for name in auth tenant inventory recipes suppliers production procurement orders ai_insights orchestrator alert_processor notification demo_session sales training forecasting pos external; do
  psql -q -v ON_ERROR_STOP=1 -U postgres -c "CREATE DATABASE $name OWNER bakery_owner"
done
