/* moment_fuzz.c - what reads as a date is one, and is said without harm */
#include "text/moment.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static void read_all(Arena *mem, Str s)
{
    Day day;
    int minutes;
    int64_t instant;

    if (day_read(s, &day)) {
        Day same = { 0 };
        bool read = day_read(day_iso(mem, day), &same);
        assert(read && day_is_real(day) && day_number(same) == day_number(day));
    }
    if (hour_read(s, &minutes)) {
        assert(minutes >= 0 && minutes < 24 * 60);
    }
    if (instant_read(s, &instant)) {
        int64_t same = 0;
        bool read = instant_read(moment_iso(mem, ZONE_UTC, instant), &same);
        Civil c = civil_at(ZONE_UTC, instant);
        /* at the two borders of the calendar, an offset may lead out of it */
        bool inside = c.date.year > 1 && c.date.year < 9999;
        assert(read && (same == instant || !inside));
    }
}

/* The first 18 bytes: two instants, a zone, a language. */
static void say_all(Arena *mem, const uint8_t *at)
{
    Moment m = { .zone = at[16] % ZONE_COUNT, .hour_known = at[17] & 1 };
    Lang lang = (at[17] >> 1) % LANG_COUNT;

    memcpy(&m.starts, at, sizeof m.starts);
    memcpy(&m.ends, at + 8, sizeof m.ends);
    m.starts %= INT64_C(1) << 38;
    m.ends %= INT64_C(1) << 38;
    assert(moment_say(mem, lang, m, 0).len > 0);
    Civil c = civil_at(m.zone, m.starts);
    assert(day_is_real(c.date));
    int64_t back = civil_instant(m.zone, c);
    /* the hour that comes twice is taken for its first */
    assert(back == m.starts || back == m.starts - 3600 || c.date.year == 1 ||
           c.date.year == 9999);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    Arena mem = { 0 };

    read_all(&mem, (Str){ (const char *)at, len });
    if (len >= 18) {
        say_all(&mem, at);
    }
    arena_done(&mem);
    return 0;
}
