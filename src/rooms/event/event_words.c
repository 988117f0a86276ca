/* event_words.c - the words of addresses (French) and of data (English); see
 * docs/WORDS.md.  Both are part of the contract with partners. */
#include "rooms/event/event_words.h"

#include "rooms/event/event_kinds.h"

typedef struct Word {
    Str address, code;
} Word;

/* clang-format off */
static const Word kinds[EVENT_KINDS] = {
    [EVENT_CAFE]         = { STR_INIT("cafe"),          STR_INIT("cafe") },
    [EVENT_OPEN]         = { STR_INIT("ouvert"),        STR_INIT("open_session") },
    [EVENT_FACILITATION] = { STR_INIT("animation"),     STR_INIT("facilitation_session") },
    [EVENT_WEBINAR]      = { STR_INIT("webinaire"),     STR_INIT("webinar") },
    [EVENT_TRAINING]     = { STR_INIT("formation"),     STR_INIT("training") },
    [EVENT_GATHERING]    = { STR_INIT("rassemblement"), STR_INIT("gathering") },
};
static const Word modes[EVENT_MODES] = {
    [EVENT_ON_SITE] = { STR_INIT("presentiel"), STR_INIT("on_site") },
    [EVENT_ONLINE]  = { STR_INIT("distance"),   STR_INIT("online") },
    [EVENT_HYBRID]  = { STR_INIT("hybride"),    STR_INIT("hybrid") },
};
static const Word audiences[EVENT_AUDIENCES] = {
    [EVENT_PUBLIC]   = { STR_INIT("public"),   STR_INIT("public") },
    [EVENT_INTERNAL] = { STR_INIT("interne"),  STR_INIT("internal") },
    [EVENT_SCHOOL]   = { STR_INIT("scolaire"), STR_INIT("school") },
};
static const Word states[EVENT_STATES] = {
    [EVENT_DRAFT]        = { STR_INIT("brouillon"), STR_INIT("draft") },
    [EVENT_PROPOSED]     = { STR_INIT("propose"),   STR_INIT("proposed") },
    [EVENT_PUBLISHED]    = { STR_INIT("publie"),    STR_INIT("published") },
    [EVENT_CANCELLED]    = { STR_INIT("annule"),    STR_INIT("cancelled") },
    [EVENT_POSTPONED]    = { STR_INIT("reporte"),   STR_INIT("postponed") },
    [EVENT_MOVED_ONLINE] = { STR_INIT("en-ligne"),  STR_INIT("moved_online") },
    [EVENT_HELD]         = { STR_INIT("tenu"),      STR_INIT("held") },
    [EVENT_REFUSED]      = { STR_INIT("refuse"),    STR_INIT("refused") },
};
/* clang-format on */

static const Word *word(const Word *list, size_t n, int64_t which)
{
    return which >= 0 && (size_t)which < n ? &list[which] : &list[0];
}

static bool find(const Word *list, size_t n, Str s, int64_t *ret)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq_nocase(s, list[i].address) || str_eq_nocase(s, list[i].code)) {
            *ret = (int64_t)i;
            return true;
        }
    }
    return false;
}

Str event_kind_address(int64_t kind)
{
    return word(kinds, COUNT(kinds), kind)->address;
}

Str event_kind_code(int64_t kind)
{
    return word(kinds, COUNT(kinds), kind)->code;
}

Str event_mode_address(int64_t mode)
{
    return word(modes, COUNT(modes), mode)->address;
}

Str event_mode_code(int64_t mode)
{
    return word(modes, COUNT(modes), mode)->code;
}

Str event_state_code(int64_t state)
{
    return word(states, COUNT(states), state)->code;
}

Str event_audience_address(int64_t audience)
{
    return word(audiences, COUNT(audiences), audience)->address;
}

Str event_audience_code(int64_t audience)
{
    return word(audiences, COUNT(audiences), audience)->code;
}

bool event_kind_read(Str s, int64_t *ret)
{
    return find(kinds, COUNT(kinds), s, ret);
}

bool event_mode_read(Str s, int64_t *ret)
{
    return find(modes, COUNT(modes), s, ret);
}

bool event_audience_read(Str s, int64_t *ret)
{
    return find(audiences, COUNT(audiences), s, ret);
}

bool event_state_read(Str s, int64_t *ret)
{
    return find(states, COUNT(states), s, ret);
}
