#!/bin/sh
# tpl_test.sh TPL - templates good and bad, with what is expected of each
set -eu

tpl=$1
tmp=$(mktemp -d)
failed=$tmp/failed # a file: what a pipe runs can't set a variable
trap 'rm -rf "$tmp"' EXIT
head='{{! view: V, from v.h }}'

# compile FILE: standard input is its body, after the first line
compile() {
    { echo "$head"; cat; } >"$tmp/$1"
    rm -f "$tmp/out.c"
    "$tpl" "$tmp/$1" "$tmp/out.c" 2>"$tmp/err" || return 1
}

differ() {
    printf 'tpl_test: %s\n  got:    %s\n  wanted: %s\n' "$1" "$2" "$3"
    : >"$failed"
}

# good BODY C: what the body becomes, without #line and indentation
good() {
    if ! printf '%s' "$1" | compile "${3:-a.html}"; then
        differ "$1" "$(cat "$tmp/err")" "$2"
        return
    fi
    got=$(sed -e '1,/^    (void)v;$/d' -e '/^#line/d' -e 's/^ *//' "$tmp/out.c" | sed '$d')
    [ "$got" = "$2" ] || differ "$1" "$got" "$2"
}

# refused BODY LINE COMPLAINT
refused() {
    if printf '%s' "$1" | compile "${4:-a.html}"; then
        differ "$1" "$(cat "$tmp/out.c")" "$3"
        return
    fi
    got=$(cat "$tmp/err")
    [ "$got" = "$tmp/${4:-a.html}:$2: $3" ] || differ "$1" "$got" "$2: $3"
    [ ! -e "$tmp/out.c" ] || differ "$1" "a file" "none"
}

lit() {
    printf 'buf_add(out, STR("%s"));' "$1"
}

# --- values, each for its place
good '<p>{{x}}</p>' "$(lit '<p>')
html_put(out, v->x);
$(lit '</p>')"
good '<p>{{a.b.c}}</p>' "$(lit '<p>')
html_put(out, v->a.b.c);
$(lit '</p>')"
good '<b title="{{x}}"></b>' "$(lit '<b title=\"')
html_put(out, v->x);
$(lit '\"></b>')"
for attr in href src action formaction; do
    good "<a $attr=\"{{x}}/y?q={{z}}\">" "$(lit "<a $attr=\\\"")
html_url(out, v->x);
$(lit '/y?q=')
html_put_part(out, v->z);
$(lit '\">')"
done
good '<a href="{{x}}{{y}}">' "$(lit '<a href=\"')
html_url(out, v->x);
html_put_part(out, v->y);
$(lit '\">')"
good '{{lang}}' 'buf_add(out, str_from(lang_code(lang)));'
good '<i>{{&x}}</i>' "$(lit '<i>')
html_raw(out, v->x);
$(lit '</i>')"
good '<script type="application/ld+json">{{&x}}</script>' \
    "$(lit '<script type=\"application/ld+json\">')
html_json(out, v->x);
$(lit '</script>')"
good '<script src="/a.js" defer></script>' "$(lit '<script src=\"/a.js\" defer></script>')"

# --- sections
good '{{?x}}a{{/x}}{{^x.y}}b{{/x.y}}' "if (html_truth(v->x)) {
$(lit a)
}
if (!html_truth(v->x.y)) {
$(lit b)
}"
each='const __typeof__(*v->l.at) *e1 = &v->l.at[i1]; (void)e1;'
good '{{#l}}{{.y}}{{.}}{{?.z}}{{x}}{{/.z}}{{>card .}}{{>card .w}}{{/l}}' \
    "for (size_t i1 = 0; i1 < v->l.len; i1++) { $each
html_put(out, e1->y);
html_put(out, (*e1));
if (html_truth(e1->z)) {
html_put(out, v->x);
}
card_html(out, lang, &(*e1));
card_html(out, lang, &e1->w);
}"
good '{{#l}}{{#.m}}{{.y}}{{/.m}}{{.z}}{{/l}}' \
    "for (size_t i1 = 0; i1 < v->l.len; i1++) { $each
for (size_t i2 = 0; i2 < e1->m.len; i2++) { const __typeof__(*e1->m.at) *e2 = &e1->m.at[i2]; (void)e2;
html_put(out, e2->y);
}
html_put(out, e1->z);
}"
good '{{>card}}{{>card x}}' 'card_html(out, lang, v);
card_html(out, lang, &v->x);'
good '<input{{?x}} checked{{/x}}>' "$(lit '<input')
if (html_truth(v->x)) {
$(lit ' checked')
}
$(lit '>')"

# --- sentences
holes() {
    printf '_Static_assert(SAY_HOLES_%s == %d, "as many values as holes"); %s(out, lang, SAY_%s, %s);' \
        "$1" "$2" "$3" "$1" "$4"
}
good '{{t home_title}}' "$(holes home_title 0 say_html 'NULL, 0')"
good '{{#l}}{{t home_title a.b .y}}{{/l}}' "for (size_t i1 = 0; i1 < v->l.len; i1++) { $each
$(holes home_title 2 say_html '(const SayArg[]){ SAY_ARG(v->a.b), SAY_ARG(e1->y) }, 2')
}"
good '<b title="{{t k}}">' "$(lit '<b title=\"')
$(holes k 0 say_html 'NULL, 0')
$(lit '\">')"

# --- white space
good '
<ul>
  <li>a  b
    <b>c</b>
    <i>d</i>
  </li>
</ul>
' "$(lit '<ul><li>a b <b>c</b> <i>d</i></li></ul>')"
good '<p>
  {{x}}
  {{y}}
</p>' "$(lit '<p>')
html_put(out, v->x);
$(lit ' ')
html_put(out, v->y);
$(lit '</p>')"
good '<pre>
 a  b
</pre> <textarea>
 c</textarea>' "$(lit '<pre>\n a  b\n</pre><textarea>\n c</textarea>')"
good '<input   a="b  c"
    d>' "$(lit '<input a=\"b  c\" d>')"
good 'a{{?x}}<p>b</p>{{/x}}
c' "$(lit a)
if (html_truth(v->x)) {
$(lit '<p>b</p>')
}
$(lit ' c')"
good 'a <!-- {no} --> b{{! a mark }}c' "$(lit 'a bc')"

# --- other kinds
good 'x <{{x}}>
 {{?y}}
  z {{t k}}
 {{/y}}
' "$(lit 'x <')
html_plain(out, v->x);
$(lit '>\n')
if (html_truth(v->y)) {
$(lit '  z ')
$(holes k 0 say_text 'NULL, 0')
$(lit '\n')
}" a.txt
grep -q '^void a_text(Buf \*out, Lang lang, const V \*v)$' "$tmp/out.c" || differ a.txt no a_text
good '<?xml version="1.0"?>
<feed>
  <link href="{{u}}"/>
</feed>' "$(lit '<?xml version=\"1.0\"?><feed><link href=\"')
html_url(out, v->u);
$(lit '\"/></feed>')" a.xml
grep -q '^void a_xml(' "$tmp/out.c" || differ a.xml no a_xml
good 'a
{{x}}' "$(lit 'a ')
html_put(out, v->x);"
grep -q '^#line 3 ' "$tmp/out.c" || differ '#line' none 3
grep -q '^#include "v.h"$' "$tmp/out.c" || differ include none v.h

# --- what stops the build
script='a script stands in a file of its own: <script src>, or type="application/ld+json"'
quotes='the value of an attribute stands between double quotes'
place='a value stands in text or in a quoted attribute only'
name='this is no path of fields'
unsure='this value may open the address, or not: write what comes before it plainly'
cross='this section begins in one place of the markup and ends in another'
handler='an event handler stands in a script file, not in an attribute'
never='this attribute is never allowed: style and srcdoc'
nomark='no mark stands here; what is left out is written {{! so }}'
refused '<p>
<script>x</script>' 3 "$script"
refused '<script type="module">' 2 "$script"
refused '<script src="/a.js">x</script>' 2 "$script"
refused '<script src="/a.js">{{x}}</script>' 2 "$place"
refused '<script src="/a.js">{{&x}}</script>' 2 'markup stands in text only'
refused '<script type="application/ld+json">{{x}}</script>' 2 "$place"
refused '<script type="application/ld+json">{{t x}}</script>' 2 "$place"
refused '<script type="application/ld+json">{"a":1}</script>' 2 "$script"
refused '<style>' 2 'a style stands in a file of its own'
refused '<STYLE>' 2 'a style stands in a file of its own'
refused '<p style="a">' 2 "$never"
refused '<p srcdoc="a">' 2 "$never"
refused '<p onclick="a">' 2 "$handler"
refused '<p ONCLICK="{{x}}">' 2 "$handler"
refused '<p a=b>' 2 "$quotes"
refused '<p a={{x}}>' 2 "$quotes"
refused "<p a='b'>" 2 "$quotes"
refused '<p {{x}}>' 2 "$place"
refused '<{{x}}>' 2 'a < that opens no tag is written &lt;'
refused '<p{{x}}>' 2 "$place"
refused '<p a="b"c="d">' 2 'a space is missing before this attribute'
refused '<p {{?x}}a{{/x}}b>' 2 'a space is missing before this attribute'
refused '<p a="b"{{?x}} c {{/x}}d>' 2 'a space is missing before this attribute'
refused 'a < b' 2 'a < that opens no tag is written &lt;'
refused '<a href="javascript:x">' 2 'an address of this scheme is never allowed'
refused '<a href=" JavaScript:{{x}}">' 2 'an address of this scheme is never allowed'
refused '<a href="{{?x}}/{{/x}}{{y}}">' 2 "$unsure"
refused '<a href="{{t k}}">' 2 'a sentence is no address'
refused '<a title="{{&x}}">' 2 'markup stands in text only'
refused '<!-- {{x}} -->' 2 "$nomark"
refused '<!doctype {{x}}>' 2 "$nomark"
refused '{{?x}}<pre>{{/x}}' 2 "$cross"
refused '{{?x}}<p {{/x}}a>' 2 "$cross"
refused '<p a="{{?x}}"{{/x}}">' 2 "$cross"
refused '<p a="{{?x}}" b="{{/x}}">' 2 "$cross"
refused '{{?x}}
{{/y}}' 3 'this closes y, but x of line 2 is open'
refused '{{/x}}' 2 'this closes a section, and none is open'
refused 'a
{{#x}}
' 3 'this section is never closed'
refused '<p a="' 2 'a tag is still open at the end'
refused '{{.x}}' 2 'a dot means the element of an each, and there is none here'
refused '{{?x}}{{.y}}{{/x}}' 2 'a dot means the element of an each, and there is none here'
refused '{{x}' 2 '{{ without }}'
refused '{{}}' 2 'this mark is empty, or goes over a line'
refused '{{x
}}' 2 'this mark is empty, or goes over a line'
for path in 'a-b' 'a b' 'a()' '1a' 'a.' 'a..b' '*a' 'a;b'; do
    refused "{{$path}}" 2 "$name"
done
refused '{{t A-b}}' 2 'this is no key of a sentence'
refused '{{t a b-c}}' 2 "$name"
refused '{{>a-b}}' 2 'this is no name of a template'
refused '<p a="{{>b}}">' 2 'another template stands in text only'
refused '<a>{{&x}}</a>' 2 'markup stands in text only' a.xml
refused '{{&x}}' 2 'markup stands in text only' a.txt
head='<p>'
refused '' 1 'the first line is {{! view: Type, from some/header.h }}'
head='{{! view: V; from v.h }}'
refused '' 1 'the first line is {{! view: Type, from some/header.h }}'
head='{{! view: V, from v.h }}'
refused '' 1 'the name of this file is no name of a function' 1a.html
[ ! -e "$failed" ]
