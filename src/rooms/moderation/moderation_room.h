/* moderation_room.h - what the files of this room share, and nobody else sees */
#ifndef ROOMS_MODERATION_MODERATION_ROOM_H
#define ROOMS_MODERATION_MODERATION_ROOM_H

#include "rooms/event/event_front.h"
#include "rooms/moderation/moderation.h"
#include "rooms/moderation/moderation_store.h"
#include "work/work.h"

/* ---- moderation_say.c: the closed lists in words ---- */
Say moderation_refuse_say(RefuseReason reason); /* "C'est une annonce commerciale." */
Say moderation_report_say(int64_t reason);
Str moderation_refuse_word(int64_t reason); /* of forms: "commercial" */
Str moderation_report_word(int64_t reason);
bool moderation_refuse_read(Str word, RefuseReason *ret);
bool moderation_report_read(Str word, int64_t *ret);

/* ---- moderation_letter.c: within the caller's transaction; nothing when no
 * address was left ---- */
MUST_USE Fault moderation_letter_published(Work *w, const Event *e);
MUST_USE Fault moderation_letter_refused(Work *w, const Event *e, Str reason, Str twin_url);
MUST_USE Fault moderation_letter_asked(Work *w, const Event *e, const Question *q, Str url);
/* Those of that decision won't go.  *ret: there was one, and it hadn't left. */
MUST_USE Fault moderation_letter_withdraw(Work *w, EventId id, const Change *decision,
                                          bool *ret);
MUST_USE Fault moderation_letter_undone(Work *w, const Event *e);
MUST_USE Fault moderation_letter_reported(Work *w, const Event *e, const Report *r, Str url);
MUST_USE Fault moderation_letter_decided(Work *w, const Event *e, const Report *r);

/* A new secret for a link, and what is kept of it. */
Str moderation_secret(Work *w, Str *ret_hash);
bool moderation_secret_opens(Work *w, Str hash, Str secret);

#endif
