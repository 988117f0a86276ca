/* import_json_fuzz.c - an agenda: any bytes become entries or reasons, within bounds */
#include "rooms/event/event_entry.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    Arena mem = { 0 };
    Entries all = entries_of_openagenda(&mem, (Str){ (const char *)at, len });

    assert(all.len > 0 && all.len <= ENTRIES_MAX); /* a silent file is refused */
    for (size_t i = 0; i < all.len; i++) {
        const Entry *e = &all.at[i];
        size_t chars;
        bool text = str_is_text(e->event.title, &chars);
        assert(text && chars <= EVENT_TITLE_MAX);
        assert(e->refused || chars > 0);
        assert(e->line > 0 && e->parties.len <= (size_t)EVENT_PARTIES_MAX * EVENT_ROLES);
        assert(e->event.signup_url.len == 0 || entry_is_url(e->event.signup_url));
    }
    arena_done(&mem);
    return 0;
}
