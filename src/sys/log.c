#include "sys/log.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sys/clock.h"

static atomic_int least_level = LEVEL_INFO;

static const char *const level_names[] = { [LEVEL_DEBUG] = "debug",
                                           [LEVEL_INFO] = "info",
                                           [LEVEL_WARN] = "warn",
                                           [LEVEL_ERROR] = "error" };

/* Room for the longest escape of one character and for the end of the line. */
enum { TAIL = 24 };

typedef struct Line {
    char *at;
    size_t len;
    bool cut;
} Line;

void log_level_set(LogLevel least)
{
    atomic_store(&least_level, (int)least);
}

bool log_level_read(Str word, LogLevel *ret)
{
    for (size_t i = 0; i < COUNT(level_names); i++) {
        if (str_eq(word, str_from(level_names[i]))) {
            *ret = (LogLevel)i;
            return true;
        }
    }
    return false;
}

static void put(Line *line, const char *at, size_t len)
{
    if (line->cut || line->len + len > LOG_LINE_MAX - TAIL) {
        line->cut = true;
        return;
    }
    memcpy(line->at + line->len, at, len);
    line->len += len;
}

static void put_word(Line *line, const char *word)
{
    put(line, word, strlen(word));
}

static bool is_plain(Str s)
{
    static const char marks[] = ".,:;/@+-_";

    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && !memchr(marks, c, sizeof marks - 1)) {
            return false;
        }
    }
    return s.len > 0;
}

/* C0, DEL and C1 controls, and the two separators that some readers of logs
 * take for the end of a line. */
static bool breaks_lines(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

static void put_char(Line *line, uint32_t c, Str bytes)
{
    char escaped[16];

    if (breaks_lines(c)) {
        int n = snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned)c);
        put(line, escaped, (size_t)n);
    } else if (c == '"' || c == '\\') {
        escaped[0] = '\\';
        escaped[1] = (char)c;
        put(line, escaped, 2);
    } else if (c == 0xfffd) {
        put_word(line, "\\ufffd");
    } else {
        put(line, bytes.at, bytes.len);
    }
}

static void put_text(Line *line, Str s)
{
    if (is_plain(s)) {
        put(line, s.at, s.len);
        return;
    }
    put_word(line, "\"");
    for (size_t at = 0; at < s.len && !line->cut;) {
        size_t from = at;
        uint32_t c = str_next_char(s, &at);
        put_char(line, c, str_slice(s, from, at - from));
    }
    if (line->cut) { /* the room kept for the end */
        line->at[line->len++] = '"';
    } else {
        put_word(line, "\"");
    }
}

static void put_field(Line *line, const LogField *f)
{
    char number[24];

    if (!f->key || line->cut) {
        return;
    }
    put_word(line, " ");
    put_word(line, f->key);
    put_word(line, "=");
    if (f->text.at) {
        put_text(line, f->text);
    } else {
        put(line, number,
            (size_t)snprintf(number, sizeof number, "%lld", (long long)f->number));
    }
}

static void put_head(Line *line, LogLevel level, const char *event)
{
    time_t now = (time_t)sys_now();
    struct tm utc;
    char text[40];

    if (!gmtime_r(&now, &utc)) {
        utc = (struct tm){ .tm_year = 70, .tm_mday = 1 };
    }
    put_word(line, "ts=");
    put(line, text, strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc));
    put_word(line, " level=");
    put_word(line, level_names[level]);
    put_word(line, " event=");
    put_word(line, event);
}

size_t log_line(char at[LOG_LINE_MAX], LogLevel level, const char *event,
                const LogField *fields, size_t count)
{
    Line line = { .at = at };

    put_head(&line, level, event);
    for (size_t i = 0; i < count; i++) {
        put_field(&line, &fields[i]);
    }
    if (line.cut) {
        memcpy(line.at + line.len, " cut=1", 6);
        line.len += 6;
    }
    line.at[line.len++] = '\n';
    return line.len;
}

void log_event(LogLevel level, const char *event, const LogField *fields, size_t count)
{
    char line[LOG_LINE_MAX];

    if ((int)level < atomic_load_explicit(&least_level, memory_order_relaxed)) {
        return;
    }
    size_t len = log_line(line, level, event, fields, count);
    /* Nobody to tell when standard error itself fails. */
    ssize_t written = write(STDERR_FILENO, line, len);
    (void)written;
}
