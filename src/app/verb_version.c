/* verb_version.c - which program, and which tables it makes */
#include "app/verbs.h"
#include "db/migrate.h"

int verb_version(VerbIo *io)
{
    verb_say(io, "cafeia %s, tables %lld", CAFEIA_VERSION,
             (long long)migrations[migrations_count - 1].number);
    return VERB_DONE;
}
