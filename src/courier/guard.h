/* guard.h - where the courier may go: only to what is public
 *
 * A fetch is asked for by somebody else's words: a federated address, a
 * calendar, a configured door.  None of them may make us knock at our own
 * machine, or at its neighbours.  Pure: no resolver, no socket. */
#ifndef COURIER_GUARD_H
#define COURIER_GUARD_H

#include "base/fault.h"
#include "base/str.h"

struct sockaddr;

enum { GUARD_URL_MAX = 2048, GUARD_HOST_MAX = 253 };

/* Of which sort an address is; only the first may be reached. */
typedef enum GuardSort {
    GUARD_PUBLIC,
    GUARD_THIS_HOST, /* 0.0.0.0/8, :: */
    GUARD_LOOPBACK,
    GUARD_PRIVATE, /* also unique local, site local */
    GUARD_LINK_LOCAL,
    GUARD_SHARED, /* between a carrier and its clients */
    GUARD_MULTICAST,
    GUARD_BROADCAST,
    GUARD_DOCUMENTATION,
    GUARD_BENCHMARK,
    GUARD_RESERVED, /* nobody was given it, or a protocol uses it */
    GUARD_TUNNEL,   /* holds another address: mapped, 6to4, NAT64, Teredo */
    GUARD_FAMILY,   /* neither IPv4 nor IPv6 */
    GUARD_SORTS
} GuardSort;

GuardSort guard_ip4(const uint8_t address[4]);
GuardSort guard_ip6(const uint8_t address[16]);
GuardSort guard_address(const struct sockaddr *address);
/* Of an address as it is written; false when it isn't written strictly: four
 * decimal numbers, or IPv6 without zone. */
MUST_USE bool guard_literal(Str text, GuardSort *ret);
/* For the log: "loopback". */
const char *guard_sort_name(GuardSort sort);

typedef struct GuardTarget {
    Str host; /* in lower case, as curl wants it, without brackets */
    int port;
    bool https;
    bool allowed; /* the operator named it: all its addresses are fine */
    bool literal; /* the host is an address, not a name */
} GuardTarget;

/* allow: "host:port host:port", of the operator; these may be http too.
 * FAULT_INPUT: this can't be read as an address of the web, or is written
 * oddly.  FAULT_DENIED: it can, and we don't go there.  *ret_why says why. */
MUST_USE Fault guard_url(Arena *mem, Str url, Str allow, GuardTarget *ret,
                         const char **ret_why);

/* A field of a request that may be sent: a token, a value without controls,
 * and none that would change what is asked of whom. */
bool guard_header(Str name, Str value);

#endif
