/* arena.h - memory that dies all at once
 *
 * A unit of work owns one Arena.  Whatever is allocated in it lives until the
 * unit ends; rooms never free.  Memory is returned zeroed.  Running out of
 * memory ends the process: sizes are limited where data enters, not here. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/base.h"

typedef struct ArenaBlock ArenaBlock;
typedef struct Arena {
    ArenaBlock *top;
} Arena;

void *arena_alloc(Arena *a, size_t size);
/* n things of this size; a product that overflows ends the process. */
void *arena_array(Arena *a, size_t n, size_t size);
/* Grow or shrink in place the newest allocation; false when it isn't the
 * newest, or doesn't fit.  Added bytes are not zeroed. */
bool arena_stretch(Arena *a, void *p, size_t old_size, size_t new_size);
/* Forget everything but keep one block for the next unit. */
void arena_reset(Arena *a);
void arena_done(Arena *a);

#define NEW(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define NEW_ARRAY(a, T, n) ((T *)arena_array((a), (n), sizeof(T)))

#endif
