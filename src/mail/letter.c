#include "mail/letter.h"

#include "mail/address.h"
#include "mail/encode.h"

enum { ID_MAX = 200, URL_MAX = 900 };

/* No quoted-printable or base64 line holds "=_". */
#define MIXED "=_mixed"
#define CHOICE "=_choice"

static bool is_ascii_word(Str s, size_t max)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] <= ' ' || s.at[i] >= 0x7f || s.at[i] == '<' || s.at[i] == '>') {
            return false;
        }
    }
    return s.len > 0 && s.len <= max;
}

static bool is_address(Arena *mem, Str s)
{
    Str read;

    return !mail_address_read(mem, s, &read) && str_eq(str_trim(s), s);
}

static bool is_sound(Arena *mem, const MailLetter *l)
{
    Str stop = l->unsubscribe_url;
    bool web = str_starts(stop, STR("https://")) || str_starts(stop, STR("http://"));

    return is_address(mem, l->from) && is_address(mem, l->to) &&
           (l->reply_to.len == 0 || is_address(mem, l->reply_to)) &&
           is_ascii_word(l->message_id, ID_MAX) &&
           (stop.len == 0 || (web && is_ascii_word(stop, URL_MAX)));
}

static void address(Buf *out, const char *field, Str name, Str where)
{
    Str line = mail_one_line(out->mem, name, MAIL_NAME_MAX);

    buf_addf(out, "%s: ", field);
    if (line.len > 0) {
        mail_words(out, line);
        buf_addf(out, "\r\n <%.*s>\r\n", STR_ARG(where));
    } else {
        buf_addf(out, "%.*s\r\n", STR_ARG(where));
    }
}

static void date(Buf *out, int64_t at)
{
    static const char days[][4] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    Civil c = civil_at(ZONE_UTC, at);

    buf_addf(out, "Date: %s, %d %s %04d %02d:%02d:%02d +0000\r\n", days[day_weekday(c.date)],
             c.date.day, months[c.date.month - 1], c.date.year, c.hour, c.minute, c.second);
}

static void headers(Buf *out, const MailLetter *l)
{
    date(out, l->date);
    address(out, "From", l->from_name, l->from);
    address(out, "To", l->to_name, l->to);
    if (l->reply_to.len > 0) {
        address(out, "Reply-To", (Str){ 0 }, l->reply_to);
    }
    buf_add(out, STR("Subject: "));
    mail_words(out, mail_one_line(out->mem, l->subject, MAIL_SUBJECT_MAX));
    buf_addf(out, "\r\nMessage-ID: <%.*s>\r\n", STR_ARG(l->message_id));
    buf_add(out, STR("MIME-Version: 1.0\r\n"
                     "Auto-Submitted: auto-generated\r\n"
                     "X-Auto-Response-Suppress: All\r\n"));
    if (is_ascii_word(l->lang, 8)) {
        buf_addf(out, "Content-Language: %.*s\r\n", STR_ARG(l->lang));
    }
    if (l->unsubscribe_url.len > 0) {
        buf_addf(out,
                 "List-Unsubscribe: <%.*s>\r\n"
                 "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
                 STR_ARG(l->unsubscribe_url));
    }
}

static void quoted_part(Buf *out, const char *type, Str text)
{
    buf_addf(out,
             "--" CHOICE "\r\n"
             "Content-Type: text/%s; charset=utf-8\r\n"
             "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
             type);
    mail_quoted(out, text);
}

static const char *method_name(IcsMethod method)
{
    switch (method) {
    case ICS_REQUEST: return "REQUEST";
    case ICS_CANCEL: return "CANCEL";
    case ICS_PUBLISH:
    case ICS_METHOD_COUNT: break;
    }
    return "PUBLISH";
}

static void choice(Buf *out, const MailLetter *l)
{
    buf_add(out, STR("Content-Type: multipart/alternative;\r\n"
                     " boundary=\"" CHOICE "\"\r\n\r\n"));
    quoted_part(out, "plain", l->text);
    if (l->html.len > 0) {
        quoted_part(out, "html", l->html);
    }
    if (l->calendar.len > 0) {
        buf_addf(out,
                 "--" CHOICE "\r\n"
                 "Content-Type: text/calendar; charset=utf-8; method=%s\r\n"
                 "Content-Transfer-Encoding: base64\r\n\r\n",
                 method_name(l->method));
        mail_base64(out, l->calendar);
    }
    buf_add(out, STR("--" CHOICE "--\r\n"));
}

static void mixed(Buf *out, const MailLetter *l)
{
    buf_add(out, STR("Content-Type: multipart/mixed;\r\n"
                     " boundary=\"" MIXED "\"\r\n\r\n"
                     "--" MIXED "\r\n"));
    choice(out, l);
    buf_add(out, STR("--" MIXED "\r\n"
                     "Content-Type: application/ics; name=\"cafe.ics\"\r\n"
                     "Content-Disposition: attachment; filename=\"cafe.ics\"\r\n"
                     "Content-Transfer-Encoding: base64\r\n\r\n"));
    mail_base64(out, l->calendar);
    buf_add(out, STR("--" MIXED "--\r\n"));
}

Fault mail_letter(Arena *mem, const MailLetter *l, Str *ret)
{
    Buf out = buf_new(mem, MAIL_BYTES_MAX);

    if (!is_sound(mem, l)) {
        return FAULT_INPUT;
    }
    headers(&out, l);
    if (l->calendar.len > 0) {
        mixed(&out, l);
    } else {
        choice(&out, l);
    }
    if (out.cut) {
        return FAULT_LIMIT;
    }
    *ret = buf_str(&out);
    return FAULT_NONE;
}
