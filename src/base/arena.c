#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

struct ArenaBlock {
    ArenaBlock *below;
    size_t used, size;
    alignas(max_align_t) unsigned char at[];
};

enum { BLOCK = 64 * 1024 };

static size_t round_up(size_t size)
{
    size_t mask = alignof(max_align_t) - 1;

    if (size > SIZE_MAX - mask - sizeof(ArenaBlock)) {
        abort();
    }
    return (size + mask) & ~mask;
}

static ArenaBlock *block_new(ArenaBlock *below, size_t size)
{
    ArenaBlock *b = malloc(sizeof *b + size);

    if (!b) {
        abort();
    }
    *b = (ArenaBlock){ .below = below, .size = size };
    return b;
}

void *arena_alloc(Arena *a, size_t size)
{
    size_t need = round_up(size);

    if (!a->top || a->top->size - a->top->used < need) {
        a->top = block_new(a->top, need > BLOCK ? need : BLOCK);
    }
    void *p = a->top->at + a->top->used;
    a->top->used += need;
    return memset(p, 0, need);
}

void *arena_array(Arena *a, size_t n, size_t size)
{
    if (size > 0 && n > SIZE_MAX / size) {
        abort();
    }
    return arena_alloc(a, n * size);
}

bool arena_stretch(Arena *a, void *p, size_t old_size, size_t new_size)
{
    ArenaBlock *b = a->top;
    size_t was = round_up(old_size), need = round_up(new_size);

    if (!b || !p || b->used < was || (unsigned char *)p != b->at + b->used - was ||
        need > b->size - (b->used - was)) {
        return false;
    }
    b->used = b->used - was + need;
    return true;
}

void arena_reset(Arena *a)
{
    while (a->top && a->top->below) {
        ArenaBlock *below = a->top->below;
        free(a->top);
        a->top = below;
    }
    if (a->top && a->top->size > BLOCK) {
        arena_done(a);
    } else if (a->top) {
        a->top->used = 0;
    }
}

void arena_done(Arena *a)
{
    while (a->top) {
        ArenaBlock *below = a->top->below;
        free(a->top);
        a->top = below;
    }
}
