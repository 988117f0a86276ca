/* letter_law.h - what holds for every letter, whatever filled it */
#ifndef TESTS_LETTER_LAW_H
#define TESTS_LETTER_LAW_H

#include "base/str.h"

/* The name of a field of ours, or NULL; once each. */
static inline const char *letter_field(Str line)
{
    static const char *const names[] = {
        "Date",
        "From",
        "To",
        "Reply-To",
        "Subject",
        "Message-ID",
        "MIME-Version",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "Content-Language",
        "Content-Type",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
    };
    Str name, rest;

    for (size_t i = 0; str_cut(line, ':', &name, &rest) && i < COUNT(names); i++) {
        if (str_eq(name, str_from(names[i]))) {
            return names[i];
        }
    }
    return NULL;
}

/* Walks the headers; what is broken, or NULL. */
static inline const char *letter_headers(Str head)
{
    const char *seen[32] = { 0 };
    size_t len = 0;
    Str line, rest = head;

    while (rest.len > 0) {
        str_cut(rest, '\n', &line, &rest);
        const char *name = letter_field(line);
        if (line.len > 0 && line.at[0] == ' ') {
            continue;
        }
        if (!name) {
            return "a header that isn't ours";
        }
        for (size_t i = 0; i < len; i++) {
            if (seen[i] == name) {
                return "a header twice";
            }
        }
        seen[len++] = name;
    }
    return NULL;
}

/* What is broken in a whole letter, or NULL. */
static inline const char *letter_law(Str bytes)
{
    size_t head = 0, from = 0;

    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.at[i];
        if (c >= 0x7f || (c < ' ' && c != '\r' && c != '\n')) {
            return "a byte that isn't printable ASCII";
        }
        if ((c == '\n') != (i > 0 && bytes.at[i - 1] == '\r')) {
            return "a CR or an LF by itself";
        }
        if (c == '\n') {
            if (i + 1 - from > 1000) {
                return "a line too long";
            }
            head = head == 0 && i - from == 1 ? i + 1 : head;
            from = i + 1;
        }
    }
    return head < 2 ? "no end of headers" : letter_headers(str_slice(bytes, 0, head - 2));
}

#endif
