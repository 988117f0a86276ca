/* say_row.h - what tools/msg writes for say.c; nobody else looks inside */
#ifndef TEXT_SAY_ROW_H
#define TEXT_SAY_ROW_H

#include "text/say.h"

typedef struct SayRow {
    bool plural;
    Str form[LANG_COUNT][2]; /* one, many; many is empty without plural */
} SayRow;

extern const SayRow say_table[SAY_COUNT];

#endif
