/* mail_test.c - letters as bytes: nothing that fills a field begins another */
#include "mail/address.h"
#include "mail/encode.h"
#include "mail/letter.h"
#include "tests/letter_law.h"
#include "tests/unit.h"

enum { NOON = 1718964000 };

static MailLetter a_letter(void)
{
    return (MailLetter){
        .from = STR("bonjour@cafes.example"),
        .from_name = STR("Café IA"),
        .to = STR("amina@example.org"),
        .to_name = STR("Amina"),
        .message_id = STR("abc.letter@cafes.example"),
        .date = NOON,
        .lang = STR("fr"),
        .subject = STR("Votre place est prise"),
        .text = STR("Bonjour,\n\nÀ bientôt !\n-- \nfin\n"),
        .html = STR("<p>Bonjour</p>"),
    };
}

/* Each in turn is a name, a subject, a language, a body. */
/* clang-format off */
/* What follows is read from the right; spelt so that this file isn't. */
static const char from_the_right[] = { '\xe2', '\x80', '\xae', 'm', 'o', 'c' };

static const Str hostile[] = {
    STR_INIT("a\r\nBcc: victim@example.org"), STR_INIT("a\nBcc: victim@example.org"),
    STR_INIT("a\rBcc: victim@example.org"), STR_INIT("\r\n\r\nbody"), STR_INIT("\n\n.\n"),
    STR_INIT("a\0b"), STR_INIT("\0"), STR_INIT("\r\n.\r\nMAIL FROM:<x@y.fr>\r\n"),
    STR_INIT("\n.\r\n"), STR_INIT("\r\n.\n"), STR_INIT("a\x0b\x0c\r\n \t b"),
    STR_INIT("a\xe2\x80\xa8""Bcc: b@c.fr"), STR_INIT("a\xe2\x80\xa9""Bcc: b@c.fr"),
    STR_INIT("a\xc2\x85""Bcc: b@c.fr"), { from_the_right, sizeof from_the_right },
    STR_INIT("\xff\xfe\xfd"), STR_INIT("\xc3"), STR_INIT("\xed\xa0\x80"), STR_INIT("\xf8\x88\x80\x80\x80"),
    STR_INIT("\xc0\x8a\xc0\x8d"), STR_INIT("=?UTF-8?B?QQ==?="), STR_INIT("=?utf-8?q?=0d=0aBcc:_x@y.fr?="),
    STR_INIT("=0D=0ABcc: x@y.fr"), STR_INIT("Amina\" <other@example.org>"), STR_INIT("\"\\\""),
    STR_INIT("<other@example.org>"), STR_INIT("a, other@example.org"), STR_INIT("a; b: c;"),
    STR_INIT("(comment) name"), STR_INIT("--=_mixed"), STR_INIT("--=_choice--"), STR_INIT("\r\n--=_choice\r\n"),
    STR_INIT("."), STR_INIT(".."), STR_INIT("From me"), STR_INIT("From: me"), STR_INIT("\x1b[31mred"),
    STR_INIT("\x7f\x80\x9f"), STR_INIT(" \t "), STR_INIT(""), STR_INIT("éèàùçœ"), STR_INIT("日本語日本語日本語日本語日本語日本語日本語日本語"),
    STR_INIT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
    STR_INIT("ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"),
    STR_INIT("\U0001f469\u200d\U0001f469\u200d\U0001f467 et \U0001f468\u200d\U0001f9bd"), STR_INIT("%s%n%d"), STR_INIT("\r"),
    STR_INIT("a\r\n\tfolded"), STR_INIT("a\r\n folded"), STR_INIT("Content-Type: text/html\r\n\r\n<b>"),
};

static const char *const no_address[] = {
    "", "a", "a@", "@b.fr", "a@b", "a b@c.fr", "a@b.fr\r\nBcc: x@y.fr", "a@b.fr\nX: y", "a@b.fr\r",
    "a@b.fr>", "<a@b.fr>", "a@b.fr,c@d.fr", "a@b.fr c@d.fr", "a@b.fr;c@d.fr", "\"a b\"@c.fr", "a@[127.0.0.1]",
    "a@b..fr", ".a@b.fr", "a.@b.fr", "a..b@c.fr", "a@-b.fr", "a@b-.fr", "a@b.fr.", "a@@b.fr", "a@b@c.fr",
    "a\tb@c.fr", "é@b.fr", "a@é.fr", "a@b.fr (comment)", "a@b.fr ", " a@b.fr", "a%0d%0a@b.fr\v", "a@b_c.fr",
    "a@b.fr> SIZE=1", "a@b.fr>\r\nRCPT TO:<x@y.fr", "a:b@c.fr", "a\\@b.fr", "a@b.fr\x7f", "a@b\xc2\x85.fr", "a(b)@c.fr",
};
/* clang-format on */

static Str bytes_of(Arena *mem, const MailLetter *l)
{
    Str bytes = { 0 };

    assert_int_equal(mail_letter(mem, l, &bytes), FAULT_NONE);
    const char *broken = letter_law(bytes);
    if (broken) {
        fail_msg("%s:\n%.*s", broken, STR_ARG(bytes));
    }
    return bytes;
}

static void nothing_that_fills_a_field_begins_another(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(hostile); i++) {
        for (int field = 0; field < 7; field++) {
            SCOPED(arena_done) Arena mem = { 0 };
            MailLetter l = a_letter();
            Str *const fields[] = { &l.to_name, &l.from_name, &l.subject, &l.lang,
                                    &l.text,    &l.html,      &l.calendar };
            *fields[field] = hostile[i];
            (void)bytes_of(&mem, &l);
        }
    }
}

static void letters_beyond_ours_are_told_apart(void **state)
{
    (void)state;
    assert_true(mail_address_beyond(STR("\xc3\xa9@exemple.fr")));
    assert_true(mail_address_beyond(STR("amina@caf\xc3\xa9.fr")));
    assert_false(mail_address_beyond(STR("amina@example")));
    assert_false(mail_address_beyond((Str){ 0 }));
}

static void an_address_that_is_none_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(no_address); i++) {
        for (int field = 0; field < 3; field++) {
            SCOPED(arena_done) Arena mem = { 0 };
            MailLetter l = a_letter();
            Str bytes, *const fields[] = { &l.to, &l.from, &l.reply_to };
            *fields[field] = str_from(no_address[i]);
            if (field == 2 && i == 0) {
                continue; /* nobody else to answer to */
            }
            if (mail_letter(&mem, &l, &bytes) != FAULT_INPUT) {
                fail_msg("%s is an address", no_address[i]);
            }
        }
    }
}

static void links_and_ids_hold_no_space_nor_angle(void **state)
{
    static const char *const bad[] = { "https://a.fr/> <b", "https://a.fr/\r\nBcc: x@y.fr",
                                       "javascript:x", "a b", "https://é.fr" };
    SCOPED(arena_done) Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        MailLetter l = a_letter(), m = a_letter();
        Str bytes;
        l.unsubscribe_url = str_from(bad[i]);
        assert_int_equal(mail_letter(&mem, &l, &bytes), FAULT_INPUT);
        m.message_id = STR_JOIN(&mem, str_from(bad[i]), STR(" "));
        assert_int_equal(mail_letter(&mem, &m, &bytes), FAULT_INPUT);
    }
}

static void a_letter_says_where_to_stop_and_that_a_machine_wrote_it(void **state)
{
    SCOPED(arena_done) Arena mem = { 0 };
    MailLetter l = a_letter();

    (void)state;
    l.unsubscribe_url = STR("https://cafes.example/stop/1");
    Str bytes = bytes_of(&mem, &l);
    assert_true(
        str_has(bytes, STR("\r\nList-Unsubscribe: <https://cafes.example/stop/1>\r\n")));
    assert_true(str_has(bytes, STR("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")));
    assert_true(str_has(bytes, STR("\r\nAuto-Submitted: auto-generated\r\n")));
    assert_true(str_has(bytes, STR("Date: Fri, 21 Jun 2024 10:00:00 +0000\r\n")));
    assert_true(
        str_has(bytes, STR("From: =?UTF-8?B?Q2Fmw6kgSUE=?=\r\n <bonjour@cafes.example>")));
}

static void an_invitation_is_an_alternative_and_a_file(void **state)
{
    SCOPED(arena_done) Arena mem = { 0 };
    MailLetter l = a_letter();

    (void)state;
    l.calendar = STR("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
    l.method = ICS_CANCEL;
    Str bytes = bytes_of(&mem, &l);
    assert_true(str_has(bytes, STR("text/calendar; charset=utf-8; method=CANCEL\r\n")));
    assert_true(str_has(bytes, STR("attachment; filename=\"cafe.ics\"")));
}

typedef struct Quoted {
    const char *text, *want;
} Quoted;

static void quoted_printable_is_as_the_rfc_says(void **state)
{
    static const Quoted cases[] = {
        { "", "" },
        { "a", "a\r\n" },
        { "a\nb\r\nc\rd", "a\r\nb\r\nc\r\nd\r\n" },
        { "\n\n", "\r\n\r\n" },
        { "-- \nx", "--=20\r\nx\r\n" },
        { "é=", "=C3=A9=3D\r\n" },
        { ".\n.a", "=2E\r\n=2Ea\r\n" },
        { "From me", "=46rom me\r\n" },
        { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=\r\n"
          "aaaaaaa\r\n" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        SCOPED(arena_done) Arena mem = { 0 };
        Buf out = buf_new(&mem, 1000);
        mail_quoted(&out, str_from(cases[i].text));
        assert_string_equal(str_c(&mem, buf_str(&out)), cases[i].want);
    }
}

static void words_are_encoded_only_when_they_must(void **state)
{
    static const Quoted cases[] = {
        { "Amina", "Amina" },
        { "  Amina \t Ben  ", "Amina Ben" },
        { "A\r\nB", "A B" },
        { "Zoé", "=?UTF-8?B?Wm/DqQ==?=" },
        { "a, b", "=?UTF-8?B?YSwgYg==?=" },
        { "ééééééééééééééééééééé",
          "=?UTF-8?B?w6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6k=?=\r\n"
          " =?UTF-8?B?w6nDqQ==?=" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        SCOPED(arena_done) Arena mem = { 0 };
        Buf out = buf_new(&mem, 1000);
        mail_words(&out, mail_one_line(&mem, str_from(cases[i].text), MAIL_NAME_MAX));
        assert_string_equal(str_c(&mem, buf_str(&out)), cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_that_fills_a_field_begins_another),
        cmocka_unit_test(an_address_that_is_none_is_refused),
        cmocka_unit_test(letters_beyond_ours_are_told_apart),
        cmocka_unit_test(links_and_ids_hold_no_space_nor_angle),
        cmocka_unit_test(a_letter_says_where_to_stop_and_that_a_machine_wrote_it),
        cmocka_unit_test(an_invitation_is_an_alternative_and_a_file),
        cmocka_unit_test(quoted_printable_is_as_the_rfc_says),
        cmocka_unit_test(words_are_encoded_only_when_they_must),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
