#include "web/form.h"

#include "text/visible.h"

static bool has_control(Str s, bool lines)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c == 0x7f || (c < 0x20 && !(lines && (c == '\n' || c == '\t')))) {
            return true;
        }
    }
    return false;
}

/* Browsers send CR LF; we keep LF. */
static Str one_line_end(Arena *mem, Str s)
{
    char *to = arena_alloc(mem, s.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        bool pair = s.at[i] == '\r' && i + 1 < s.len && s.at[i + 1] == '\n';
        if (!pair) {
            to[n++] = s.at[i] == '\r' ? '\n' : s.at[i];
        }
    }
    return (Str){ to, n };
}

static Str with_scheme(Arena *mem, Str s)
{
    bool done = s.len == 0 || str_starts(s, STR("https://")) || str_starts(s, STR("http://"));

    return done || str_has(s, STR(":")) ? s
                                        : str_format(mem, "https://%.*s", STR_ARG(s));
}

static bool url_is_good(Str s)
{
    Str rest = str_starts(s, STR("https://")) ? str_slice(s, 8, s.len)
               : str_starts(s, STR("http://")) ? str_slice(s, 7, s.len)
                                               : (Str){ 0 };

    return str_has(rest, STR(".")) && !str_has(rest, STR(" ")) && !str_has(rest, STR("@"));
}

static Str tidy(Arena *mem, const Field *f, Str s)
{
    s = visible(mem, s);
    if (f->kind == FIELD_TEXT) {
        s = one_line_end(mem, s);
    }
    s = str_trim(s);
    return f->kind == FIELD_URL ? with_scheme(mem, s) : s;
}

static Str number_problem(const Work *w, const Field *f, Str s)
{
    int64_t v;

    if (s.len == 0 || (str_to_int(s, &v) && v >= f->min && v <= f->max)) {
        return (Str){ 0 };
    }
    return say_with(w->mem, w->lang, SAY_form_range,
                    SAY_ARGS(SAY_ARG(f->min), SAY_ARG(f->max)));
}

static Str problem_of(const Work *w, const Field *f, Str s, size_t chars)
{
    if (s.len == 0) {
        return f->required ? say(w->lang, SAY_form_required) : (Str){ 0 };
    }
    if (f->kind == FIELD_INT) {
        return number_problem(w, f, s);
    }
    if (has_control(s, f->kind == FIELD_TEXT)) {
        return say(w->lang, SAY_form_control);
    }
    if (f->kind == FIELD_URL && !url_is_good(s)) {
        return say(w->lang, SAY_form_url);
    }
    if ((int64_t)chars < f->min) {
        return say_with(w->mem, w->lang, SAY_form_short, SAY_ARGS(SAY_ARG(f->min)));
    }
    if ((int64_t)chars > f->max) {
        int64_t over = (int64_t)chars - f->max;
        return say_with(w->mem, w->lang, SAY_form_long, SAY_ARGS(SAY_ARG(over)));
    }
    return (Str){ 0 };
}

/* All values of this name, joined by commas; says how many there were. */
static size_t collect(Arena *mem, const Pairs *pairs, Str name, Str *ret)
{
    size_t n = 0;

    *ret = (Str){ 0 };
    for (size_t i = 0; i < pairs->len; i++) {
        if (str_eq(pairs->at[i].name, name)) {
            *ret = n++ == 0 ? pairs->at[i].value
                            : str_format(mem, "%.*s,%.*s", STR_ARG(*ret),
                                         STR_ARG(pairs->at[i].value));
        }
    }
    return n;
}

static Fault read_field(Work *w, const Pairs *pairs, const Field *f, Str *ret, Str *ret_problem)
{
    size_t chars;
    size_t n = collect(w->mem, pairs, str_from(f->name), ret);

    if ((n > 1 && f->kind != FIELD_MANY) || !str_is_text(*ret, &chars)) {
        return FAULT_INPUT;
    }
    *ret = tidy(w->mem, f, *ret);
    if (!str_is_text(*ret, &chars)) {
        return FAULT_INPUT;
    }
    *ret_problem = problem_of(w, f, *ret, chars);
    return FAULT_NONE;
}

static Fault read_pairs(Work *w, const Pairs *pairs, const Field *fields, size_t n, void *ret,
                        Problems *ret_problems)
{
    *ret_problems = (Problems){ 0 };
    for (size_t i = 0; i < n && i < FORM_FIELDS_MAX; i++) {
        Str *value = (void *)((char *)ret + fields[i].at);
        TRY(read_field(w, pairs, &fields[i], value, &ret_problems->at[i]));
        ret_problems->count += ret_problems->at[i].len > 0;
    }
    return FAULT_NONE;
}

static bool known(Str name, const Field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(name, str_from(fields[i].name))) {
            return true;
        }
    }
    return str_eq(name, STR("token"));
}

Fault form_read(Work *w, const Request *rq, const Field *fields, size_t n, void *ret,
                Problems *ret_problems)
{
    for (size_t i = 0; i < rq->form.len; i++) {
        if (!known(rq->form.at[i].name, fields, n)) {
            return FAULT_INPUT;
        }
    }
    return read_pairs(w, &rq->form, fields, n, ret, ret_problems);
}

Fault form_read_query(Work *w, const Request *rq, const Field *fields, size_t n, void *ret,
                      Problems *ret_problems)
{
    return read_pairs(w, &rq->query, fields, n, ret, ret_problems);
}

void form_problem(Problems *p, size_t field, Str sentence)
{
    if (p->at[field].len == 0) {
        p->at[field] = sentence;
        p->count++;
    }
}
