#include "sys/random.h"

#include <stdlib.h>
#include <unistd.h>

enum { AT_ONCE = 256 }; /* the most that getentropy(3) gives */

void sys_random(void *to, size_t size)
{
    unsigned char *at = to;

    while (size > 0) {
        size_t n = size < AT_ONCE ? size : AT_ONCE;
        if (getentropy(at, n) != 0) {
            abort();
        }
        at += n;
        size -= n;
    }
}
