#include "rooms/event/event_choices.h"

#include "rooms/theme/theme.h"

typedef Str WordOf(int64_t which);
typedef Str SayOf(const Work *w, int64_t which);

static Choices choices_of(Work *w, int64_t n, WordOf *word, SayOf *say_of, Str chosen)
{
    Choices list = { .at = NEW_ARRAY(w->mem, Choice, (size_t)n), .len = (size_t)n };

    for (int64_t i = 0; i < n; i++) {
        list.at[i] = (Choice){ .value = word(i),
                               .say = say_of(w, i),
                               .chosen = str_eq(word(i), chosen) };
    }
    return list;
}

Choices event_choices_kind(Work *w, Str chosen)
{
    return choices_of(w, EVENT_KINDS, event_kind_address, event_kind_say, chosen);
}

Choices event_choices_mode(Work *w, Str chosen)
{
    return choices_of(w, EVENT_MODES, event_mode_address, event_mode_say, chosen);
}

Choices event_choices_audience(Work *w, Str chosen)
{
    return choices_of(w, EVENT_AUDIENCES, event_audience_address, event_audience_say, chosen);
}

Fault event_choices_theme(Work *w, Str chosen, Choices *ret)
{
    Theme *list;
    size_t n;

    TRY(theme_list(w, &list, &n));
    *ret = (Choices){ .at = NEW_ARRAY(w->mem, Choice, n + 1), .len = n > 1 ? n : 0 };
    for (size_t i = 0; i < n; i++) {
        ret->at[i] = (Choice){ .value = list[i].code,
                               .say = list[i].name,
                               .chosen = str_eq(list[i].code, chosen) };
    }
    return FAULT_NONE;
}

Choices event_choices_access(Work *w, int64_t chosen)
{
    Choices list = { .at = NEW_ARRAY(w->mem, Choice, ACCESS_COUNT), .len = ACCESS_COUNT };

    for (int i = 0; i < ACCESS_COUNT; i++) {
        list.at[i] = (Choice){ .value = str_format(w->mem, "%d", 1 << i),
                               .say = event_access_words(w, 1 << i).at[0],
                               .chosen = (chosen & (1 << i)) != 0 };
    }
    return list;
}

int64_t event_access_read(Str s)
{
    int64_t bits = 0, one;
    Str part;

    while (s.len > 0) {
        str_cut(s, ',', &part, &s);
        if (str_to_int(str_trim(part), &one) && one > 0 && one < (1 << ACCESS_COUNT)) {
            bits |= one;
        }
    }
    return bits;
}
