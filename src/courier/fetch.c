#include "courier/fetch.h"

#include "base/buf.h"
#include "courier/guard.h"
#include "sys/clock.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    NS_MS = 1000000,
    REDIRECT_FROM = 300,
    REDIRECT_TO = 399,
    PORT_ROOM = 16,
    TYPE_MAX = 200
};

/* One request of it: a redirection makes another. */
typedef struct Knock {
    Arena *mem;
    const Fetching *ask;
    Str url;
    GuardTarget target;
    CURL *easy;
    struct curl_slist *where, *headers;
    Buf body;
    bool denied; /* an address that we don't go to turned up at the last moment */
    bool too_long;
    char trouble[CURL_ERROR_SIZE];
} Knock;

static Fault because(Fetched *ret, Fault f, const char *why)
{
    ret->why = str_from(why);
    return f;
}

/* Every address of the name must be fine: who mixes a public one with one of
 * ours hopes for the second. */
static Fault look_at_all(const Knock *k, const struct addrinfo *all, Fetched *ret)
{
    for (const struct addrinfo *one = all; one; one = one->ai_next) {
        GuardSort sort = guard_address(one->ai_addr);
        if (sort != GUARD_PUBLIC && !k->target.allowed) {
            return because(ret, FAULT_DENIED, guard_sort_name(sort));
        }
    }
    return FAULT_NONE;
}

/* "host:port:address,address": libcurl asks nobody again. */
static bool keep(Knock *k, const struct addrinfo *all)
{
    char text[NI_MAXHOST];
    Buf b = buf_new(k->mem, 4096);

    buf_addf(&b, "%.*s:%d:", STR_ARG(k->target.host), k->target.port);
    size_t head = b.len;
    for (const struct addrinfo *one = all; one; one = one->ai_next) {
        if (getnameinfo(one->ai_addr, one->ai_addrlen, text, sizeof text, NULL, 0,
                        NI_NUMERICHOST) == 0) {
            bool six = one->ai_family == AF_INET6;
            buf_addf(&b, "%s%s%s%s", b.len > head ? "," : "", six ? "[" : "", text,
                     six ? "]" : "");
        }
    }
    k->where = curl_slist_append(NULL, str_c(k->mem, buf_str(&b)));
    return k->where && !b.cut && b.len > head;
}

static Fault resolve(Knock *k, Fetched *ret)
{
    struct addrinfo want = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG };
    struct addrinfo *all = NULL;
    const char *name = str_c(k->mem, k->target.host);
    Fault f = FAULT_IO;

    if (k->target.literal) {
        want.ai_flags = AI_NUMERICHOST;
    }
    if (getaddrinfo(name, NULL, &want, &all) != 0 || !all) {
        return because(ret, FAULT_IO, "this name has no address");
    }
    f = look_at_all(k, all, ret);
    if (!f && !keep(k, all)) {
        f = because(ret, FAULT_IO, "its addresses can't be used");
    }
    freeaddrinfo(all);
    return f;
}

/* The very address that is about to be connected to. */
static curl_socket_t open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *to)
{
    Knock *k = ctx;

    (void)purpose;
    if (guard_address(&to->addr) != GUARD_PUBLIC && !k->target.allowed) {
        k->denied = true;
        return CURL_SOCKET_BAD;
    }
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* Connected: to whom, before anything is asked? */
static int before(void *ctx, char *address, char *own, int port, int own_port)
{
    Knock *k = ctx;
    GuardSort sort = GUARD_FAMILY;

    (void)own, (void)own_port;
    bool fine = guard_literal(str_from(address), &sort) && sort == GUARD_PUBLIC;
    k->denied = k->denied || (!fine && !k->target.allowed) || port != k->target.port;
    return k->denied ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

static size_t receive(char *at, size_t size, size_t count, void *ctx)
{
    Knock *k = ctx;
    size_t len = size * count;

    if (len > k->ask->max - k->body.len) {
        k->too_long = true;
        return len + 1; /* ends it */
    }
    buf_add(&k->body, (Str){ at, len });
    return len;
}

static bool add_headers(Knock *k)
{
    for (size_t i = 0; i + 1 < k->ask->header_count; i += 2) {
        Str name = k->ask->headers[i], value = k->ask->headers[i + 1];
        if (!guard_header(name, value)) {
            return false;
        }
        Str line = STR_JOIN(k->mem, name, STR(": "), value);
        struct curl_slist *more = curl_slist_append(k->headers, str_c(k->mem, line));
        if (!more) {
            return false;
        }
        k->headers = more;
    }
    return true;
}

static bool set_guards(Knock *k)
{
    CURL *e = k->easy;

    return !curl_easy_setopt(e, CURLOPT_URL, str_c(k->mem, k->url)) &&
           !curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, k->target.https ? "https" : "http") &&
           !curl_easy_setopt(e, CURLOPT_RESOLVE, k->where) &&
           !curl_easy_setopt(e, CURLOPT_PROXY, "") &&
           !curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L) &&
           !curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, open_socket) &&
           !curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, k) &&
           !curl_easy_setopt(e, CURLOPT_PREREQFUNCTION, before) &&
           !curl_easy_setopt(e, CURLOPT_PREREQDATA, k) &&
           !curl_easy_setopt(e, CURLOPT_SSL_VERIFYPEER, 1L) &&
           !curl_easy_setopt(e, CURLOPT_SSL_VERIFYHOST, 2L) &&
           !curl_easy_setopt(e, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
}

static bool set_talk(Knock *k, int64_t ms)
{
    CURL *e = k->easy;
    bool post = k->ask->post;

    return !curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L) &&
           !curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, (long)ms) &&
           !curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, (long)FETCH_CONNECT_SECONDS) &&
           !curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, receive) &&
           !curl_easy_setopt(e, CURLOPT_WRITEDATA, k) &&
           !curl_easy_setopt(e, CURLOPT_ERRORBUFFER, k->trouble) &&
           !curl_easy_setopt(e, CURLOPT_HTTPHEADER, k->headers) &&
           !curl_easy_setopt(e, CURLOPT_USERAGENT, "cafeia") &&
           (!post || !curl_easy_setopt(e, CURLOPT_POST, 1L)) &&
           (!post || !curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE, (long)k->ask->body.len)) &&
           (!post || !curl_easy_setopt(e, CURLOPT_COPYPOSTFIELDS,
                                       k->ask->body.at ? k->ask->body.at : ""));
}

static Fault fault_of(const Knock *k, CURLcode code, Fetched *ret)
{
    if (k->denied) {
        return because(ret, FAULT_DENIED, "an address that isn't public");
    }
    if (k->too_long) {
        return because(ret, FAULT_LIMIT, "a longer answer than was asked for");
    }
    ret->why =
        str_copy(k->mem, str_from(k->trouble[0] ? k->trouble : curl_easy_strerror(code)));
    return code == CURLE_OPERATION_TIMEDOUT ? FAULT_SLOW : FAULT_IO;
}

static Str text_of(const Knock *k, CURLINFO what)
{
    char *text = NULL;

    if (curl_easy_getinfo(k->easy, what, &text) != CURLE_OK) {
        text = NULL;
    }
    return str_copy(k->mem, str_from(text));
}

static Fault perform(Knock *k, int64_t ms, Fetched *ret, Str *ret_next)
{
    long status = 0;

    if (!add_headers(k)) {
        return because(ret, FAULT_INPUT, "a field that can't be sent");
    }
    if (!set_guards(k) || !set_talk(k, ms)) {
        return because(ret, FAULT_BUG, "libcurl refuses an option");
    }
    CURLcode code = curl_easy_perform(k->easy);
    if (code != CURLE_OK) {
        return fault_of(k, code, ret);
    }
    if (curl_easy_getinfo(k->easy, CURLINFO_RESPONSE_CODE, &status) != CURLE_OK) {
        status = 0;
    }
    ret->status = (int)status;
    ret->type = str_slice(text_of(k, CURLINFO_CONTENT_TYPE), 0, TYPE_MAX);
    ret->body = buf_str(&k->body);
    bool moved = status >= REDIRECT_FROM && status <= REDIRECT_TO && !k->ask->post;
    *ret_next = moved ? text_of(k, CURLINFO_REDIRECT_URL) : (Str){ 0 };
    return FAULT_NONE;
}

static Fault knock(Knock *k, int64_t until_ns, Fetched *ret, Str *ret_next)
{
    TRY(resolve(k, ret));
    int64_t ms = (until_ns - sys_monotonic_ns()) / NS_MS;
    if (ms <= 0) {
        return because(ret, FAULT_SLOW, "its name took too long");
    }
    k->easy = curl_easy_init();
    return k->easy ? perform(k, ms, ret, ret_next) : because(ret, FAULT_IO, "no memory");
}

/* The same host and port, at most FETCH_REDIRECTS times. */
static Fault follow(Arena *mem, const Fetching *f, Fetched *ret)
{
    int64_t until_ns = sys_monotonic_ns() + (int64_t)f->seconds * 1000 * NS_MS;
    Str next = f->url;
    GuardTarget first = { 0 };
    const char *why = "";

    for (int turn = 0; turn <= FETCH_REDIRECTS && next.len > 0; turn++) {
        Knock k = { .mem = mem, .ask = f, .url = next, .body = buf_new(mem, f->max) };
        Fault fault = guard_url(mem, next, f->allow, &k.target, &why);
        if (fault) {
            return because(ret, fault, why);
        }
        if (turn == 0) {
            first = k.target;
        } else if (!str_eq(first.host, k.target.host) || first.port != k.target.port ||
                   first.https != k.target.https) {
            return because(ret, FAULT_DENIED, "it sends us to another place");
        }
        fault = knock(&k, until_ns, ret, &next);
        curl_easy_cleanup(k.easy);
        curl_slist_free_all(k.where);
        curl_slist_free_all(k.headers);
        if (fault) {
            return fault;
        }
    }
    return next.len == 0 ? FAULT_NONE
                         : because(ret, FAULT_DENIED, "it sends us from place to place");
}

void fetch_run(Arena *mem, const Fetching *f, Fetched *ret)
{
    Fetched answer = { 0 };
    Fault fault = follow(mem, f, &answer);

    *ret = fault ? (Fetched){ .fault = fault, .why = answer.why } : answer;
}
