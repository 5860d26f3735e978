#!/bin/sh
# Asks every database, Redis and RabbitMQ for the certificate that it shows: fails 60 days before the first one ends.
set -eu
failed=0
look() { # NAME PORT [OPTIONS]
  name=$1 port=$2
  shift 2
  if openssl s_client -connect "$name:$port" -servername "$name" -CAfile /etc/bakery/ca/ca.crt -verify_return_error "$@" </dev/null 2>/dev/null | openssl x509 -noout -checkend 5184000 >/dev/null; then echo "$name: good"; else echo "$name: less than 60 days, or not to be trusted"; failed=1; fi
}
look redis 6379
look rabbitmq 5671
for service in $SERVICES; do look "$service-db" 5432 -starttls postgres; done
exit $failed
