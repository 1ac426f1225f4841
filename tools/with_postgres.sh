#!/bin/sh
# with_postgres.sh COMMAND…: runs the command with BANXING_TEST_POSTGRES pointing to a private PostgreSQL that is
# made for it in a temporary folder, listens on a unix socket only, and is removed afterwards; it need not outlive a power cut.
set -eu
[ $# -gt 0 ] || { echo "usage: $0 COMMAND…" >&2; exit 2; }
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed: apt-get install postgresql" >&2; exit 3; }

folder=$(mktemp -d /tmp/banxing-postgres-XXXXXX)
server=
as_server() { "$@"; }
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
    user=nobody
    id postgres >/dev/null 2>&1 && user=postgres
    chown "$user" "$folder"
    as_server() { setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups -- "$@"; }
fi

finish() {
    if [ -n "$server" ]; then
        kill -QUIT "$server" 2>/dev/null || true # at once: nothing of it is kept
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

settings="-c listen_addresses= -c max_connections=60 -c fsync=off -c full_page_writes=off"
cd "$folder"
as_server "$bin/initdb" -D "$folder/data" -U banxing -A trust -E UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 ||
    { cat "$folder/initdb.log" >&2; exit 3; }
if [ "$(id -u)" = 0 ]; then
    setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups -- \
        "$bin/postgres" -D "$folder/data" -k "$folder" $settings >"$folder/log" 2>&1 &
else
    "$bin/postgres" -D "$folder/data" -k "$folder" $settings >"$folder/log" 2>&1 &
fi
server=$! # setpriv becomes the server
tries=0
until "$bin/pg_isready" -q -h "$folder" -U banxing; do
    tries=$((tries + 1))
    [ $tries -lt 150 ] && kill -0 "$server" 2>/dev/null || { cat "$folder/log" >&2; exit 3; }
    sleep 0.1
done
cd "$OLDPWD"
BANXING_TEST_POSTGRES="postgresql://banxing@/postgres?host=$folder"
export BANXING_TEST_POSTGRES
status=0
"$@" || status=$?
exit $status
