#include "text/ics.h"

#include "text/moment_zone.h"

enum { LINE_MAX_OCTETS = 75, PLACE_DECIMALS = 5 };

/* One character, of n octets; a line that is full goes on in the next. */
static void put_char(Ics *ics, Str c)
{
    if (ics->column + c.len > LINE_MAX_OCTETS) {
        buf_add(ics->out, STR("\r\n "));
        ics->column = 1;
    }
    buf_add(ics->out, c);
    ics->column += c.len;
}

static bool control(Str c)
{
    return c.len == 1 && ((unsigned char)c.at[0] < ' ' || c.at[0] == 0x7f);
}

static void put(Ics *ics, Str s)
{
    for (size_t at = 0, from = 0; at < s.len; from = at) {
        uint32_t c = str_next_char(s, &at);
        Str one = c == 0xfffd ? STR("\xef\xbf\xbd") : str_slice(s, from, at - from);
        if (!control(one)) {
            put_char(ics, one);
        }
    }
}

static void end_line(Ics *ics)
{
    buf_add(ics->out, STR("\r\n"));
    ics->column = 0;
}

static void line(Ics *ics, Str name, Str value)
{
    put(ics, name);
    put(ics, value);
    end_line(ics);
}

/* "\r\n" is one new line, as "\n" is. */
static void put_text(Ics *ics, Str s)
{
    size_t from = 0;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        if (c == '\\' || c == ';' || c == ',' || c == '\n') {
            put(ics, str_slice(s, from, i - from));
            put(ics, c == '\n' ? STR("\\n") : STR("\\"));
            from = i + (c == '\n');
        }
    }
    put(ics, str_slice(s, from, s.len - from));
}

static void text_line(Ics *ics, Str name, Str s)
{
    if (s.len > 0) {
        put(ics, name);
        put_text(ics, s);
        end_line(ics);
    }
}

static void int_line(Ics *ics, Str name, int64_t v)
{
    line(ics, name, str_format(ics->out->mem, "%lld", (long long)v));
}

static Str wall(Arena *mem, Civil c)
{
    return str_format(mem, "%04d%02d%02dT%02d%02d%02d", c.date.year, c.date.month, c.date.day,
                      c.hour, c.minute, c.second);
}

static void utc_line(Ics *ics, Str name, int64_t at)
{
    put(ics, name);
    put(ics, wall(ics->out->mem, civil_at(ZONE_UTC, at)));
    put(ics, STR("Z"));
    end_line(ics);
}

/* "DTSTART" and its time on the wall of the zone. */
static void time_line(Ics *ics, Str name, Zone zone, int64_t at)
{
    if (zone == ZONE_UTC) {
        utc_line(ics, str_format(ics->out->mem, "%.*s:", STR_ARG(name)), at);
        return;
    }
    put(ics, name);
    put(ics, STR(";TZID="));
    put(ics, str_from(zone_name(zone)));
    line(ics, STR(":"), wall(ics->out->mem, civil_at(zone, at)));
}

static void day_line(Ics *ics, Str name, Day d)
{
    put(ics, name);
    line(ics, STR(";VALUE=DATE:"),
         str_format(ics->out->mem, "%04d%02d%02d", d.year, d.month, d.day));
}

static void offset_line(Ics *ics, Str name, int hours)
{
    line(ics, name,
         str_format(ics->out->mem, "%c%02d00", hours < 0 ? '-' : '+',
                    hours < 0 ? -hours : hours));
}

/* STANDARD or DAYLIGHT: which hours are left and which begin, and when. */
static void zone_part(Ics *ics, Str part, int from, int to, const ZoneTurn *turn, int since)
{
    Arena *mem = ics->out->mem;
    Civil begins = { { 1970, 1, 1 }, 0, 0, 0 };

    if (turn) {
        begins = civil_at(ZONE_UTC, zone_turn(turn, since) + from * 3600);
    }
    line(ics, STR("BEGIN:"), part);
    line(ics, STR("DTSTART:"), wall(mem, begins));
    offset_line(ics, STR("TZOFFSETFROM:"), from);
    offset_line(ics, STR("TZOFFSETTO:"), to);
    if (turn) {
        line(ics, STR("RRULE:FREQ=YEARLY;"),
             str_format(mem, "BYMONTH=%d;BYDAY=%dSU", turn->month, turn->nth));
    }
    line(ics, STR("END:"), part);
}

static void write_zone(Ics *ics, Zone zone)
{
    ZoneRule rule = zone_rule(zone);

    if (zone == ZONE_UTC || (ics->zones & 1U << zone)) {
        return;
    }
    ics->zones |= 1U << zone;
    line(ics, STR("BEGIN:VTIMEZONE"), (Str){ 0 });
    line(ics, STR("TZID:"), str_from(rule.name));
    if (rule.summer) {
        zone_part(ics, STR("DAYLIGHT"), rule.hours, rule.hours + 1, &rule.summer->begins,
                  rule.summer->since);
        zone_part(ics, STR("STANDARD"), rule.hours + 1, rule.hours, &rule.summer->ends,
                  rule.summer->since);
    } else {
        zone_part(ics, STR("STANDARD"), rule.hours, rule.hours, NULL, 0);
    }
    line(ics, STR("END:VTIMEZONE"), (Str){ 0 });
}

void ics_begin(Ics *ics, Buf *out, const IcsCalendar *calendar)
{
    static const char *const methods[ICS_METHOD_COUNT] = {
        [ICS_PUBLISH] = "PUBLISH", [ICS_REQUEST] = "REQUEST", [ICS_CANCEL] = "CANCEL"
    };

    *ics = (Ics){ .out = out };
    line(ics, STR("BEGIN:VCALENDAR"), (Str){ 0 });
    line(ics, STR("VERSION:2.0"), (Str){ 0 });
    line(ics, STR("PRODID:-//cafeia//cafeia//FR"), (Str){ 0 });
    line(ics, STR("CALSCALE:GREGORIAN"), (Str){ 0 });
    line(ics, STR("METHOD:"), str_from(methods[calendar->method]));
    text_line(ics, STR("NAME:"), calendar->name);
    text_line(ics, STR("X-WR-CALNAME:"), calendar->name);
    if (calendar->every_hours > 0) {
        Str every = str_format(out->mem, "PT%lldH", (long long)calendar->every_hours);
        line(ics, STR("REFRESH-INTERVAL;VALUE=DURATION:"), every);
        line(ics, STR("X-PUBLISHED-TTL:"), every);
    }
}

/* The last day of VALUE=DATE is the one after. */
static void write_days(Ics *ics, Moment m)
{
    int64_t last = m.ends > m.starts ? m.ends - 1 : m.starts;

    day_line(ics, STR("DTSTART"), day_of(m.zone, m.starts));
    day_line(ics, STR("DTEND"), day_from_number(day_number(day_of(m.zone, last)) + 1));
}

static void write_when(Ics *ics, Moment m)
{
    if (!m.hour_known) {
        write_days(ics, m);
        return;
    }
    time_line(ics, STR("DTSTART"), m.zone, m.starts);
    if (m.ends > m.starts) {
        time_line(ics, STR("DTEND"), m.zone, m.ends);
    }
}

static void write_place(Ics *ics, const IcsEvent *e)
{
    text_line(ics, STR("LOCATION:"), e->location);
    if (e->placed) {
        line(ics, STR("GEO:"),
             str_format(ics->out->mem, "%.*f;%.*f", PLACE_DECIMALS, e->lat, PLACE_DECIMALS,
                        e->lon));
    }
}

static void write_categories(Ics *ics, const IcsEvent *e)
{
    if (e->categories_len == 0) {
        return;
    }
    put(ics, STR("CATEGORIES:"));
    for (size_t i = 0; i < e->categories_len; i++) {
        put(ics, i ? STR(",") : (Str){ 0 });
        put_text(ics, e->categories[i]);
    }
    end_line(ics);
}

/* A quoted parameter can't hold a quote, and has no way to say it. */
static void put_parameter(Ics *ics, Str s)
{
    Str head, tail = s;

    put(ics, STR("\""));
    while (str_cut(tail, '"', &head, &tail)) {
        put(ics, head);
        put(ics, STR("'"));
    }
    put(ics, head);
    put(ics, STR("\""));
}

static void write_people(Ics *ics, const IcsEvent *e)
{
    if (e->organizer.len > 0 && e->organizer_mail.len > 0) {
        put(ics, STR("ORGANIZER;CN="));
        put_parameter(ics, e->organizer);
        line(ics, STR(":mailto:"), e->organizer_mail);
    }
    if (e->attendee_mail.len > 0) {
        line(ics, STR("ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:"), e->attendee_mail);
    }
}

void ics_event(Ics *ics, const IcsEvent *e)
{
    static const char *const statuses[ICS_STATUS_COUNT] = { [ICS_CONFIRMED] = "CONFIRMED",
                                                            [ICS_TENTATIVE] = "TENTATIVE",
                                                            [ICS_CANCELLED] = "CANCELLED" };

    if (e->when.hour_known) {
        write_zone(ics, e->when.zone);
    }
    line(ics, STR("BEGIN:VEVENT"), (Str){ 0 });
    line(ics, STR("UID:"), e->uid);
    utc_line(ics, STR("DTSTAMP:"), e->stamp);
    if (e->modified) {
        utc_line(ics, STR("LAST-MODIFIED:"), e->modified);
    }
    int_line(ics, STR("SEQUENCE:"), e->sequence);
    line(ics, STR("STATUS:"), str_from(statuses[e->status]));
    write_when(ics, e->when);
    text_line(ics, STR("SUMMARY:"), e->summary);
    text_line(ics, STR("DESCRIPTION:"), e->description);
    write_place(ics, e);
    if (e->url.len > 0) {
        line(ics, STR("URL:"), e->url);
    }
    write_categories(ics, e);
    write_people(ics, e);
    line(ics, STR("END:VEVENT"), (Str){ 0 });
}

void ics_end(Ics *ics)
{
    line(ics, STR("END:VCALENDAR"), (Str){ 0 });
}
