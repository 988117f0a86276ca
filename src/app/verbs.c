/* verbs.c - the table; the only place that knows every verb */
#include "app/verbs.h"

/* clang-format off */
const Verb verbs[] = {
    { "serve", "", "answer on --listen until told to stop",
      "A database from an older version is brought up to date first.  SIGTERM or SIGINT\n"
      "stop it: requests in flight are answered.",
      0, 0, { { 0 } }, NEED_NOTHING, verb_serve },
    { "init", "", "make the database, or bring it up to date",
      "With --sample, also the known caf\303\251s of 2024 and 2025, and demonstration ones in\n"
      "the coming weeks, marked as such.  Run again, it changes nothing.",
      0, 0, { { "sample", NULL } }, NEED_MAKE, verb_init },
    { "version", "", "the version of the program and of its libraries",
      "",
      0, 0, { { 0 } }, NEED_NOTHING, verb_version },
    { 0 },
};
/* clang-format on */
