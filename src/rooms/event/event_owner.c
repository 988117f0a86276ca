/* event_owner.c - to whom a café belongs: its account, its link; see event_claim.h */
#include "rooms/account/account.h"
#include "rooms/event/event_room.h"
#include "rooms/event/event_secret.h"
#include "seal/token.h"
#include "text/fold.h"
#include "web/web.h"

enum { ORGANIZERS_TEXT_MAX = 4000 };

/* Each ended by ';', so that one is found whole. */
static Str folded(Arena *mem, Parties parties)
{
    Buf out = buf_new(mem, ORGANIZERS_TEXT_MAX);

    for (size_t i = 0; i < parties.len; i++) {
        if (parties.at[i].role == EVENT_ORGANIZER) {
            buf_add(&out, fold(mem, parties.at[i].name));
            buf_char(&out, ';');
        }
    }
    return buf_str(&out);
}

Fault event_thing(Work *w, const Event *e, Thing *ret)
{
    Parties parties;
    Area department = { 0 };

    TRY(event_party_store_list(w, e->id, &parties));
    (void)geo_department(w->site->geo, e->department, &department);
    *ret = (Thing){ .owner = e->owner_id,
                    .event = work_id_text(w->mem, e->id.v),
                    .department = e->department,
                    .region = department.region,
                    .organizers = folded(w->mem, parties) };
    return FAULT_NONE;
}

Fault event_first_state(Work *w, AccountId owner, EventState *ret)
{
    int64_t good = 0;

    *ret = EVENT_PROPOSED;
    if (owner.v == 0) {
        return FAULT_NONE;
    }
    TRY(event_owner_store_good(w, owner, &good));
    if (w->site->trust_after > 0 && good >= w->site->trust_after) {
        *ret = EVENT_PUBLISHED;
    }
    return FAULT_NONE;
}

AccountId event_trusted(const Work *w, const Event *e)
{
    return w->person && w->person->id.v == e->owner_id.v ? e->owner_id : (AccountId){ 0 };
}

Str event_secret_of_form(Work *w, Str form_token)
{
    return str_slice(seal_hash_text(w->mem, w->site->key, "edit:", form_token), 0, 32);
}

Str event_secret_hash(Work *w, Str secret)
{
    return seal_hash_text(w->mem, w->site->key, "", secret);
}

void event_take_form(Work *w, Event *e, Str token)
{
    e->form_token = token;
    e->edit_hash = event_secret_hash(w, event_secret_of_form(w, token));
}

bool event_secret_opens(Work *w, const Event *e, Str secret)
{
    return secret.len > 0 &&
           seal_same_text(w->site->key, e->edit_hash, event_secret_hash(w, secret));
}

Str event_private_url(Work *w, EventId id, const char *page, Str secret)
{
    Str text = work_id_text(w->mem, id.v);

    return secret.len > 0 ? str_format(w->mem, "/cafes/%.*s/%s?cle=%.*s", STR_ARG(text), page,
                                       STR_ARG(secret))
                          : str_format(w->mem, "/cafes/%.*s/%s", STR_ARG(text), page);
}

Fault event_edit_url(Work *w, EventId id, Str *ret)
{
    Str token;

    TRY(event_owner_store_form(w, id, &token));
    *ret = token.len > 0 ? web_absolute(w, event_private_url(w, id, "modifier",
                                                             event_secret_of_form(w, token)))
                         : (Str){ 0 };
    return FAULT_NONE;
}
