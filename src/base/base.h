/* base.h - the few words every file of this program may use */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define SCOPED(done) __attribute__((cleanup(done)))
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Each kind of thing has its own kind of number: an EventId can't be given
 * where a SeriesId is wanted.  .v == 0 means "none". */
/* clang-format off */
#define EACH_ID(X) X(EventId) X(SeriesId) X(AccountId) X(SessionId) X(SignupId) X(LetterId) X(JobId)
#define ID_TYPE(T) typedef struct T { int64_t v; } T;
/* clang-format on */
EACH_ID(ID_TYPE)

#endif
