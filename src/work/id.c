/* id.c - numbers nobody else gives, and how they look in an address */
#include "sys/clock.h"
#include "work/work.h"

#include <stdatomic.h>

enum { NODE_BITS = 10, COUNTER_BITS = 12, TEXT_LEN = 13 };

static const int64_t epoch_ms = INT64_C(1704067200000); /* 2024-01-01 UTC */
static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz"; /* no i l o u */

static _Atomic int64_t node_number;
static _Atomic int64_t last_tick; /* (ms << COUNTER_BITS | counter) of the last id */

void work_set_node(int64_t node)
{
    node_number = node & ((1 << NODE_BITS) - 1);
}

int64_t work_node(void)
{
    return node_number;
}

/* The next tick: now, or one more than the last when that isn't later; so ids
 * grow even when the clock is set back. */
static int64_t next_tick(void)
{
    int64_t now = (sys_now_ms() - epoch_ms) << COUNTER_BITS;
    int64_t last = atomic_load(&last_tick), next;

    do {
        next = now > last ? now : last + 1;
    } while (!atomic_compare_exchange_weak(&last_tick, &last, next));
    return next;
}

int64_t work_new_id(Work *w)
{
    int64_t tick = next_tick();

    w->made++;
    return (tick >> COUNTER_BITS) << (NODE_BITS + COUNTER_BITS) |
           node_number << COUNTER_BITS | (tick & ((1 << COUNTER_BITS) - 1));
}

Str work_id_text(Arena *mem, int64_t id)
{
    char *at = arena_alloc(mem, TEXT_LEN);
    uint64_t rest = (uint64_t)id;

    for (size_t i = TEXT_LEN; i-- > 0; rest >>= 5) {
        at[i] = letters[rest & 31];
    }
    return (Str){ at, TEXT_LEN };
}

static int digit(char c)
{
    for (int i = 0; i < 32; i++) {
        if (letters[i] == c) {
            return i;
        }
    }
    return -1;
}

bool work_id_read(Str s, int64_t *ret)
{
    uint64_t v = 0;

    if (s.len != TEXT_LEN || digit(s.at[0]) > 7) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        int d = digit(s.at[i]);
        if (d < 0) {
            return false;
        }
        v = v << 5 | (uint64_t)d;
    }
    *ret = (int64_t)v;
    return v != 0;
}
