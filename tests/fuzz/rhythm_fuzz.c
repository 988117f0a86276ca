/* rhythm_fuzz.c - any rule gives at most 500 ascending dates in its bounds */
#include "rooms/event/event_rhythm.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    const int64_t start = INT64_C(1720092600); /* 2024-07-04 13:30 in Paris */
    Arena mem = { 0 };
    Series s = { .rule = { (const char *)at, len }, .starts_at = start };
    SeriesDates dates = { 0 };

    if (event_series_dates(&mem, &s, start, &dates) == FAULT_NONE) {
        int64_t until = event_rhythm_months(ZONE_PARIS, start, SERIES_MONTHS_MAX);
        assert(dates.len <= SERIES_DATES_MAX && dates.known_until <= until);
        for (size_t i = 0; i < dates.len; i++) {
            assert(dates.at[i] >= start && dates.at[i] < until);
            assert(i == 0 || dates.at[i] > dates.at[i - 1]);
        }
    }
    event_rhythm_say(&mem, LANG_FR, s.rule, ZONE_PARIS, start);
    arena_done(&mem);
    return 0;
}
