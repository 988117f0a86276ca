/* control_room.h - what the pages of /admin share */
#ifndef APP_CONTROL_ROOM_H
#define APP_CONTROL_ROOM_H

#include "web/frame.h"
#include "web/web.h"

/* FAULT_ABSENT for whoever doesn't administer. */
MUST_USE Fault control_may(const Work *w);
/* A page that no machine indexes and nobody keeps. */
Frame control_frame(const Work *w, const Request *rq, Reply *rp, Say title);
Str control_when(const Work *w, int64_t at);
/* Reads the field "id" of a form that asks for something again. */
MUST_USE Fault control_read_id(Work *w, const Request *rq, int64_t *ret);

/* "am...@example.org": enough to know it again, not to write to it. */
Str control_mask_mail(Arena *mem, Str address);
/* The same wherever the address stands in a text. */
Str control_mask_in(Arena *mem, Str text, Str address);
/* An address of a database or relay without its password. */
Str control_mask_url(Arena *mem, Str url);

#endif
