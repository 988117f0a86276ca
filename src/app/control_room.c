/* control_room.c - what the pages of /admin share */
#include "app/control_room.h"

#include "rooms/account/account.h"
#include "text/moment.h"
#include "web/form.h"

enum { MASK_SHOWN = 2, TEXT_MAX = 4096 };

typedef struct AgainForm {
    Str token, id;
} AgainForm;

static const Field again_fields[] = {
    FIELD(AgainForm, token, FIELD_LINE, .max = 200),
    FIELD(AgainForm, id, FIELD_LINE, .max = 20, .required = true),
};

Fault control_may(const Work *w)
{
    return account_can(w->person, ACT_ADMINISTER, &(Thing){ 0 }) ? FAULT_NONE : FAULT_ABSENT;
}

Frame control_frame(const Work *w, const Request *rq, Reply *rp, Say title)
{
    Frame frame = frame_of(w, rq, say(w->lang, title), (Str){ 0 });

    frame.no_index = true;
    web_private(rp);
    return frame;
}

Str control_when(const Work *w, int64_t at)
{
    Moment m = { .starts = at, .zone = ZONE_PARIS, .hour_known = true };

    return moment_say(w->mem, w->lang, m, w->now);
}

Fault control_read_id(Work *w, const Request *rq, int64_t *ret)
{
    AgainForm in;
    Problems p;

    TRY(form_read(w, rq, again_fields, COUNT(again_fields), &in, &p));
    return p.count == 0 && work_id_read(in.id, ret) ? FAULT_NONE : FAULT_INPUT;
}

Str control_mask_mail(Arena *mem, Str address)
{
    Str name, host;
    size_t at = 0, shown = 0;

    if (!str_cut(address, '@', &name, &host)) {
        return (Str){ 0 };
    }
    while (at < name.len && shown < MASK_SHOWN) {
        (void)str_next_char(name, &at);
        shown++;
    }
    return STR_JOIN(mem, str_slice(name, 0, at), STR("\xe2\x80\xa6@"), host);
}

Str control_mask_in(Arena *mem, Str text, Str address)
{
    Buf out = buf_new(mem, TEXT_MAX);
    Str mask = control_mask_mail(mem, address);

    for (size_t i = 0; i < text.len;) {
        Str here = str_slice(text, i, address.len);
        bool found = address.len > 0 && str_eq_nocase(here, address);
        buf_add(&out, found ? mask : str_slice(text, i, 1));
        i += found ? address.len : 1;
    }
    return buf_str(&out);
}

/* Everything between the slashes and the last '@' may be a name and a password;
 * what follows '?' may hold one too. */
Str control_mask_url(Arena *mem, Str url)
{
    Str head = url, query = { 0 }, scheme, rest, part;
    bool asks = str_cut(url, '?', &head, &query);

    if (!str_cut(head, ':', &scheme, &rest) || !str_starts(rest, STR("//"))) {
        return url;
    }
    Str host = str_slice(rest, 2, rest.len);
    bool named = false;
    while (str_cut(host, '@', &part, &rest)) {
        host = rest;
        named = true;
    }
    return STR_JOIN(mem, scheme, STR("://"), named ? STR("\xe2\x80\xa6@") : (Str){ 0 }, host,
                    asks ? STR("?\xe2\x80\xa6") : (Str){ 0 });
}
