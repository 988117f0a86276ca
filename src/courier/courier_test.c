/* The wire, and what an exchange with a relay comes to. */
#include "courier/smtp.h"
#include "courier/wire.h"

#include "tests/unit.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const CourierMessage letter = {
    .kind = COURIER_SEND,
    .ticket = 0x01020304,
    .texts = { STR_INIT("a@b.example"), { 0 }, STR_INIT("x\r\n\0y") },
    .text_count = 3
};

static const CourierMessage question = {
    .kind = COURIER_FETCH,
    .ticket = UINT32_MAX,
    .numbers = { 1, -1, INT64_MAX },
    .texts = { STR_INIT("https://a.example"), STR_INIT("x=1"), STR_INIT("X"), STR_INIT("y") },
    .text_count = 4
};

static void assert_same(const CourierMessage *a, const CourierMessage *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->ticket, b->ticket);
    assert_memory_equal(a->numbers, b->numbers, sizeof a->numbers);
    assert_int_equal(a->text_count, b->text_count);
    for (size_t i = 0; i < a->text_count; i++) {
        assert_true(str_eq(a->texts[i], b->texts[i]));
    }
}

static void what_is_written_is_read(void **state)
{
    const CourierMessage *const all[] = { &letter, &question };
    Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(all); i++) {
        Str frame;
        CourierMessage got;
        assert_int_equal(courier_write(&mem, all[i], &frame), FAULT_NONE);
        assert_int_equal(courier_read(frame, &got), FAULT_NONE);
        assert_same(all[i], &got);
    }
    arena_done(&mem);
}

static void it_travels_whole(void **state)
{
    int ends[2];
    Arena mem = { 0 };
    CourierMessage got;

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    assert_int_equal(courier_send(ends[0], &letter), FAULT_NONE);
    assert_int_equal(courier_send(ends[0], &question), FAULT_NONE);
    assert_int_equal(courier_receive(ends[1], &mem, &got), FAULT_NONE);
    assert_same(&letter, &got);
    assert_int_equal(courier_receive(ends[1], &mem, &got), FAULT_NONE);
    assert_same(&question, &got);
    (void)close(ends[0]);
    assert_int_equal(courier_receive(ends[1], &mem, &got), FAULT_IO);
    (void)close(ends[1]);
    arena_done(&mem);
}

/* A frame whose byte at that place is another. */
static Fault read_with(Arena *mem, Str frame, size_t at, int value)
{
    char *copy = str_c(mem, frame);
    CourierMessage got;

    copy[at] = (char)value;
    return courier_read((Str){ copy, frame.len }, &got);
}

static void what_is_no_frame_is_refused(void **state)
{
    Arena mem = { 0 };
    Str frame;
    CourierMessage got;
    size_t len;

    (void)state;
    assert_int_equal(courier_write(&mem, &letter, &frame), FAULT_NONE);
    for (size_t cut = 0; cut < frame.len; cut++) {
        assert_int_equal(courier_read(str_slice(frame, 0, cut), &got), FAULT_INPUT);
    }
    assert_int_equal(read_with(&mem, frame, 0, COURIER_VERSION + 1), FAULT_INPUT);
    assert_int_equal(read_with(&mem, frame, 1, COURIER_KINDS), FAULT_INPUT);
    assert_int_equal(read_with(&mem, frame, 2, 1), FAULT_INPUT);
    assert_int_equal(read_with(&mem, frame, 3, 4), FAULT_INPUT);
    assert_int_equal(read_with(&mem, frame, COURIER_HEAD, 0xff), FAULT_INPUT);
    assert_int_equal(read_with(&mem, frame, COURIER_HEAD, 0), FAULT_INPUT);
    char *head = str_c(&mem, frame);
    memset(head + 8, 0xff, 4);
    assert_int_equal(courier_frame((Str){ head, COURIER_HEAD }, &len), FAULT_INPUT);
    arena_done(&mem);
}

static void what_is_too_long_is_not_written(void **state)
{
    static const CourierMessage huge = { .kind = COURIER_SEND,
                                         .texts = { { "", SIZE_MAX }, { "", SIZE_MAX } },
                                         .text_count = 3 };
    Arena mem = { 0 };
    Str frame;

    (void)state;
    assert_int_equal(courier_write(&mem, &huge, &frame), FAULT_LIMIT);
    arena_done(&mem);
}

static void what_became_of_a_letter(void **state)
{
    /* clang-format off */
    static const struct { SmtpEnd end; CourierResult result; } cases[] = {
        { { CURLE_OK, 250, SMTP_AFTER, false }, COURIER_SENT },
        { { CURLE_COULDNT_CONNECT, 0, SMTP_BEGIN, false }, COURIER_NO_RELAY },
        { { CURLE_COULDNT_RESOLVE_HOST, 0, SMTP_BEGIN, false }, COURIER_NO_RELAY },
        { { CURLE_PEER_FAILED_VERIFICATION, 220, SMTP_BEGIN, false }, COURIER_NO_RELAY },
        { { CURLE_USE_SSL_FAILED, 250, SMTP_BEGIN, false }, COURIER_NO_RELAY },
        { { CURLE_LOGIN_DENIED, 535, SMTP_BEGIN, false }, COURIER_NO_RELAY },
        { { CURLE_SEND_ERROR, 550, SMTP_BEGIN, false }, COURIER_NO_RELAY }, /* our own address */
        { { CURLE_SEND_ERROR, 550, SMTP_TO, false }, COURIER_REFUSED },
        { { CURLE_SEND_ERROR, 554, SMTP_TO, false }, COURIER_REFUSED },
        { { CURLE_SEND_ERROR, 451, SMTP_TO, false }, COURIER_LATER },
        { { CURLE_SEND_ERROR, 421, SMTP_TO, false }, COURIER_LATER },
        { { CURLE_SEND_ERROR, 530, SMTP_TO, false }, COURIER_NO_RELAY }, /* who are you? */
        { { CURLE_SEND_ERROR, 554, SMTP_TO, true }, COURIER_DENIED },
        { { CURLE_SEND_ERROR, 451, SMTP_TO, true }, COURIER_LATER },
        { { CURLE_SEND_ERROR, 554, SMTP_BEGIN, true }, COURIER_NO_RELAY },
        { { CURLE_WEIRD_SERVER_REPLY, 550, SMTP_AFTER, true }, COURIER_DENIED },
        { { CURLE_RECV_ERROR, 250, SMTP_TO, false }, COURIER_LATER },
        { { CURLE_SEND_ERROR, 354, SMTP_BODY, false }, COURIER_LATER },
        { { CURLE_OPERATION_TIMEDOUT, 354, SMTP_AFTER, false }, COURIER_IN_DOUBT },
        { { CURLE_RECV_ERROR, 354, SMTP_AFTER, false }, COURIER_IN_DOUBT },
        { { CURLE_WEIRD_SERVER_REPLY, 451, SMTP_AFTER, false }, COURIER_LATER },
        { { CURLE_WEIRD_SERVER_REPLY, 554, SMTP_AFTER, false }, COURIER_REFUSED },
        { { CURLE_OK, 0, SMTP_BEGIN, false }, COURIER_SENT },
    };
    /* clang-format on */

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        print_message("case %zu\n", i);
        assert_int_equal(smtp_judge(&cases[i].end), cases[i].result);
    }
}

static void a_relay_that_refuses_us_says_nothing_of_the_addressee(void **state)
{
    static const struct {
        const char *line;
        bool us;
    } cases[] = {
        { "554 5.7.1 <a@b.example>: Relay access denied\r\n", true },
        { "550-5.7.26 Unauthenticated email is not accepted\r\n", true },
        { "550 5.7.60 Client does not have permissions to send as this sender\r\n", true },
        { "554 Relay access denied\r\n", true },
        { "550 Sorry, RELAYING is not allowed\r\n", true },
        { "550 relay\r\n", true },
        { "550 5.1.1 <relay@b.example>: no such user here, relay or not\r\n", false },
        { "550 no mailbox relay@b.example\r\n", false },
        { "550 no such user\r\n", false },
        { "552 5.2.2 mailbox full\r\n", false },
        { "552 we relay nothing so large\r\n", false },
        { "451 4.7.1 greylisted\r\n", false },
        { "250 5.7.1 relay\r\n", false },
        { "", false },
        { "5", false },
        { "554", false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        print_message("%s\n", cases[i].line);
        assert_int_equal(smtp_denies_us(str_from(cases[i].line)), cases[i].us);
    }
}

static void every_line_ends_alike(void **state)
{
    static const Str cases[][2] = {
        { STR_INIT(""), STR_INIT("") },
        { STR_INIT("a\r\nb"), STR_INIT("a\r\nb") },
        { STR_INIT("a\nb\rc"), STR_INIT("a\r\nb\r\nc") },
        { STR_INIT("\n.\n"), STR_INIT("\r\n.\r\n") },
        { STR_INIT("a\r\r\nb"), STR_INIT("a\r\n\r\nb") },
        { STR_INIT("a\r"), STR_INIT("a\r\n") },
    };
    Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(str_eq(smtp_lines(&mem, cases[i][0]), cases[i][1]));
    }
    arena_done(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(it_travels_whole),
        cmocka_unit_test(what_is_no_frame_is_refused),
        cmocka_unit_test(what_is_too_long_is_not_written),
        cmocka_unit_test(what_became_of_a_letter),
        cmocka_unit_test(a_relay_that_refuses_us_says_nothing_of_the_addressee),
        cmocka_unit_test(every_line_ends_alike),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
