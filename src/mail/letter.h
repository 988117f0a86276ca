/* letter.h - a letter becomes the bytes that a relay is given
 *
 * RFC 5322 headers, RFC 2045-2049 MIME: text and HTML as alternatives, and a
 * calendar both as the third one, for readers that answer invitations (RFC
 * 6047), and as an attached file, for the others.  All is ASCII: bodies are
 * quoted-printable or base64, names and subject encoded words (RFC 2047).
 * Lines end with CR LF and are no longer than 998 octets, 78 where a name or
 * text is concerned.
 *
 * Nothing that fills a field can begin another one: control characters in a
 * name or subject become spaces, an address that holds any is refused. */
#ifndef MAIL_LETTER_H
#define MAIL_LETTER_H

#include "base/fault.h"
#include "text/ics.h"

enum { MAIL_BYTES_MAX = 1 << 20, MAIL_NAME_MAX = 80, MAIL_SUBJECT_MAX = 200 }; /* characters */

typedef struct MailLetter {
    Str from, from_name; /* addresses that mail_address_read accepts; a name or "" */
    Str to, to_name;
    Str reply_to;   /* "" */
    Str message_id; /* without < and > */
    int64_t date;   /* an instant */
    Str lang;       /* "fr" */
    Str subject;
    Str text, html; /* UTF-8; html "" */
    Str calendar;   /* text/calendar, or "" */
    IcsMethod method;
    Str unsubscribe_url; /* https, POSTed to by the reader's one click (RFC 8058); "" */
} MailLetter;

/* FAULT_INPUT: an address, the message_id or unsubscribe_url is none;
 * FAULT_LIMIT: larger than MAIL_BYTES_MAX. */
MUST_USE Fault mail_letter(Arena *mem, const MailLetter *letter, Str *ret);

#endif
