#!/bin/sh
# laws_test.sh - each law, broken once on purpose
set -eu

tools=$(cd "$(dirname "$0")" && pwd)
house=$(mktemp -d)
failed=$house/failed # a file: what a pipe runs can't set a variable
trap 'rm -rf "$house"' EXIT

# law FILE SAID: the text of the file comes from standard input; SAID is what
# laws.sh says after the name of the file, "" for silence
law() {
    rm -rf "$house/src" "$house/tools"
    mkdir -p "$house/$(dirname "$1")"
    cat >"$house/$1"
    got=$("$tools/laws.sh" "$house") || true
    want=${2:+$1:$2}
    if [ "$got" != "$want" ]; then
        printf 'laws_test: %s\n  said:   %s\n  wanted: %s\n' "$1" "$got" "$want"
        : >"$failed"
    fi
}

repeat() {
    awk -v n="$1" -v s="$2" 'BEGIN { while (n-- > 0) print s }'
}

for name in strcpy strcat sprintf gets strtok gmtime localtime system popen regcomp alloca; do
    echo "    $name(a);" | law src/base/a.c "1: this function is banned"
    echo "    x = \"$name(a)\"; /* $name(a) */ // $name(a)" | law src/base/a.c ""
    echo "    my_$name(a); ${name}_r(a);" | law src/base/a.c ""
done
printf '/* one\n   strcpy(a) */ strcpy(b);\n' | law src/base/a.c "2: this function is banned"
echo '    snprintf(a, "\"strcpy(", 2); c = '"'\"'"'; strcpy(d);' |
    law tools/a.c "1: this function is banned"

echo '    free(a);' | law src/rooms/event/event.c "1: a room frees nothing"
echo '    free(a);' | law src/base/arena.c ""
echo '    arena_free(a);' | law src/rooms/event/event.c ""

for verb in 'SELECT a' 'INSERT INTO a' 'INSERT OR IGNORE' 'UPDATE a' 'DELETE FROM a'; do
    echo "    \"$verb\"" | law src/rooms/event/event.c "1: SQL stands in a _store.c"
    echo "    \"$verb\"" | law src/rooms/event/event_store.c ""
    echo "    \"$verb\"" | law src/rooms/event/event_test.c ""
    echo "    \"$verb\"" | law src/db/a.c ""
    echo "    \"$verb\"" | law src/work/a.c ""
done
echo '    { "DELETE", "UPDATED x" }' | law src/http/a.c ""

echo '    put("Bientôt");' | law src/web/a.c "1: words for people stand in a .msg file"
echo '    put("Bientôt");' | law src/text/a.c ""
echo '    put("Bientôt");' | law src/web/a_test.c ""
echo '    put("x"); /* café */' | law src/web/a.c ""

{ echo 'int f(void)'; echo '{'; repeat 60 '    x++;'; echo '}'; } | law src/base/a.c ""
{ echo 'int f(void)'; echo '{'; repeat 61 '    x++;'; echo '}'; } |
    law src/base/a.c "64: this function has 61 lines; 60 is the most"
size=' lines: a header has 150 at most, a file 800'
repeat 800 'int x;' | law src/base/a.c ""
repeat 801 'int x;' | law src/base/a.c " 801$size"
repeat 150 'int x;' | law src/base/a.h ""
repeat 151 'int x;' | law src/base/a.h " 151$size"

rm -rf "$house/src"
"$tools/laws.sh" "$house" >/dev/null && exit 1
[ ! -e "$failed" ]
