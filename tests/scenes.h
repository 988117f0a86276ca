/* scenes.h - what stands on the stage before a test of a room begins
 *
 *     EventId id = scene_cafe(h, (Event){ .capacity = 2 });
 *     Letter l;
 *     ...
 *     assert_int_equal(scene_letters(h, POST_SEAT, "paul@example.org", &l), 1);
 *     assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM signup"), 3);
 *
 * What can't be done fails the test. */
#ifndef TESTS_SCENES_H
#define TESTS_SCENES_H

#include "post/post_queue.h"
#include "rooms/account/account.h"
#include "rooms/event/event.h"
#include "tests/house.h"
#include "work/job.h"

/* Adds a café like this one, in a unit of work of its own.  What is missing is
 * filled in: published, of the first theme, "Café des voisins", in ten days at
 * an hour that is known, two hours long, in Blois (41018), signed up for here,
 * reminded of "7,1" days before. */
EventId scene_cafe(House *h, Event like);
/* The same, still a draft. */
EventId scene_draft(House *h, Event like);
/* As it is stored now; in the arena of the test. */
Event scene_event(House *h, EventId id);

/* Whose address it is; 0: nobody's. */
AccountId scene_account(House *h, const char *mail);

/* Gives a role as the command line does, until an instant (0: for good); scope:
 * "everywhere", "department:41", "organization:Les Amis du Pont", "event:...". */
void scene_gives(House *h, const char *mail, Role role, const char *scope, int64_t until);
/* The same for good; then they sign in, and prove a second factor.  Returns what
 * the browser sends as Cookie. */
Str scene_staff(House *h, const char *mail, Role role, const char *scope);

/* How many letters of this reason wait, to this address (NULL: to anybody).
 * *ret, when not NULL, becomes the newest of them as it will go; none: it is
 * left alone. */
size_t scene_letters(House *h, PostReason reason, const char *mail, Letter *ret);

/* Does a job on this subject, as the runner does: in a transaction. */
void scene_job(House *h, JobHandler *job, int64_t subject);

/* Several statements at once, straight into the database. */
void scene_script(House *h, const char *sql);
/* The number n of a statement: "SELECT count(*) AS n FROM letter". */
int64_t scene_count(House *h, const char *sql);

#endif
