/* verb_version.c - what is running */
#include "app/verbs.h"

#include <microhttpd.h>

int verb_version(VerbIo *io)
{
    verb_say(io, "cafeia %s", CAFEIA_VERSION);
    verb_say(io, "libmicrohttpd %s", MHD_get_version());
    return VERB_DONE;
}
