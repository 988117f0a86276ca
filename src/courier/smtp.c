#include "courier/smtp.h"

#include <stdlib.h>
#include <string.h>

enum {
    CONNECT_SECONDS = 15,
    ANSWER_SECONDS = 120,
    LETTER_SECONDS = 300,
    IDLE_SECONDS = 20, /* relays close what is silent for long */
    NO_FROM = 400,
    NEVER_FROM = 500,
    NEVER_TO = 599,
    AUTH_FROM = 530, /* 530, 534, 535, 538: it wants to know who we are */
    AUTH_TO = 538,
    NO_MAILBOX = 550,
    NO_DEAL = 554,
};

typedef struct Parcel {
    Smtp *smtp;
    Arena mem;
    CURL *easy;
    struct curl_slist *to;
    uint32_t ticket;
    Str from, address, bytes;
    size_t left; /* bytes that are still to be given */
    bool asked, may_go, again, bye;
    SmtpEnd end;
    char said[SMTP_SAID_MAX], trouble[CURL_ERROR_SIZE];
} Parcel;

struct Smtp {
    SmtpPlan plan;
    Arena mem;
    const char *url, *user, *password;
    CURLM *multi;
    Parcel parcels[COURIER_LETTERS_MAX];
};

Str smtp_lines(Arena *mem, Str bytes)
{
    char *to = arena_alloc(mem, 2 * bytes.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < bytes.len; i++) {
        char c = bytes.at[i];
        if (c == '\r' || c == '\n') {
            i += c == '\r' && i + 1 < bytes.len && bytes.at[i + 1] == '\n';
            to[n++] = '\r';
            to[n++] = '\n';
        } else {
            to[n++] = c;
        }
    }
    return (Str){ to, n };
}

/* In any case; an address is none of its words. */
static bool speaks_of_relaying(Str rest)
{
    Str word;
    bool more = true, found = false;

    while (more && !found) {
        more = str_cut(rest, ' ', &word, &rest);
        found = str_eq_nocase(str_slice(word, 0, 5), STR("relay")) && !str_has(word, STR("@"));
    }
    return found;
}

bool smtp_denies_us(Str line)
{
    Str said = str_slice(line, 4, line.len); /* after "554 " or "554-" */
    int64_t code = 0;

    if (!str_to_int(str_slice(line, 0, 3), &code) || code < NEVER_FROM || code > NEVER_TO) {
        return false;
    }
    if (str_starts(said, STR("5."))) {
        return str_starts(said, STR("5.7."));
    }
    return (code == NO_MAILBOX || code == NO_DEAL) && speaks_of_relaying(str_trim(said));
}

CourierResult smtp_judge(const SmtpEnd *end)
{
    bool no = end->answer >= NO_FROM && end->answer <= NEVER_TO;
    bool never = no && end->answer >= NEVER_FROM;
    bool denied = never && end->denied;
    bool auth = end->answer >= AUTH_FROM && end->answer <= AUTH_TO;

    if (end->code == CURLE_OK) {
        return COURIER_SENT;
    }
    switch (end->stage) {
    case SMTP_BEGIN: return COURIER_NO_RELAY;
    case SMTP_TO:
        return auth     ? COURIER_NO_RELAY
               : denied ? COURIER_DENIED
               : never  ? COURIER_REFUSED
                        : COURIER_LATER;
    case SMTP_BODY: return COURIER_LATER; /* without its last dot, no relay keeps a letter */
    case SMTP_AFTER:
        return denied  ? COURIER_DENIED
               : never ? COURIER_REFUSED
               : no    ? COURIER_LATER
                       : COURIER_IN_DOUBT;
    }
    return COURIER_LATER;
}

/* What the relay says may name people: words with an @ are left out. */
static void note(Parcel *p, Str line)
{
    size_t n = 0;
    Str word, rest = str_trim(line);
    bool more = true;

    while (more) {
        more = str_cut(rest, ' ', &word, &rest);
        Str shown = str_has(word, STR("@")) ? STR("<...>") : word;
        if (n + shown.len + 2 > sizeof p->said) {
            break;
        }
        if (n > 0) {
            p->said[n++] = ' ';
        }
        for (size_t i = 0; i < shown.len; i++) {
            p->said[n++] =
                (uint8_t)shown.at[i] < 0x20 || shown.at[i] == 0x7f ? '?' : shown.at[i];
        }
    }
    p->said[n] = '\0';
}

/* Which command the relay answers to, from what libcurl tells of its talk; how
 * it says goodbye doesn't matter. */
static int hear(CURL *easy, curl_infotype type, char *at, size_t len, void *ctx)
{
    Parcel *p = ctx;
    Str line = { at, len };

    (void)easy;
    if (type == CURLINFO_HEADER_OUT) {
        p->bye = p->bye || str_starts(line, STR("QUIT"));
        p->end.stage = str_starts(line, STR("RCPT")) ? SMTP_TO : p->end.stage;
    }
    if (type == CURLINFO_HEADER_OUT && !p->bye) {
        p->end.answer = 0;
        p->end.denied = false;
    } else if (type == CURLINFO_HEADER_IN && !p->bye &&
               str_to_int(str_slice(line, 0, 3), &p->end.answer)) {
        p->end.denied = p->end.denied || smtp_denies_us(line);
        note(p, line);
    }
    return 0;
}

/* The first call comes when the relay has answered 354: until then the letter
 * can be given to another courier, from here on it may arrive. */
static size_t give(char *to, size_t size, size_t count, void *ctx)
{
    Parcel *p = ctx;
    size_t room = size * count, n = p->left < room ? p->left : room;

    if (!p->may_go) {
        if (!p->asked) {
            p->asked = true;
            p->smtp->plan.may_send(p->smtp->plan.ctx, p->ticket);
        }
        return CURL_READFUNC_PAUSE;
    }
    p->end.stage = n == 0 ? SMTP_AFTER : SMTP_BODY;
    if (n > 0) {
        memcpy(to, p->bytes.at + p->bytes.len - p->left, n);
    }
    p->left -= n;
    return n;
}

static size_t drop(char *at, size_t size, size_t count, void *ctx)
{
    (void)at, (void)ctx;
    return size * count;
}

static bool set_relay(const Smtp *s, CURL *e)
{
    Str tls = s->plan.texts[COURIER_TLS];
    long ssl = (long)CURLUSESSL_ALL;

    if (str_eq_nocase(tls, STR("no"))) {
        ssl = (long)CURLUSESSL_NONE;
    } else if (str_eq_nocase(tls, STR("try")) && !s->user) {
        ssl = (long)CURLUSESSL_TRY; /* a password isn't given to whoever listens */
    }
    struct curl_blob ca = { .len = s->plan.ca.len };
    memcpy(&ca.data, &s->plan.ca.at, sizeof ca.data);
    return !curl_easy_setopt(e, CURLOPT_URL, s->url) &&
           !curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "smtp,smtps") &&
           !curl_easy_setopt(e, CURLOPT_PROXY, "") &&
           !curl_easy_setopt(e, CURLOPT_USE_SSL, ssl) &&
           !curl_easy_setopt(e, CURLOPT_SSL_VERIFYPEER, 1L) &&
           !curl_easy_setopt(e, CURLOPT_SSL_VERIFYHOST, 2L) &&
           !curl_easy_setopt(e, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) &&
           (ca.len == 0 || !curl_easy_setopt(e, CURLOPT_CAINFO_BLOB, &ca)) &&
           (!s->user || !curl_easy_setopt(e, CURLOPT_USERNAME, s->user)) &&
           (!s->user || !curl_easy_setopt(e, CURLOPT_PASSWORD, s->password));
}

static bool set_limits(CURL *e)
{
    return !curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L) &&
           !curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS) &&
           !curl_easy_setopt(e, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)ANSWER_SECONDS) &&
           !curl_easy_setopt(e, CURLOPT_TIMEOUT, (long)LETTER_SECONDS) &&
           !curl_easy_setopt(e, CURLOPT_MAXAGE_CONN, (long)IDLE_SECONDS);
}

static bool set_letter(Parcel *p)
{
    CURL *e = p->easy;

    p->to = curl_slist_append(NULL, p->address.at);
    return p->to && !curl_easy_setopt(e, CURLOPT_MAIL_FROM, p->from.at) &&
           !curl_easy_setopt(e, CURLOPT_MAIL_RCPT, p->to) &&
           !curl_easy_setopt(e, CURLOPT_UPLOAD, 1L) &&
           !curl_easy_setopt(e, CURLOPT_READFUNCTION, give) &&
           !curl_easy_setopt(e, CURLOPT_READDATA, p) &&
           !curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, drop) &&
           !curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, drop) &&
           !curl_easy_setopt(e, CURLOPT_DEBUGFUNCTION, hear) &&
           !curl_easy_setopt(e, CURLOPT_DEBUGDATA, p) &&
           !curl_easy_setopt(e, CURLOPT_VERBOSE, 1L) &&
           !curl_easy_setopt(e, CURLOPT_ERRORBUFFER, p->trouble) &&
           !curl_easy_setopt(e, CURLOPT_PRIVATE, p) &&
           !curl_easy_setopt(e, CURLOPT_FRESH_CONNECT, p->again ? 1L : 0L);
}

static void put_down(Parcel *p)
{
    if (p->easy) {
        (void)curl_multi_remove_handle(p->smtp->multi, p->easy);
        curl_easy_cleanup(p->easy);
    }
    curl_slist_free_all(p->to);
    p->easy = NULL;
    p->to = NULL;
}

static bool take_up(Parcel *p)
{
    p->end = (SmtpEnd){ .code = CURLE_FAILED_INIT };
    p->left = p->bytes.len;
    p->bye = false;
    p->said[0] = p->trouble[0] = '\0';
    p->easy = curl_easy_init();
    return p->easy && set_relay(p->smtp, p->easy) && set_limits(p->easy) && set_letter(p) &&
           curl_multi_add_handle(p->smtp->multi, p->easy) == CURLM_OK;
}

static void tell(Parcel *p)
{
    Smtp *s = p->smtp;
    Str said = str_from(p->end.answer >= NO_FROM ? p->said : p->trouble);
    CourierResult result = smtp_judge(&p->end);

    if (said.len == 0) {
        said = str_from(curl_easy_strerror(p->end.code));
    }
    put_down(p);
    s->plan.result(s->plan.ctx, p->ticket, result, said);
    arena_done(&p->mem);
    *p = (Parcel){ 0 };
}

static Parcel *find(Smtp *s, uint32_t ticket)
{
    for (size_t i = 0; i < COURIER_LETTERS_MAX; i++) {
        if (s->parcels[i].smtp && s->parcels[i].ticket == ticket) {
            return &s->parcels[i];
        }
    }
    return NULL;
}

static Parcel *room(Smtp *s)
{
    for (size_t i = 0; i < COURIER_LETTERS_MAX; i++) {
        if (!s->parcels[i].smtp) {
            return &s->parcels[i];
        }
    }
    return NULL;
}

void smtp_send(Smtp *s, uint32_t ticket, Str from, Str to, Str bytes)
{
    Parcel *p = room(s);

    if (!p) {
        s->plan.result(s->plan.ctx, ticket, COURIER_LATER, STR("too many letters at once"));
        return;
    }
    *p = (Parcel){ .smtp = s, .ticket = ticket };
    p->from = str_from(str_c(&p->mem, from));
    p->address = str_from(str_c(&p->mem, to));
    p->bytes = smtp_lines(&p->mem, bytes);
    if (!take_up(p)) {
        tell(p);
    }
}

void smtp_go(Smtp *s, uint32_t ticket)
{
    Parcel *p = find(s, ticket);

    if (p && p->easy && p->asked) {
        p->may_go = true;
        (void)curl_easy_pause(p->easy, CURLPAUSE_CONT);
    }
}

void smtp_drop(Smtp *s, uint32_t ticket)
{
    Parcel *p = find(s, ticket);

    if (p && !p->may_go) {
        put_down(p);
        arena_done(&p->mem);
        *p = (Parcel){ 0 };
    }
}

/* A kept connection may have been closed by the relay meanwhile: that says
 * nothing of the relay, and is tried again at once on a new one. */
static bool was_stale(const Parcel *p)
{
    long made = 0;

    return p->end.code != CURLE_OK && !p->again && !p->asked && p->end.answer < NO_FROM &&
           curl_easy_getinfo(p->easy, CURLINFO_NUM_CONNECTS, &made) == CURLE_OK && made == 0;
}

static void finish(Parcel *p, CURLcode code)
{
    p->end.code = code;
    if (was_stale(p)) {
        put_down(p);
        p->again = true;
        if (take_up(p)) {
            return;
        }
    }
    tell(p);
}

static void collect(Smtp *s)
{
    int left;

    for (CURLMsg *m = curl_multi_info_read(s->multi, &left); m;
         m = curl_multi_info_read(s->multi, &left)) {
        Parcel *p = NULL;
        CURLcode code = m->data.result; /* m dies with the handle */
        if (m->msg == CURLMSG_DONE &&
            curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&p) == CURLE_OK) {
            finish(p, code);
        }
    }
}

Fault smtp_work(Smtp *s, int fd, int ms, bool *ret_readable)
{
    struct curl_waitfd heard = { .fd = fd, .events = CURL_WAIT_POLLIN };
    int running;

    if (curl_multi_perform(s->multi, &running) != CURLM_OK) {
        return FAULT_BUG;
    }
    collect(s);
    if (curl_multi_poll(s->multi, &heard, 1, ms, NULL) != CURLM_OK) {
        return FAULT_BUG;
    }
    *ret_readable = heard.revents != 0;
    return FAULT_NONE;
}

Smtp *smtp_open(const SmtpPlan *plan)
{
    Smtp *s = calloc(1, sizeof *s);

    if (!s) {
        return NULL;
    }
    s->plan = *plan;
    const Str *t = plan->texts;
    Str relay = t[COURIER_RELAY];
    relay.len -= str_ends(relay, STR("/"));
    s->url = str_c(&s->mem, STR_JOIN(&s->mem, relay, STR("/"), t[COURIER_HELLO]));
    s->user = t[COURIER_USER].len > 0 ? str_c(&s->mem, t[COURIER_USER]) : NULL;
    s->password = str_c(&s->mem, t[COURIER_PASSWORD]);
    s->multi = curl_multi_init();
    if (!s->multi ||
        curl_multi_setopt(s->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)SMTP_CONNECTIONS) ||
        curl_multi_setopt(s->multi, CURLMOPT_MAXCONNECTS, (long)SMTP_CONNECTIONS)) {
        smtp_close(&s);
    }
    return s;
}

void smtp_close(Smtp **smtp)
{
    Smtp *s = *smtp;

    *smtp = NULL;
    if (!s) {
        return;
    }
    for (size_t i = 0; i < COURIER_LETTERS_MAX; i++) {
        if (s->parcels[i].smtp) {
            put_down(&s->parcels[i]);
            arena_done(&s->parcels[i].mem);
        }
    }
    if (s->multi) {
        (void)curl_multi_cleanup(s->multi);
    }
    arena_done(&s->mem);
    free(s);
}
