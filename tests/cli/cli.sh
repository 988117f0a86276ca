#!/bin/bash
# cli.sh PROGRAM - the command line and the server, as an operator meets them
#
# On SQLite and, when CAFEIA_TEST_PG is set, on that PostgreSQL, emptied.
# Prints TAP.
set -u

program=$(realpath "$1")
source=$(realpath "$(dirname "$0")/../..")
unset CAFEIA_DB CAFEIA_LISTEN CAFEIA_NOW CAFEIA_CONFIG
folder=$(mktemp -d)
server=
number=0
wrong=0

stop() {
    [ -z "$server" ] || kill -KILL "$server" 2>/dev/null
    rm -rf "$folder"
}
trap stop EXIT
cd "$folder" || exit 1

# ok NAME COMMAND... - a case: the command succeeds
ok() {
    local name=$1
    shift
    number=$((number + 1))
    if "$@"; then
        echo "ok $number - $name"
    else
        echo "not ok $number - $name"
        sed 's/^/# /' out err 2>/dev/null
        wrong=$((wrong + 1))
    fi
}

# code WANTED WORD... - runs the program; what it says is in the files out, err
code() {
    local want=$1 got=0
    shift
    "$program" "$@" >out 2>err || got=$?
    [ "$got" = "$want" ]
}

# says WANTED TEXT WORD... - the same, and one of both streams has the text
says() {
    local want=$1 text=$2
    shift 2
    code "$want" "$@" && grep -qF -- "$text" out err
}

# One sentence, and nothing on the other stream.
one_sentence() {
    code "$@" && [ ! -s out ] && [ "$(wc -l <err)" = 1 ]
}

# serve WORD... - starts a server and waits for its line; its address is in $url
serve() {
    : >ready
    "$program" serve --listen 127.0.0.1:0 "$@" >ready 2>log &
    server=$!
    until [ -s ready ]; do
        kill -0 "$server" 2>/dev/null || return 1
        read -r -t 0.02 <> <(:) || :
    done
    url=$(sed -n 's/^cafeia: //p' ready)
    url=${url%/}
}

# Told to stop, it ends with 0.
serve_no_more() {
    local got=0
    kill -"$1" "$server" && wait "$server" || got=$?
    server=
    [ "$got" = 0 ]
}

page_has() { curl -fsS "$url$1" >out 2>err && grep -qF -- "$2" out; }
page_lacks() { curl -fsS "$url$1" >out 2>err && ! grep -qF -- "$2" out; }

# from ORIGIN ADDRESS - the status of an empty form that a page of ORIGIN sends
from() { curl -sS -o out -w '%{http_code}' -H "Origin: $1" -d title= "$2/cafes/nouveau" 2>err; }
refused_from() { [ "$(from "$1" "$url")" = 403 ]; }
accepted_from() {
    local address
    for address in "$@"; do
        [ "$(from "$address" "$address")" != 403 ] || return 1
    done
}

declare_one() {
    local token
    token=$(curl -fsS "$url/cafes/nouveau" | sed -n 's/.*name="token" value="\([^"]*\)".*/\1/p')
    curl -sS -o out -w '%{http_code}' "$url/cafes/nouveau" --data-urlencode "title=$1" \
        -d "date=2024-07-11&commune=Blois&code=41018&mode=presentiel&audience=public" \
        -d "kind=cafe&theme=ia&token=$token" >status 2>err && [ "$(cat status)" = 303 ]
}

# ---- the man page ----

# The words of an item: ".It Cm moderate Cm publish Ar id" is "moderate publish",
# ".It Cm relay-user , Cm relay-password" two settings.
items() {
    sed -n "/^\.Sh $1/,/^\.El/p" "$source/man/cafeia.1" | sed -n "s/^\.It Cm //p" |
        sed -e "s/ O[po] .*//; s/ Ar .*//; s/ Fl .*//; s/ , Cm /\n/g; s/ Cm / /g" | sort -u
}
names() { sed -n "s/$2/\1/p" "$source/src/app/$1" | sort -u; }
man_has_verbs() {
    names verbs.c '^    { "\([a-z -]*\)".*' | diff - <(items DESCRIPTION) >out
}
man_has_settings() {
    names settings.c '^    \[SETTING_[A-Z_]*\] *= { "\([a-z-]*\)".*' |
        diff - <(items SETTINGS) >out
}

ok "the man page has each verb, and no other" man_has_verbs
ok "and each setting" man_has_settings

# ---- lines that touch no database ----
ok "alone, it prints its verbs" says 0 "moderate publish ID"
ok "a verb explains itself" says 0 "--apply" import cafes --help
ok "an unknown verb is usage" says 2 "unknown verb" frob
ok "an unknown flag is usage" says 2 "unknown flag" serve --frob
ok "a setting without a value is usage" says 2 "a value is missing" serve --db
ok "an instant that can't be read is usage" one_sentence 2 serve --now yesterday
ok "its version" says 0 "cafeia " version

# on_database NAME WHERE EMPTY_COMMAND
on_database() {
    local where=$1
    printf 'id,title,date,municipality,insee_code\na,Premier essai,2024-07-04,,41018\n' >cafes.csv
    export CAFEIA_DB=$where

    ok "a missing database is one sentence" one_sentence 1 serve
    ok "init makes it" says 0 "is ready" init
    ok "init again changes nothing" says 0 "as it should be" init

    ok "a server starts and says where" serve --now 2024-06-21T12:00:00+02:00
    ok "it answers" page_has /healthz ok
    ok "its clock is the one that was given" page_has /cafes 2024
    ok "a form from elsewhere is refused" refused_from "http://elsewhere.example"
    ok "a form of ours isn't" accepted_from "$url" "${url/127.0.0.1/localhost}"
    ok "a port that is taken is one sentence" one_sentence 1 serve --listen "${url#http://}"

    ok "a dry run of an import" says 0 "1 new" import cafes cafes.csv
    ok "has written nothing" page_lacks /cafes "Premier essai"
    ok "the import" says 0 "Applied." import cafes cafes.csv --apply
    ok "is shown at once" page_has /cafes "Premier essai"
    ok "the import again" says 0 "1 unchanged" import cafes --apply cafes.csv

    ok "a declared one" declare_one "Soir de juillet"
    ok "isn't shown" page_lacks /cafes "Soir de juillet"
    ok "waits for a moderator" says 0 "Soir de juillet" moderate list
    ok "somebody is made a moderator while the server runs" says 0 "given" \
        role give Amina@example.org moderator department:41 --until 2099-12-31
    ok "who is listed" says 0 "amina@example.org	moderator	department:41	2099-12-31" role list
    ok "a department that isn't there has none" one_sentence 1 role give a@example.org moderator department:99
    ok "nor has a role that isn't there" one_sentence 1 role give a@example.org king
    ok "nor what is no address" one_sentence 1 role give amina moderator
    ok "nor is one given that is over already" one_sentence 1 role give a@example.org moderator --until 2020-01-01
    ok "an organisation keeps its name" says 0 "given" role give lea@example.org network-head "organization:Réseau Canopé"
    ok "as it was typed" says 0 "lea@example.org	network-head	organization:Réseau Canopé	-" role list
    ok "and is found however it is typed" says 0 "taken away" role take lea@example.org network-head "organization:reseau CANOPE"
    ok "and it is taken away" says 0 "taken away" role take amina@example.org moderator department:41
    ok "once" one_sentence 1 role take amina@example.org moderator department:41
    ok "nobody is left" says 0 "Nobody has a role" role list
    ok "no letter is in doubt" says 0 "0 in doubt" mail list
    ok "nor can one that isn't there go again" one_sentence 1 mail again 0000000000011
    "$program" moderate list >out 2>err
    ok "what would be erased is counted" says 0 "signup	guest	30 days	0" purge --dry-run
    "$program" moderate list >out 2>err
    ok "who publishes it" code 0 moderate publish "$(cut -f1 <out)"
    ok "which is shown at once" page_has /cafes "Soir de juillet"
    ok "an export has both" says 0 "Soir de juillet" export cafes
    ok "a check finds nothing wrong" says 0 "All is well." check
    ok "told to stop, it stops" serve_no_more TERM
}

empty_postgres() {
    psql -qX "$1" -c 'drop schema public cascade' -c 'create schema public' 2>/dev/null
}

on_database "sqlite:$folder/a.db"
ok "nothing is left beside the database" test ! -e a.db.sock

# ---- what SQLite alone has ----
export CAFEIA_DB=sqlite:$folder/a.db
ok "a server again" serve
ok "a second one is one sentence" one_sentence 1 serve --listen 127.0.0.1:0
ok "a copy while it runs" code 0 backup copy.db
ok "whose age is known" says 0 "last copy: 0 days ago" check
ok "b2sum agrees" b2sum --quiet -l 256 -c copy.db.blake2b
ok "an interrupt stops it" serve_no_more INT
ok "a copy is restored" says 0 "integrity ok" restore copy.db --to sqlite:b.db
ok "not over a database" says 1 "there already" restore copy.db --to sqlite:b.db
ok "and serves" serve --db sqlite:b.db
ok "what was there" page_has "/cafes?du=2024-07-01&au=2024-07-31" "Premier essai"
ok "until it is killed" serve_no_more TERM
printf 'x' | dd of=copy.db bs=1 seek=5000 conv=notrunc 2>/dev/null
ok "a flipped byte is found" says 1 "damaged" restore copy.db --to sqlite:c.db
ok "and nothing is restored" test ! -e c.db
ok "files are for their owner alone" \
    test "$(stat -c %a b.db copy.db copy.db.blake2b | sort -u)" = 600

# ---- a server that was killed ----
ok "a server" serve
kill -KILL "$server"
wait "$server" 2>/dev/null
server=
ok "after a kill, verbs work" code 0 job run
ok "and it starts again" serve
ok "stops again" serve_no_more TERM

# ---- from the future ----
python3 - b.db <<'END'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("INSERT INTO migration (number, name, hash, at) VALUES (999, 'x', 'x', 1)")
db.commit()
END
ok "a database from the future is one sentence" one_sentence 1 serve --db sqlite:b.db
ok "for a verb that reads, too" one_sentence 1 moderate list --db sqlite:b.db

if [ -n "${CAFEIA_TEST_PG:-}" ] && command -v psql >/dev/null; then
    empty_postgres "$CAFEIA_TEST_PG"
    on_database "$CAFEIA_TEST_PG"
fi

echo "1..$number"
[ "$wrong" = 0 ]
