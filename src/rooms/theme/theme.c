#include "rooms/theme/theme.h"

#include "work/work.h"

Fault theme_find(Work *w, Str code, Theme *ret)
{
    Theme *list;
    size_t n;

    TRY(theme_list(w, &list, &n));
    for (size_t i = 0; i < n; i++) {
        if (str_eq(list[i].code, code)) {
            *ret = list[i];
            return FAULT_NONE;
        }
    }
    return FAULT_ABSENT;
}

Fault theme_load(Work *w, int64_t number, Theme *ret)
{
    Theme *list;
    size_t n;

    TRY(theme_list(w, &list, &n));
    for (size_t i = 0; i < n; i++) {
        if (list[i].number == number) {
            *ret = list[i];
            return FAULT_NONE;
        }
    }
    return FAULT_ABSENT;
}

Fault theme_main(Work *w, Theme *ret)
{
    Theme *list;
    size_t n;

    TRY(theme_list(w, &list, &n));
    if (n == 0) {
        return FAULT_ABSENT;
    }
    *ret = list[0];
    for (size_t i = 0; i < n; i++) {
        if (str_eq(list[i].code, w->site->theme)) {
            *ret = list[i];
        }
    }
    return FAULT_NONE;
}
