#include "rooms/event/event_entry.h"

#include "text/visible.h"

#include <string.h>

enum { URL_MAX = 2000 };

Entry *entry_new(Entries *all, int64_t line)
{
    if (all->len == ENTRIES_MAX) {
        entry_refuse(&all->at[all->len - 1], SAY_import_too_many, (Str){ 0 }, (Str){ 0 });
        return NULL;
    }
    if (all->len == all->size) {
        size_t size = all->size ? all->size * 2 : 16;
        Entry *at = NEW_ARRAY(all->mem, Entry, size);
        if (all->len > 0) {
            memcpy(at, all->at, all->len * sizeof *at);
        }
        all->at = at;
        all->size = size;
    }
    Entry *e = &all->at[all->len++];
    *e = (Entry){ .line = line,
                  .when = { .from = -1, .to = -1 },
                  .event = { .state = EVENT_PUBLISHED } };
    return e;
}

void entry_refuse(Entry *e, Say why, Str about, Str more)
{
    if (!e->refused) {
        e->refused = true;
        e->why = why;
        e->about[0] = about;
        e->about[1] = more;
    }
}

static bool has_control(Str s, bool lines)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if ((c < ' ' && !(lines && (c == '\n' || c == '\t'))) || c == 0x7f) {
            return true;
        }
    }
    return false;
}

static Str unix_lines(Arena *mem, Str s)
{
    Buf out = buf_new(mem, s.len);

    for (size_t i = 0; i < s.len; i++) {
        bool pair = s.at[i] == '\r' && i + 1 < s.len && s.at[i + 1] == '\n';
        if (!pair) {
            buf_char(&out, s.at[i] == '\r' ? '\n' : s.at[i]);
        }
    }
    return buf_str(&out);
}

static void check(Entries *all, Entry *e, Str name, Str value, size_t max, bool lines, Str *ret)
{
    Str s = str_trim(visible(all->mem, value));
    size_t chars;

    if (!str_is_text(s, &chars) || has_control(s, lines)) {
        entry_refuse(e, SAY_import_no_text, name, (Str){ 0 });
    } else if (chars > max) {
        entry_refuse(e, SAY_import_too_long, name, str_format(all->mem, "%zu", max));
    } else {
        *ret = s;
    }
}

void entry_text(Entries *all, Entry *e, Str name, Str value, size_t max, Str *ret)
{
    check(all, e, name, value, max, false, ret);
}

void entry_lines(Entries *all, Entry *e, Str name, Str value, size_t max, Str *ret)
{
    check(all, e, name, unix_lines(all->mem, value), max, true, ret);
}

bool entry_is_url(Str s)
{
    bool web = str_eq_nocase(str_slice(s, 0, 8), STR("https://")) ||
               str_eq_nocase(str_slice(s, 0, 7), STR("http://"));

    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.at[i] <= ' ' || strchr("<>\"\\`{|}", s.at[i])) {
            return false;
        }
    }
    return web && s.len > 10;
}

void entry_url(Entries *all, Entry *e, Str name, Str value, Str *ret)
{
    Str s = str_trim(visible(all->mem, value));

    if (s.len > 0 && !entry_is_url(s)) {
        entry_refuse(e, SAY_import_url, name, (Str){ 0 });
        return;
    }
    check(all, e, name, s, URL_MAX, false, ret);
}

static size_t count_of(Parties parties, EventRole role)
{
    size_t n = 0;

    for (size_t i = 0; i < parties.len; i++) {
        n += parties.at[i].role == (int64_t)role;
    }
    return n;
}

void entry_party(Entries *all, Entry *e, EventRole role, Str name)
{
    Str s = { 0 };

    entry_text(all, e, STR("organizers"), name, EVENT_LINE_MAX, &s);
    if (s.len == 0) {
        return;
    }
    if (count_of(e->parties, role) == EVENT_PARTIES_MAX) {
        entry_refuse(e, SAY_import_parties, str_format(all->mem, "%d", EVENT_PARTIES_MAX),
                     (Str){ 0 });
        return;
    }
    if (!e->parties.at) {
        e->parties.at = NEW_ARRAY(all->mem, Party, (size_t)EVENT_PARTIES_MAX * EVENT_ROLES);
    }
    e->parties.at[e->parties.len++] = (Party){ .role = role, .name = s };
}

void entry_parties(Entries *all, Entry *e, EventRole role, Str names)
{
    size_t from = 0;

    for (size_t i = 0; i <= names.len; i++) {
        if (i == names.len || names.at[i] == '|' || names.at[i] == ';') {
            entry_party(all, e, role, str_slice(names, from, i - from));
            from = i + 1;
        }
    }
}

void entry_point(Entry *e, double lat, double lon)
{
    if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180)) {
        entry_refuse(e, SAY_import_point, (Str){ 0 }, (Str){ 0 });
        return;
    }
    if (lat != 0 || lon != 0) {
        e->event.lat = lat;
        e->event.lon = lon;
        e->event.point = EVENT_POINT_EXACT;
    }
}
