/* msg_file.h - .msg files as they stand, and their faces in PO */
#ifndef TOOLS_MSG_FILE_H
#define TOOLS_MSG_FILE_H

#include "base/buf.h"

enum { MSG_FR, MSG_EN, MSG_LANGS };
enum { MSG_ONE, MSG_MANY, MSG_FORMS };
enum { MSG_HOLES = 4 };

typedef struct MsgText {
    Str s;    /* empty: not given */
    int line; /* of the file, from 1 */
} MsgText;

typedef struct Message {
    const char *file;
    int line;
    Str key;
    bool plural; /* else only MSG_ONE is given */
    MsgText text[MSG_LANGS][MSG_FORMS];
} Message;

typedef struct Messages {
    Message *at;
    size_t len, size;
} Messages;

/* Every sentence of these files, checked; a mistake ends the program. */
Messages msg_read(Arena *mem, int n, char **files);
/* What is wrong with this sentence: NULL, or why. */
const char *msg_complaint(const Message *m);
/* One more than the highest hole. */
int msg_holes(const Message *m);
/* The text of a file, as its sentences say now. */
Str msg_file_of(Arena *mem, const Messages *all, const char *file);

Str po_of(Arena *mem, const Messages *all, int lang, const char *code);
/* Takes over what the PO file says; a mistake in it ends the program before
 * anything was changed on the disk. */
void po_merge(Arena *mem, Messages *all, int lang, const char *file);

#endif
