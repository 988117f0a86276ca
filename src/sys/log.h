/* log.h - one line an event, on standard error
 *
 *     ts=2026-06-04T08:00:00Z level=info event=http.start address=127.0.0.1:8080
 *
 * A value that is more than letters, digits and ".,:;/@+-_" is quoted, with
 * controls, quotes and backslashes escaped and what is not UTF-8 replaced: a
 * value never makes a second line or a second field.  Never log what belongs
 * to a person: no address, name, query or header of a request.  Each line is
 * written at once, so lines of several threads do not mix. */
#ifndef SYS_LOG_H
#define SYS_LOG_H

#include "base/str.h"

typedef enum LogLevel { LEVEL_DEBUG, LEVEL_INFO, LEVEL_WARN, LEVEL_ERROR } LogLevel;

enum { LOG_LINE_MAX = 2048 }; /* longer: cut, and ends with " cut=1" */

typedef struct LogField {
    const char *key; /* a word of ours; NULL: skipped */
    Str text;
    int64_t number; /* when text.at is NULL */
} LogField;

/* What is below this level is dropped; at the start LEVEL_INFO. */
void log_level_set(LogLevel least);
/* "debug", "info", "warn" or "error"; false for another word. */
MUST_USE bool log_level_read(Str word, LogLevel *ret);
void log_event(LogLevel level, const char *event, const LogField *fields, size_t count);
/* The line alone, for tests and for whoever keeps it; ends with a newline. */
size_t log_line(char line[LOG_LINE_MAX], LogLevel level, const char *event,
                const LogField *fields, size_t count);

static inline LogField log_text(const char *key, Str text)
{
    return (LogField){ .key = key, .text = { text.at ? text.at : "", text.len } };
}

static inline LogField log_number(const char *key, int64_t number)
{
    return (LogField){ .key = key, .number = number };
}

/* LOG(LEVEL_WARN, "db.slow", log_number("ms", 212)); fields are optional. */
#define LOG(level, event, ...)                                            \
    log_event((level), (event), (const LogField[]){ { 0 }, __VA_ARGS__ }, \
              COUNT(((const LogField[]){ { 0 }, __VA_ARGS__ })))

#endif
