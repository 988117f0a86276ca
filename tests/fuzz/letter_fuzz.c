/* letter_fuzz.c - fields of a letter, one after the other with NUL between
 * them: any bytes become a letter that keeps its law, or none */
#include "mail/address.h"
#include "mail/letter.h"
#include "tests/letter_law.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    Arena mem = { 0 };
    Str rest = { (const char *)at, len }, bytes, address;
    MailLetter l = { .from = STR("bonjour@cafes.example"), .message_id = STR("a@b.fr") };
    Str *const fields[] = {
        &l.to,   &l.to_name, &l.from_name, &l.subject,         &l.text,
        &l.html, &l.lang,    &l.calendar,  &l.unsubscribe_url, &l.reply_to
    };

    for (size_t i = 0; i < COUNT(fields); i++) {
        str_cut(rest, '\0', fields[i], &rest);
    }
    bool no_address = mail_address_read(&mem, l.to, &address) != FAULT_NONE;
    Fault f = mail_letter(&mem, &l, &bytes);
    assert(!no_address || f == FAULT_INPUT);
    assert(f || !letter_law(bytes));
    arena_done(&mem);
    return 0;
}
