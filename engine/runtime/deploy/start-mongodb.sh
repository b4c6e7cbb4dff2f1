#!/usr/bin/env bash
# Starts one member of the replica set. mongod wants the shared key in a file that it alone can read.
set -euo pipefail
key=/data/configdb/replica-set.key
printf '%s' "$MONGODB_KEY" > "$key"
chown mongodb:mongodb "$key"
chmod 400 "$key"
unset MONGODB_KEY
exec docker-entrypoint.sh mongod --replSet rs0 --keyFile "$key" --bind_ip_all
