/* smtp.h - letters to the relay, several at once
 *
 * At most SMTP_CONNECTIONS to the relay, kept from one letter to the next.
 * Before the body of a letter leaves, once the relay has said that it may,
 * may_send is called; the letter waits until smtp_go.  What became of it is
 * told once, by result. */
#ifndef COURIER_SMTP_H
#define COURIER_SMTP_H

#include "courier/wire.h"

#include <curl/curl.h>

enum { SMTP_CONNECTIONS = 5, SMTP_SAID_MAX = 300 };

typedef struct Smtp Smtp;

typedef struct SmtpPlan {
    Str texts[COURIER_SETUP_TEXTS]; /* CourierSetupText; they live as long as Smtp */
    Str ca;                         /* the content of the file; "": the system's */
    void *ctx;
    void (*may_send)(void *ctx, uint32_t ticket);
    void (*result)(void *ctx, uint32_t ticket, CourierResult result, Str said);
} SmtpPlan;

/* NULL: libcurl can't be had. */
Smtp *smtp_open(const SmtpPlan *plan);
/* What is in flight is dropped, untold.  Accepts NULL. */
void smtp_close(Smtp **smtp);

/* Copies what it is given; the bytes are brought to CR LF. */
void smtp_send(Smtp *s, uint32_t ticket, Str from, Str to, Str bytes);
void smtp_go(Smtp *s, uint32_t ticket);
/* Instead of smtp_go: it isn't told about any more. */
void smtp_drop(Smtp *s, uint32_t ticket);
/* Goes on with all of them, then waits at most that long for the relay, or for
 * something to read on fd. */
MUST_USE Fault smtp_work(Smtp *s, int fd, int ms, bool *ret_readable);

/* What is known when an exchange is over. */
typedef struct SmtpEnd {
    CURLcode code;
    int64_t answer; /* to what was last asked, or to the whole letter; 0: none */
    enum {
        SMTP_BEGIN, /* connection, greeting, EHLO, STARTTLS, AUTH, MAIL */
        SMTP_TO,    /* RCPT, DATA */
        SMTP_BODY,  /* it may have begun to leave */
        SMTP_AFTER, /* all of it was given to be sent */
    } stage;
    bool denied; /* that answer is about us: smtp_denies_us */
} SmtpEnd;

/* Pure. */
/* "554 5.7.1 Relay access denied": who may send, not who exists.  A relay that
 * doesn't know us says so of every letter. */
bool smtp_denies_us(Str line);
CourierResult smtp_judge(const SmtpEnd *end);
/* Every lone CR or LF becomes CR LF, so that no relay sees another end of the
 * letter than we do. */
Str smtp_lines(Arena *mem, Str bytes);

#endif
