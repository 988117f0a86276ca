/* compress.h - gzip and brotli forms of a body
 *
 * A body that is made for one answer is compressed fast; a body that is kept
 * is compressed well, once.  False: it would not become smaller, or there is
 * no memory; then it goes as it is. */
#ifndef HTTP_COMPRESS_H
#define HTTP_COMPRESS_H

#include "http/http.h"

enum { COMPRESS_MIN = 1024 }; /* shorter bodies fit one packet anyway */

/* Text of more than COMPRESS_MIN bytes?  type: a Content-Type. */
bool compress_worth(Str type, size_t len);
/* to has room for s.len bytes. */
bool compress_once(Encoding how, Str s, char *to, size_t *ret_len);
bool compress_kept(Encoding how, Str s, char *to, size_t *ret_len);
/* "gzip", "br"; NULL for IDENTITY. */
const char *compress_name(Encoding how);

#endif
