#!/bin/sh
# pg.sh COMMAND... - run it beside a PostgreSQL of its own
#
# The command finds CAFEIA_TEST_PG in its environment.  The server listens on
# 127.0.0.1 and a socket, keeps nothing, and is stopped however this ends.
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ ! -x "$bin/initdb" ]; then
    echo "pg.sh: no PostgreSQL server here (package postgresql)" >&2
    exit 77
fi

# The server refuses to run as root.
as_user() {
    if [ "$(id -u)" != 0 ]; then
        "$@"
    elif id postgres >/dev/null 2>&1; then
        runuser -u postgres -- "$@"
    else
        setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
    fi
}

cd /
dir=$(as_user mktemp -d "${TMPDIR:-/tmp}/pg.XXXXXX")
stop() {
    as_user "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1 || :
    rm -rf "$dir"
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

as_user "$bin/initdb" -D "$dir/data" -U cafeia -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
    >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }

# A port is free until somebody takes it: try another then.
tries=0
until
    port=$((20000 + ($$ + tries * 977) % 20000))
    as_user "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/server.log" -o "-p $port -k '$dir' \
-c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c max_connections=200" \
        start >/dev/null 2>&1
do
    tries=$((tries + 1))
    if [ "$tries" -ge 5 ]; then
        cat "$dir/server.log" >&2
        exit 1
    fi
done

CAFEIA_TEST_PG="postgresql://cafeia@127.0.0.1:$port/postgres"
export CAFEIA_TEST_PG
cd "$OLDPWD"
"$@"
