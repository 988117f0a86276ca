/* event_face_schema.c - the columns of /cafes.csv as a Table Schema
 * (specs.frictionlessdata.io/table-schema), in French and in English */
#include "rooms/event/event_face.h"

typedef struct Type {
    Str type, format; /* format empty: the usual one */
} Type;

static Type type_of(ColumnKind kind)
{
    switch (kind) {
    case COLUMN_TEXT: break;
    case COLUMN_INTEGER: return (Type){ STR("integer"), { 0 } };
    case COLUMN_NUMBER: return (Type){ STR("number"), { 0 } };
    case COLUMN_FLAG: return (Type){ STR("boolean"), { 0 } };
    case COLUMN_DATE: return (Type){ STR("date"), { 0 } };
    /* The usual format knows no offset. */
    case COLUMN_INSTANT: return (Type){ STR("datetime"), STR("any") };
    case COLUMN_ADDRESS: return (Type){ STR("string"), STR("uri") };
    }
    return (Type){ STR("string"), { 0 } };
}

static void add_words(JsonWriter *j, const Column *column)
{
    json_put_key(j, STR("enum"));
    json_put_array(j);
    for (int64_t i = 0; i < column->words; i++) {
        json_put_str(j, column->word(i));
    }
    json_put_array_end(j);
}

static void add_constraints(JsonWriter *j, const Column *column)
{
    json_put_key(j, STR("constraints"));
    json_put_object(j);
    json_add_bool(j, STR("required"), column->required);
    if (column == &face_columns[0]) {
        json_add_bool(j, STR("unique"), true);
    }
    if (column->pattern) {
        json_add_str(j, STR("pattern"), str_from(column->pattern));
    }
    if (column->word) {
        add_words(j, column);
    }
    if (column->kind == COLUMN_INTEGER) {
        json_add_int(j, STR("minimum"), 0);
    }
    json_put_object_end(j);
}

static void put_field(JsonWriter *j, const Column *column)
{
    Type type = type_of(column->kind);

    json_put_object(j);
    json_add_str(j, STR("name"), column->name);
    json_add_str(j, STR("type"), type.type);
    face_add(j, STR("format"), type.format);
    json_add_str(j, STR("description"), say(LANG_FR, column->say));
    json_add_str(j, STR("description_en"), say(LANG_EN, column->say));
    add_constraints(j, column);
    json_put_object_end(j);
}

static void add_licence(JsonWriter *j)
{
    json_put_key(j, STR("licenses"));
    json_put_array(j);
    json_put_object(j);
    json_add_str(j, STR("name"), STR("etalab-2.0"));
    json_add_str(j, STR("title"), say(LANG_FR, SAY_face_licence));
    json_add_str(j, STR("path"), STR("https://spdx.org/licenses/etalab-2.0.html"));
    json_put_object_end(j);
    json_put_array_end(j);
}

static void add_about(Work *w, JsonWriter *j)
{
    json_add_str(j, STR("$schema"),
                 STR("https://frictionlessdata.io/schemas/table-schema.json"));
    json_add_str(j, STR("name"), STR("cafes"));
    json_add_str(j, STR("title"), say(LANG_FR, SAY_face_table));
    json_add_str(j, STR("title_en"), say(LANG_EN, SAY_face_table));
    json_add_str(j, STR("description"), say(LANG_FR, SAY_face_table_what));
    json_add_str(j, STR("description_en"), say(LANG_EN, SAY_face_table_what));
    json_add_str(j, STR("homepage"), web_absolute(w, STR("/donnees")));
    json_add_str(j, STR("path"), web_absolute(w, STR("/donnees/cafes.schema.json")));
    add_licence(j);
}

Fault event_face_schema(Work *w, const Request *rq, Reply *rp)
{
    JsonWriter j = { .out = &rp->body };

    (void)rq;
    json_put_object(&j);
    add_about(w, &j);
    json_put_key(&j, STR("fields"));
    json_put_array(&j);
    for (size_t i = 0; i < face_column_count; i++) {
        put_field(&j, &face_columns[i]);
    }
    json_put_array_end(&j);
    json_add_str(&j, STR("primaryKey"), STR("id"));
    json_put_key(&j, STR("missingValues"));
    json_put_array(&j);
    json_put_str(&j, (Str){ 0 });
    json_put_array_end(&j);
    json_put_object_end(&j);
    face_is(w, rp, "application/json; charset=utf-8", (Str){ 0 });
    return FAULT_NONE;
}
