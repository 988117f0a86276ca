#include "rooms/account/account_next.h"

#include <string.h>

/* What stands in our own addresses; what isn't there comes as %xx.  Neither
 * '@' nor '\' is among them. */
static bool is_plain(char c)
{
    static const char others[] = "/-._~!$&'()*+,;=:?%";

    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           memchr(others, c, sizeof others - 1) != NULL;
}

static bool begins_a_path(Str s)
{
    char c = s.len > 1 ? s.at[1] : 'a';

    return s.len > 0 && s.at[0] == '/' && ((c >= 'a' && c <= 'z') || c == '?');
}

/* The page adds the language again, when it stood in the address. */
static Str without_language(Str s)
{
    bool named = str_starts(s, STR("/en/")) || str_starts(s, STR("/fr/"));

    return named ? str_slice(s, 3, s.len) : s;
}

static bool is_ours(Str s)
{
    if (s.len > ACCOUNT_NEXT_MAX || !begins_a_path(s)) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        if (!is_plain(s.at[i])) {
            return false;
        }
    }
    return true;
}

Str account_next(Str asked)
{
    Str s = is_ours(asked) ? without_language(asked) : (Str){ 0 };
    bool in_a_circle = str_starts(s, STR("/connexion")) || str_starts(s, STR("/deconnexion"));

    return is_ours(s) && !in_a_circle ? s : STR("/compte");
}
