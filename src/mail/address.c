#include "mail/address.h"

enum { LOCAL_MAX = 64, LABEL_MAX = 63 };

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Dot-atom: no dot at an end, no two in a row. */
static bool is_local(Str s)
{
    static const Str others = STR_INIT("!#$%&'*+-/=?^_`{|}~");

    if (s.len == 0 || s.len > LOCAL_MAX || s.at[0] == '.' || s.at[s.len - 1] == '.') {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        bool twice = s.at[i] == '.' && s.at[i - 1] == '.';
        if (twice ||
            !(is_alnum(s.at[i]) || s.at[i] == '.' || str_has(others, str_slice(s, i, 1)))) {
            return false;
        }
    }
    return true;
}

static bool is_label(Str s)
{
    if (s.len == 0 || s.len > LABEL_MAX || s.at[0] == '-' || s.at[s.len - 1] == '-') {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        if (!is_alnum(s.at[i]) && s.at[i] != '-') {
            return false;
        }
    }
    return true;
}

static bool is_domain(Str s)
{
    Str label, rest = s;
    size_t labels = 1;

    while (str_cut(rest, '.', &label, &rest)) {
        if (!is_label(label)) {
            return false;
        }
        labels++;
    }
    return labels > 1 && is_label(label);
}

Str mail_address_fold(Arena *mem, Str address)
{
    char *to = arena_alloc(mem, address.len + 1);

    for (size_t i = 0; i < address.len; i++) {
        to[i] = lower(address.at[i]);
    }
    return (Str){ to, address.len };
}

bool mail_address_beyond(Str typed)
{
    for (size_t i = 0; i < typed.len; i++) {
        if ((unsigned char)typed.at[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

Fault mail_address_read(Arena *mem, Str typed, Str *ret)
{
    Str local, domain, s = str_trim(typed);

    if (s.len > MAIL_ADDRESS_MAX || !str_cut(s, '@', &local, &domain) || !is_local(local) ||
        !is_domain(domain)) {
        return FAULT_INPUT;
    }
    *ret = STR_JOIN(mem, local, STR("@"), mail_address_fold(mem, domain));
    return FAULT_NONE;
}
