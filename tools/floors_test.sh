#!/bin/sh
# floors_test.sh - a checker that has not been seen to fail isn't believed
#
# Plants files in a copy of the house and expects the complaint, or silence.
set -eu

tools=$(cd "$(dirname "$0")" && pwd)
house=$(mktemp -d)
trap 'rm -rf "$house"' EXIT
mkdir -p "$house/tools" "$house/build"
cp "$tools/floors" "$tools/floors.txt" "$house/tools/"
bad=0

# plant FILE HEADER...: a file of src/ that includes these
plant() {
    mkdir -p "$house/src/$(dirname "$1")"
    file=$house/src/$1
    shift
    : >"$file"
    for header in "$@"; do
        mkdir -p "$house/src/$(dirname "$header")"
        [ -f "$house/src/$header" ] || : >"$house/src/$header"
        echo "#include \"$header\"" >>"$file"
    done
}

# judged FILE: what floors says of this file alone
judged() {
    cat >"$house/build/compile_commands.json" <<END
[
  {
    "directory": "$house/build",
    "command": "cc -I../src -Isrc -c ../src/$1",
    "file": "../src/$1"
  }
]
END
    "$house/tools/floors" "$house" "$house/build" 2>&1 || true
}

# expect FILE SAID HEADER...: SAID is "" for silence
expect() {
    name=$1
    want=$2
    shift 2
    plant "$name" "$@"
    got=$(judged "$name")
    if [ "$got" != "$want" ]; then
        printf 'floors_test: %s\n  said:   %s\n  wanted: %s\n' "$name" "$got" "$want"
        bad=1
    fi
}

no() {
    echo "src/$1: may not see src/$2${3:+: $3}"
}

plant text/deep.h text/html.h
plant base/sly.h db/db.h

expect text/a.c "" base/str.h text/html.h
expect base/a.c "$(no base/a.c text/html.h)" text/html.h
expect text/b.c "$(no text/b.c sys/clock.h)" sys/clock.h
expect sys/a.c "$(no sys/a.c seal/seal.h)" seal/seal.h
expect db/a.c "" base/str.h text/say.h sys/clock.h seal/seal.h
expect db/b.c "$(no db/b.c http/http.h)" http/http.h
expect http/a.c "$(no http/a.c seal/seal.h)" text/say.h sys/clock.h seal/seal.h
expect geo/a.c "$(no geo/a.c db/db.h)" db/db.h
expect text/c.c "$(no text/c.c db/db.h)" base/sly.h
expect base/b.c "$(no base/b.c text/deep.h)
$(no base/b.c text/html.h)" text/deep.h
expect work/a.c "$(no work/a.c http/http.h)" db/db.h http/http.h
expect web/a.c "$(no web/a.c rooms/event/event.h)" work/work.h rooms/event/event.h
expect courier/a.c "$(no courier/a.c db/db.h)" mail/mail.h db/db.h
expect app/a.c "" rooms/event/event.h web/web.h courier/courier.h
expect rooms/event/event_rule.c "$(no rooms/event/event_rule.c work/work.h)" \
    text/say.h rooms/event/event_room.h work/work.h
expect rooms/event/event_store.c "$(no rooms/event/event_store.c http/http.h)" \
    db/db.h work/work.h http/http.h
expect rooms/signup/signup.c "" rooms/event/event.h work/work.h
expect rooms/signup/signup_web.c \
    "$(no rooms/signup/signup_web.c rooms/event/event_room.h 'the inside of another room')" \
    rooms/event/event_room.h rooms/signup/signup_room.h
expect rooms/signup/signup_b.c \
    "$(no rooms/signup/signup_b.c rooms/event/event_view.h 'the inside of another room')" \
    rooms/event/event_view.h
expect rooms/event/event.c \
    "$(no rooms/event/event.c rooms/signup/signup.h 'this room does not stand before it')" \
    rooms/signup/signup.h
expect rooms/event/event_test.c "" rooms/signup/signup.h web/web.h
expect rooms/newcomer/newcomer.c \
    "$(no rooms/newcomer/newcomer.c rooms/event/event.h 'this room does not stand before it')" \
    rooms/event/event.h

# A file that the compiler can't read, or none at all, is no silence.
echo '#include BROKEN' >"$house/src/base/broken.c"
[ -n "$(judged base/broken.c)" ] || bad=1
echo '[]' >"$house/build/compile_commands.json"
"$house/tools/floors" "$house" "$house/build" >/dev/null 2>&1 && bad=1
exit $bad
