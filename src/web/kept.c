#include "web/kept.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 4096, BYTES_MAX = 24 * 1024 * 1024 };

/* A slot holds one page; a newcomer with the same slot takes its place.  No
 * list to walk, no order to maintain: frequent pages come back at once. */
typedef struct Slot {
    char *name;
    size_t name_len, bytes;
    uint64_t generation;
    int64_t minute;
    HttpPage *page;
} Slot;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Slot slots[SLOTS];
static size_t clock_hand;
static int64_t found, made, bytes;

static bool same(const Slot *slot, KeptKey key)
{
    return slot->page && slot->generation == key.generation && slot->minute == key.minute &&
           str_eq((Str){ slot->name, slot->name_len }, key.name);
}

static void empty(Slot *slot)
{
    bytes -= (int64_t)slot->bytes;
    free(slot->name);
    http_page_drop(&slot->page);
    *slot = (Slot){ 0 };
}

/* Pages of another generation are of no use any more; then whatever the hand
 * points at has to go. */
static void make_room(size_t need)
{
    for (int turns = 0; turns < 2 * SLOTS && bytes + (int64_t)need > BYTES_MAX; turns++) {
        Slot *slot = &slots[clock_hand];
        clock_hand = (clock_hand + 1) % SLOTS;
        if (slot->page) {
            empty(slot);
        }
    }
}

HttpPage *kept_find(KeptKey key)
{
    Slot *slot = &slots[str_hash(key.name) % SLOTS];

    pthread_mutex_lock(&lock);
    HttpPage *page = same(slot, key) ? http_page_hold(slot->page) : NULL;
    found += page != NULL;
    pthread_mutex_unlock(&lock);
    return page;
}

void kept_put(KeptKey key, HttpPage *page)
{
    Slot *slot = &slots[str_hash(key.name) % SLOTS];
    /* Its compressed forms, made later, weigh about as much again. */
    size_t size = 2 * http_page_size(page) + key.name.len;
    char *name = malloc(key.name.len + 1);

    if (!name) {
        return;
    }
    memcpy(name, key.name.at, key.name.len);
    pthread_mutex_lock(&lock);
    empty(slot);
    make_room(size);
    *slot = (Slot){ .name = name,
                    .name_len = key.name.len,
                    .bytes = size,
                    .generation = key.generation,
                    .minute = key.minute,
                    .page = http_page_hold(page) };
    bytes += (int64_t)size;
    made++;
    pthread_mutex_unlock(&lock);
}

void kept_counters(int64_t *ret_found, int64_t *ret_made, int64_t *ret_bytes)
{
    pthread_mutex_lock(&lock);
    *ret_found = found;
    *ret_made = made;
    *ret_bytes = bytes;
    pthread_mutex_unlock(&lock);
}

void kept_forget_all(void)
{
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < SLOTS; i++) {
        if (slots[i].page) {
            empty(&slots[i]);
        }
    }
    pthread_mutex_unlock(&lock);
}
