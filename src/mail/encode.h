/* encode.h - how text travels where only ASCII may */
#ifndef MAIL_ENCODE_H
#define MAIL_ENCODE_H

#include "base/buf.h"

/* One line of text: control characters, and those that turn the direction of
 * writing, become spaces; spaces are single; what is no UTF-8 is U+FFFD; at
 * most max characters. */
Str mail_one_line(Arena *mem, Str s, size_t max);
/* Words of a header, folded: as they are when they are letters, digits and
 * spaces, else encoded words (RFC 2047).  Wants what mail_one_line gave. */
void mail_words(Buf *out, Str line);
/* RFC 2045, 6.7: lines end with CR LF whatever they ended with. */
void mail_quoted(Buf *out, Str text);
/* RFC 2045, 6.8, in lines of 76. */
void mail_base64(Buf *out, Str bytes);

#endif
