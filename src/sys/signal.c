#include "sys/signal.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

static sigset_t ours(void)
{
    sigset_t set;

    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGTERM);
    (void)sigaddset(&set, SIGINT);
    (void)sigaddset(&set, SIGHUP);
    return set;
}

void signal_block(void)
{
    sigset_t set = ours();
    struct sigaction ignore = { .sa_handler = SIG_IGN };

    if (pthread_sigmask(SIG_BLOCK, &set, NULL) != 0 || sigaction(SIGPIPE, &ignore, NULL) != 0) {
        abort();
    }
}

int signal_wait(void)
{
    sigset_t set = ours();
    int got = 0;

    while (sigwait(&set, &got) != 0) {
    }
    return got;
}

int signal_wait_ms(int64_t ms)
{
    sigset_t set = ours();
    struct timespec most = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
    int got = sigtimedwait(&set, NULL, &most);

    return got > 0 ? got : 0;
}
