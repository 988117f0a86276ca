#include "rooms/desk/desk_rule.h"

typedef struct Items {
    DeskItem *at;
    size_t len;
} Items;

static void add(Items *items, DeskPhase phase, DeskStep step, bool done)
{
    items->at[items->len++] = (DeskItem){ .step = step, .phase = phase, .done = done };
}

static void offer(Items *items, DeskPhase phase, DeskStep step)
{
    items->at[items->len++] = (DeskItem){ .step = step, .phase = phase, .offer = true };
}

bool desk_rule_second(int64_t capacity, int64_t waiting)
{
    return capacity > 0 && waiting * 2 > capacity;
}

static void add_standing(Items *items, const DeskFacts *f)
{
    if (f->draft) {
        add(items, DESK_BEFORE, DESK_PUBLISH, false);
    } else if (f->refused) {
        add(items, DESK_BEFORE, DESK_ANSWER, false);
    } else {
        add(items, DESK_BEFORE, DESK_LOOKED, !f->proposed);
    }
}

static void add_before(Items *items, const DeskFacts *f)
{
    add_standing(items, f);
    add(items, DESK_BEFORE, DESK_HOUR, f->has_hour);
    add(items, DESK_BEFORE, DESK_PLACE, f->has_place);
    add(items, DESK_BEFORE, DESK_ACCESS, f->has_access);
    add(items, DESK_BEFORE, DESK_SEATS, f->has_seats);
    if (!f->draft && !f->refused && !f->proposed) {
        if (desk_rule_second(f->capacity, f->waiting)) {
            add(items, DESK_BEFORE, DESK_SECOND, f->again);
        }
        /* Who is full needs no poster; who is empty does. */
        add(items, DESK_BEFORE, DESK_SHARE, f->seats > 0 && f->taken * 2 >= f->seats);
    }
    offer(items, DESK_BEFORE, DESK_TEAM);
}

static void add_after(Items *items, const DeskFacts *f)
{
    add(items, DESK_AFTER, DESK_COUNT, f->counted);
    if (f->taken > 0 && (f->names_live || f->thanked)) {
        add(items, DESK_AFTER, DESK_THANK, f->thanked);
    }
    add(items, DESK_AFTER, DESK_AGAIN, f->again);
}

size_t desk_rule_items(const DeskFacts *f, DeskItem ret[DESK_STEPS])
{
    Items items = { ret, 0 };

    if (f->off || (f->over && (f->draft || f->proposed || f->refused))) {
        add(&items, DESK_AFTER, DESK_AGAIN, f->again);
        return items.len;
    }
    if (f->over) {
        add_after(&items, f);
        return items.len;
    }
    add_before(&items, f);
    if (!f->draft && !f->refused && !f->proposed) {
        if (f->today) {
            add(&items, DESK_DURING, DESK_DOOR, f->counted);
        } else {
            offer(&items, DESK_DURING, DESK_DOOR);
        }
    }
    return items.len;
}

/* It waits for others: there is nothing to do. */
static bool is_to_do(const DeskItem *item)
{
    return !item->done && !item->offer && item->step != DESK_LOOKED;
}

/* What waits on the day itself comes before all the rest. */
DeskStep desk_rule_next(const DeskFacts *f)
{
    DeskItem items[DESK_STEPS];
    DeskStep next = DESK_STEPS;
    size_t n = desk_rule_items(f, items);

    for (size_t i = n; i > 0; i--) {
        const DeskItem *item = &items[i - 1];
        if (is_to_do(item) && !(f->today && next == DESK_DOOR)) {
            next = item->step;
        }
    }
    return next;
}

DeskMayWrite desk_rule_may_write(int64_t in_a_day, int64_t in_all)
{
    if (in_all >= DESK_LETTERS_MAX) {
        return DESK_WROTE_ENOUGH;
    }
    return in_a_day >= DESK_LETTERS_A_DAY ? DESK_WROTE_TODAY : DESK_MAY_WRITE;
}
