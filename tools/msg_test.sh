#!/bin/sh
# msg_test.sh MSG FILE... - what msg refuses, and that a translation comes back
#
# The files are all sentences of the program: they go to PO and back unchanged.
set -eu

msg=$1
shift
tmp=$(mktemp -d)
failed=$tmp/failed # a file: what a pipe runs can't set a variable
trap 'rm -rf "$tmp"' EXIT

differ() {
    printf 'msg_test: %s\n  got:    %s\n  wanted: %s\n' "$1" "$2" "$3"
    : >"$failed"
}

# refused LINE COMPLAINT: standard input is a .msg file
refused() {
    cat >"$tmp/a.msg"
    if "$msg" table "$tmp/a.h" "$tmp/a.c" "$tmp/a.msg" 2>"$tmp/err"; then
        differ "$(cat "$tmp/a.msg")" silence "$2"
    elif [ "$(cat "$tmp/err")" != "$tmp/a.msg:$1: $2" ]; then
        differ "$(cat "$tmp/a.msg")" "$(cat "$tmp/err")" "$1: $2"
    fi
    [ ! -e "$tmp/a.c" ] || differ "$2" "a file" none
}

lacks='this sentence lacks a language or a form (fr, en; or fr.one fr.many en.one en.many)'
holes="the languages or forms of this sentence don't have the same holes"
form='a sentence begins with two spaces and fr, en, fr.one, fr.many, en.one or en.many'
key='a key is small letters, digits and _; a sentence is indented by two spaces'
space='there is a space too many in this sentence'
printf 'a\n  fr x\n' | refused 1 "$lacks"
printf '# c\n\na\n  en x\nb\n  fr x\n  en y\n' | refused 3 "$lacks"
printf 'a\n  fr.one x {0}\n  en.one x {0}\n  en.many x {0}\n' | refused 1 "$lacks"
printf 'a\n  fr x {0}\n  en.one x {0}\n  en.many x {0}\n' | refused 1 "$lacks"
printf 'a\n  fr x\n  en y\na\n  fr x\n  en y\n' | refused 4 "this key stands already in $tmp/a.msg:1"
printf 'a\n  fr x\n  fr y\n  en y\n' | refused 3 'this form is given twice'
printf 'a\n  fr {0}\n  en y\n' | refused 1 "$holes"
printf 'a\n  fr {0} {1}\n  en {0}\n' | refused 1 "$holes"
printf 'a\n  fr.one x {1}\n  fr.many x {0}\n  en.one {0}\n  en.many {0}\n' | refused 1 "$holes"
printf 'a\n  fr.one {0}\n  fr.many {0} {1}\n  en.one {0} {1}\n  en.many {0} {1}\n' | refused 1 "$holes"
printf 'a\n  fr.one x\n  fr.many x\n  en.one x\n  en.many x\n' | refused 1 "$holes"
printf 'a\n  fr {1}\n  en {1}\n' | refused 1 'the holes of this sentence are numbered from {0} without a gap'
for hole in '{4}' '{x}' '{0' '}' '{}'; do
    printf 'a\n  fr %s\n  en x\n' "$hole" | refused 1 'a hole is {0}, {1}, {2} or {3}'
done
printf 'a\n  fr x  y\n  en x\n' | refused 1 "$space"
printf 'a\n  fr x \n  en x\n' | refused 1 "$space"
printf 'a\n  fr   x\n  en x\n' | refused 1 "$space"
printf 'a\n  fr x\ty\n  en x\n' | refused 1 'a control character stands in this sentence'
printf 'a\n  fr caf\351\n  en x\n' | refused 1 'this is no UTF-8'
printf 'a\n fr x\n  en x\n' | refused 2 "$form"
printf 'a\n  de x\n' | refused 2 "$form"
printf 'a\n  fr.few x\n' | refused 2 "$form"
printf 'A\n  fr x\n' | refused 1 "$key"
printf 'a-b\n' | refused 1 "$key"
printf 'a \n' | refused 1 "$key"
printf '  fr x\n' | refused 1 'this sentence has no key before it'
printf 'a\n  fr x\n  en x' | refused 3 'the last line has no end'

# What the table says, and that it isn't written again for nothing.
printf 'a_b\n  fr.one un\n  fr.many {0} "x"\n  en.one one\n  en.many {0} \\ y\n' >"$tmp/b.msg"
"$msg" table "$tmp/b.h" "$tmp/b.c" "$tmp/b.msg"
grep -q '^    SAY_a_b,$' "$tmp/b.h" && grep -q '^    SAY_HOLES_a_b = 1,$' "$tmp/b.h" || differ b.h no a_b
grep -qF '[SAY_a_b] = { true, { { STR_INIT("un"), STR_INIT("{0} \"x\"") },' "$tmp/b.c" || differ b.c no a_b
touch -d '2001-01-01' "$tmp/b.h"
"$msg" table "$tmp/b.h" "$tmp/b.c" "$tmp/b.msg"
[ "$(date -r "$tmp/b.h" +%Y)" = 2001 ] || differ b.h written kept

# A translator's hand: taken over, or refused whole.
"$msg" po en "$tmp/b.msg" >"$tmp/en.po"
sed 's/^msgstr\[0\] "one"/msgstr[0] "a single "\n"one"/' "$tmp/en.po" >"$tmp/new.po"
cp "$tmp/b.msg" "$tmp/old.msg"
"$msg" merge en "$tmp/new.po" "$tmp/b.msg"
[ "$(diff "$tmp/old.msg" "$tmp/b.msg" | grep '^>')" = '>   en.one a single one' ] ||
    differ merge "$(cat "$tmp/b.msg")" 'a single one'
unchanged() {
    cp "$tmp/b.msg" "$tmp/old.msg"
    "$msg" merge en "$tmp/new.po" "$tmp/b.msg" 2>"$tmp/err" || true
    got=$(cat "$tmp/err")
    [ "$got" = "${1:+$tmp/$1}" ] || differ "$1" "$got" "$1"
    cmp -s "$tmp/old.msg" "$tmp/b.msg" || differ "$1" changed unchanged
}
sed 's/a_b/a_c/' "$tmp/en.po" >"$tmp/new.po"
unchanged 'new.po:14: no .msg file has the key a_c'
sed 's/{0}/{1}/' "$tmp/en.po" >"$tmp/new.po"
unchanged "new.po:14: $holes"
sed 's/^msgstr\[1\].*/msgstr[1] ""/' "$tmp/en.po" >"$tmp/new.po"
unchanged 'new.po:14: the form of many is missing'
sed 's/^#: /#, fuzzy\n#: /; s/"one"/"two"/' "$tmp/en.po" >"$tmp/new.po"
unchanged ''
sed 's/^msgstr\[0\].*/msgstr[0] ""/' "$tmp/en.po" >"$tmp/new.po"
unchanged ''

# Every sentence of the program, there and back.
[ ! -e "$failed" ] || exit 1
command -v msgfmt >/dev/null || exit 77
mkdir "$tmp/all"
i=0
for file in "$@"; do
    i=$((i + 1))
    mkdir "$tmp/all/$i"
    cp "$file" "$tmp/all/$i/"
done
for lang in fr en; do
    "$msg" po $lang "$tmp"/all/*/*.msg >"$tmp/$lang.po"
    msgfmt --check -o "$tmp/$lang.mo" "$tmp/$lang.po"
    "$msg" merge $lang "$tmp/$lang.po" "$tmp"/all/*/*.msg
done
i=0
for file in "$@"; do
    i=$((i + 1))
    cmp "$file" "$tmp/all/$i/$(basename "$file")" || exit 1
done
