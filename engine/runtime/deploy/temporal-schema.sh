#!/bin/sh
# Makes and updates the two databases of Temporal; may run any number of times.
set -eu
for database in temporal temporal_visibility; do
  schema=temporal
  [ "$database" = temporal ] || schema=visibility
  sql() { temporal-sql-tool --plugin postgres12 --ep postgresql -p 5432 -u temporal --db "$database" "$@"; }
  sql create
  # Fails where the schema is there already: then only the update below is due.
  sql setup-schema -v 0.0 || echo "$database has a schema; updating it"
  sql update-schema -d "/etc/temporal/schema/postgresql/v12/$schema/versioned"
done
