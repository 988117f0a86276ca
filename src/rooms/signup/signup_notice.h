/* signup_notice.h - what all letters of this room have in common
 *
 * A letter is written piece by piece, in the language of the unit, which is
 * that of the reader while it lasts:
 *
 *     Notice n = signup_notice_new(w, &e, s, POST_REMINDER);
 *     signup_notice_title(w, &n, SAY_remind_tomorrow, &e);
 *     TRY(signup_notice_facts(w, &n, &e, s));
 *     return signup_notice_put(w, &n); */
#ifndef ROOMS_SIGNUP_SIGNUP_NOTICE_H
#define ROOMS_SIGNUP_SIGNUP_NOTICE_H

#include "post/post.h"
#include "rooms/signup/signup_room.h"

/* So many in one transaction: others may write between two of them. */
enum { SIGNUP_LETTERS_AT_ONCE = 200 };

typedef struct Notice {
    PostLetter letter;
    size_t paras, facts; /* how many so far */
} Notice;

/* To who signed up: address, reason, why. */
Notice signup_notice_new(const Work *w, const Signup *s, PostReason reason);
/* A letter to an address that was just typed is caused by a stranger, but when
 * who typed it has signed in with it. */
PostTrust signup_notice_trust(const Work *w, Str mail);
/* Why it is written, when there is no seat any more to give back. */
void signup_notice_gone(const Work *w, Notice *n);
void signup_notice_title(const Work *w, Notice *n, Say title, Str of);
/* Nothing when it is empty, or there is no room left. */
void signup_notice_para(Notice *n, Str sentence);
void signup_notice_fact(const Work *w, Notice *n, Say name, Str value);
/* When, where, for whom, the code; the online room for who has a seat. */
MUST_USE Fault signup_notice_facts(Work *w, Notice *n, const Event *e, const Signup *s);
/* The private page of a sign-up; anchor: "#rendre" or "". */
Str signup_notice_page(Work *w, const Signup *s, Str anchor);
/* The calendar of who has a seat: comes, changes, goes. */
void signup_notice_invite(Work *w, Notice *n, const Event *e, const Signup *s,
                          IcsMethod method);
/* Within the caller's transaction.  Too many, or the same twice: nothing. */
MUST_USE Fault signup_notice_put(Work *w, const Notice *n);

/* signup_organizer.c - to who holds the café */
/* Tomorrow, so many people.  Nothing when nobody can be reached. */
MUST_USE Fault signup_organizer_tomorrow(Work *w, const Event *e, int64_t occasion);

/* signup_remind.c */
/* Plans its reminders again, as it is now. */
MUST_USE Fault signup_remind_plan(Work *w, const Event *e);

#endif
