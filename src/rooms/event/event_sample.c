#include "rooms/event/event_sample.h"

#include "rooms/event/event_entry.h"
#include "rooms/event/event_files.h"
#include "rooms/event/event_room.h"

Str event_import_template(void)
{
    return event_file_model();
}

/* One can try to sign up for a demonstration that says how many may come. */
static void open_some(Entries *all)
{
    for (size_t i = 0; i < all->len; i++) {
        Event *e = &all->at[i].event;
        if (e->capacity > 0) {
            e->signup = EVENT_SIGNUP_HERE;
            e->remind = STR("7,1");
        }
    }
}

/* Our own files have no mistake: one would be ours, and w->why says it. */
static Fault load(Work *w, Str bytes, bool demo)
{
    ImportPlan plan = {
        .source = STR("sample"), .head = STR("sample:"), .demo = demo, .apply = true
    };
    Entries all = entries_of_csv(w->mem, bytes);
    EventReport report;

    if (demo) {
        open_some(&all);
    }
    TRY(event_import_entries(w, &all, &plan, &report));
    if (!report.applied) {
        w->why = report.line_count > 0 ? str_c(w->mem, report.lines[0].reason) : NULL;
        return FAULT_BUG;
    }
    return FAULT_NONE;
}

Fault event_sample_real(Work *w)
{
    TRY(load(w, event_file_real(), false));
    return load(w, event_file_series(), false);
}

Fault event_sample_demo(Work *w)
{
    return load(w, event_file_demo(), true);
}

Fault event_sample_find(Work *w, Str id, EventId *ret)
{
    Event e;

    TRY(event_store_by_external(w, STR_JOIN(w->mem, STR("sample:"), id), &e));
    *ret = e.id;
    return FAULT_NONE;
}
