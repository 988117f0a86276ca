#include "app/health.h"

#include "app/app_store.h"
#include "app/courier_link.h"
#include "post/post_limit.h"
#include "post/post_queue.h"
#include "sys/clock.h"
#include "web/kept.h"
#include "web/web.h"

#include <stdio.h>
#include <unistd.h>

static const HttpServer *watched;
static int64_t started_ns;

void health_watch(const HttpServer *server)
{
    watched = server;
    started_ns = sys_monotonic_ns();
}

static void plain(Reply *rp, Str text)
{
    rp->type = "text/plain; charset=utf-8";
    web_private(rp);
    buf_add(&rp->body, text);
}

Fault health_web_live(Work *w, const Request *rq, Reply *rp)
{
    (void)w, (void)rq;
    plain(rp, STR("ok\n"));
    return FAULT_NONE;
}

Fault health_web_ready(Work *w, const Request *rq, Reply *rp)
{
    int64_t waiting;

    (void)rq;
    TRY(app_store_jobs_waiting(w, &waiting));
    plain(rp, STR("ready\n"));
    return FAULT_NONE;
}

/* Pages of memory that are ours, from the system; 0 when it doesn't say. */
static int64_t resident_bytes(void)
{
    FILE *in = fopen("/proc/self/statm", "re");
    char line[80] = "";
    Str all, size, resident, rest;
    int64_t pages = 0;

    if (in && !fgets(line, sizeof line, in)) {
        line[0] = '\0';
    }
    if (in) {
        fclose(in);
    }
    all = str_from(line);
    str_cut(all, ' ', &size, &rest);
    str_cut(rest, ' ', &resident, &rest);
    return str_to_int(resident, &pages) ? pages * sysconf(_SC_PAGESIZE) : 0;
}

static void metric(Buf *out, const char *name, const char *type, const char *help, int64_t v)
{
    bool counter = type[0] == 'c';

    buf_addf(out, "# TYPE cafeia_%s %s\n# HELP cafeia_%s %s\ncafeia_%s%s %lld\n", name, type,
             name, help, name, counter ? "_total" : "", (long long)v);
}

static void http_metrics(Buf *out)
{
    HttpCounters c = http_counters(watched);

    buf_add(out,
            STR("# TYPE cafeia_replies counter\n# HELP cafeia_replies Replies by class.\n"));
    for (int i = 1; i < 6; i++) {
        buf_addf(out, "cafeia_replies_total{class=\"%dxx\"} %lld\n", i,
                 (long long)c.by_class[i]);
    }
    metric(out, "requests", "counter", "Requests received.", c.requests);
    metric(out, "refused", "counter", "Requests refused at the door.", c.refused);
    metric(out, "connections", "gauge", "Connections open now.", c.connections);
    metric(out, "sent_bytes", "counter", "Bytes of bodies sent.", c.bytes_out);
}

static Fault letter_metrics(Work *w, Buf *out)
{
    static const char *const names[POST_STATES] = {
        [POST_WAITING] = "waiting", [POST_TAKEN] = "leaving",   [POST_IN_DOUBT] = "in_doubt",
        [POST_SENT] = "sent",       [POST_REFUSED] = "refused", [POST_BOXED] = "boxed",
    };
    int64_t counts[POST_STATES];

    TRY(post_counts(w, counts));
    buf_add(out, STR("# TYPE cafeia_letters gauge\n# HELP cafeia_letters Letters by state.\n"));
    for (size_t i = 0; i < POST_STATES; i++) {
        buf_addf(out, "cafeia_letters{state=\"%s\"} %lld\n", names[i], (long long)counts[i]);
    }
    PostLimits limits = post_limits(w);
    metric(out, "letters_dropped", "counter", "Letters not written: too many were asked for.",
           limits.dropped);
    metric(out, "letters_put_off", "counter", "Letters that wait for other strangers' letters.",
           limits.put_off);
    return FAULT_NONE;
}

Fault health_web_metrics(Work *w, const Request *rq, Reply *rp)
{
    int64_t found, made, bytes, waiting;

    (void)rq;
    TRY(app_store_jobs_waiting(w, &waiting));
    kept_counters(&found, &made, &bytes);
    if (watched) {
        http_metrics(&rp->body);
    }
    metric(&rp->body, "kept_found", "counter", "Pages served as they were kept.", found);
    metric(&rp->body, "kept_made", "counter", "Pages made and kept.", made);
    metric(&rp->body, "kept_bytes", "gauge", "Memory of kept pages.", bytes);
    metric(&rp->body, "statements", "counter", "Statements of the database.", web_statements());
    metric(&rp->body, "jobs_waiting", "gauge", "Jobs in the queue.", waiting);
    TRY(letter_metrics(w, &rp->body));
    metric(&rp->body, "courier_starts", "counter", "Couriers started, since the start.",
           courier_link_starts());
    metric(&rp->body, "resident_bytes", "gauge", "Memory of the process.", resident_bytes());
    metric(&rp->body, "up_seconds", "gauge", "Time since the start.",
           (sys_monotonic_ns() - started_ns) / 1000000000);
    buf_add(&rp->body, STR("# EOF\n"));
    rp->type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    web_private(rp);
    return FAULT_NONE;
}
