/* json.h - JSON being written; read what comes from outside with jansson
 *
 * Commas are the writer's matter; opening and closing in order is the
 * caller's.  < > & are written as \u00XX, so that the result may stand in a
 * script element; what is no UTF-8 becomes U+FFFD. */
#ifndef TEXT_JSON_H
#define TEXT_JSON_H

#include "text/html.h"

typedef struct JsonWriter {
    Buf *out;
    bool comma; /* before what comes next */
} JsonWriter;

void json_put_object(JsonWriter *w); /* { */
void json_put_object_end(JsonWriter *w);
void json_put_array(JsonWriter *w); /* [ */
void json_put_array_end(JsonWriter *w);
void json_put_key(JsonWriter *w, Str key);

void json_put_str(JsonWriter *w, Str s);
void json_put_int(JsonWriter *w, int64_t v);
/* With this many decimals, at most 9; null when it is no number. */
void json_put_real(JsonWriter *w, double v, int decimals);
void json_put_bool(JsonWriter *w, bool v);
void json_put_null(JsonWriter *w);

/* A key and its value. */
void json_add_str(JsonWriter *w, Str key, Str s);
void json_add_int(JsonWriter *w, Str key, int64_t v);
void json_add_real(JsonWriter *w, Str key, double v, int decimals);
void json_add_bool(JsonWriter *w, Str key, bool v);

#endif
