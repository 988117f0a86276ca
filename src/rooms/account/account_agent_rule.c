#include "rooms/account/account_agent.h"

typedef struct Mark {
    Str in, name;
} Mark;

/* The first one that is found: Edge also says Chrome, Chrome also says Safari. */
static const Mark families[] = {
    { STR_INIT("Edg"), STR_INIT("Edge") },
    { STR_INIT("OPR/"), STR_INIT("Opera") },
    { STR_INIT("SamsungBrowser"), STR_INIT("Samsung Internet") },
    { STR_INIT("Firefox"), STR_INIT("Firefox") },
    { STR_INIT("FxiOS"), STR_INIT("Firefox") },
    { STR_INIT("CriOS"), STR_INIT("Chrome") },
    { STR_INIT("Chrome"), STR_INIT("Chrome") },
    { STR_INIT("Safari"), STR_INIT("Safari") },
};

static const Mark systems[] = {
    { STR_INIT("Android"), STR_INIT("Android") }, { STR_INIT("iPhone"), STR_INIT("iPhone") },
    { STR_INIT("iPad"), STR_INIT("iPad") },       { STR_INIT("Windows"), STR_INIT("Windows") },
    { STR_INIT("Mac OS X"), STR_INIT("Mac") },    { STR_INIT("CrOS"), STR_INIT("ChromeOS") },
    { STR_INIT("Linux"), STR_INIT("Linux") },
};

static Str find(const Mark *marks, size_t n, Str s)
{
    for (size_t i = 0; i < n; i++) {
        if (str_has(s, marks[i].in)) {
            return marks[i].name;
        }
    }
    return (Str){ 0 };
}

Str account_agent(Arena *mem, Str user_agent)
{
    Str family = find(families, COUNT(families), user_agent);
    Str system = find(systems, COUNT(systems), user_agent);
    Str comma = family.len > 0 && system.len > 0 ? STR(", ") : (Str){ 0 };

    return STR_JOIN(mem, family, comma, system);
}
