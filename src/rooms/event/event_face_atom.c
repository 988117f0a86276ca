/* event_face_atom.c - /cafes.atom: RFC 4287, paged as RFC 5005 has it
 *
 * What an entry says doesn't depend on the day it is read: its date has a
 * year, and it isn't "held" once over; so its updated tells the truth. */
#include "rooms/event/event_face.h"

enum { ATOM_ENTRIES = 50, ATOM_SUMMARY_MAX = 8 * 1024 };

static const char list_path[] = "/cafes.atom";

/* XML has no way to write most control characters, nor U+FFFE and U+FFFF. */
static bool writable(uint32_t c)
{
    return (c >= ' ' || c == '\t' || c == '\n' || c == '\r') && c != 0xfffe && c != 0xffff;
}

static void put_text(Buf *out, Str s)
{
    for (size_t at = 0, from = 0; at < s.len; from = at) {
        uint32_t c = str_next_char(s, &at);
        if (c == 0xfffd) {
            buf_add(out, STR("\xef\xbf\xbd"));
        } else if (writable(c)) {
            html_text(out, str_slice(s, from, at - from));
        }
    }
}

static void element(Buf *out, const char *name, Str text)
{
    if (text.len > 0) {
        buf_addf(out, "<%s>", name);
        put_text(out, text);
        buf_addf(out, "</%s>\n", name);
    }
}

static void link_to(Buf *out, const char *rel, const char *type, Str address)
{
    if (address.len == 0) {
        return;
    }
    buf_addf(out, "<link rel=\"%s\"", rel);
    if (type) {
        buf_addf(out, " type=\"%s\"", type);
    }
    buf_add(out, STR(" href=\""));
    put_text(out, address);
    buf_add(out, STR("\"/>\n"));
}

static void author(Buf *out, Str name)
{
    if (name.len > 0) {
        buf_add(out, STR("<author>"));
        element(out, "name", name);
        buf_add(out, STR("</author>\n"));
    }
}

static void category(Buf *out, Str term, Str label)
{
    if (term.len > 0) {
        buf_add(out, STR("<category term=\""));
        put_text(out, term);
        buf_add(out, STR("\" label=\""));
        put_text(out, label.len > 0 ? label : term);
        buf_add(out, STR("\"/>\n"));
    }
}

static void sentence(Buf *out, Str s)
{
    if (s.len > 0) {
        buf_add(out, out->len > 0 ? STR(". ") : (Str){ 0 });
        buf_add(out, s);
    }
}

/* "jeudi 4 juillet 2024, 13 h 30 – 15 h. Médiathèque, 41000 Blois. ..." */
static Str summary_of(const Work *w, const Event *e)
{
    Buf out = buf_new(w->mem, ATOM_SUMMARY_MAX);

    sentence(&out, moment_say(w->mem, w->lang, event_moment(e), 0));
    sentence(&out, face_where(w, e));
    sentence(&out, e->summary);
    return buf_str(&out);
}

static void put_entry(Work *w, Buf *out, const Event *e, FaceThemes themes)
{
    Theme theme = face_theme(themes, e);
    Str id = face_event_url(w, e);

    buf_add(out, STR("<entry>\n"));
    element(out, "title", face_title(w, e));
    element(out, "id", id);
    link_to(out, "alternate", "text/html", web_absolute(w, event_url(w->mem, e)));
    link_to(out, "enclosure", "text/calendar", str_format(w->mem, "%.*s.ics", STR_ARG(id)));
    element(out, "published",
            face_utc(w->mem, e->published_at > 0 ? e->published_at : e->made_at));
    element(out, "updated", face_utc(w->mem, face_changed(e)));
    author(out, e->organizers);
    category(out, event_kind_code(e->kind), event_kind_say(w, e->kind));
    category(out, theme.code, theme.name);
    element(out, "summary", summary_of(w, e));
    if (face_has_point(e)) {
        buf_addf(out, "<georss:point>%.5f %.5f</georss:point>\n", e->lat, e->lon);
    }
    buf_add(out, STR("</entry>\n"));
}

/* The latest change of what is shown; an empty feed never changed. */
static int64_t updated_of(const Found *found)
{
    int64_t latest = 0;

    for (size_t i = 0; i < found->len; i++) {
        int64_t at = face_changed(&found->events[i]);
        latest = at > latest ? at : latest;
    }
    return latest;
}

/* The address that was asked, as this feed says it. */
static Str self_of(Work *w, const Request *rq, const Found *found)
{
    Str path = face_path(w->mem, &found->asked, list_path), cursor = web_query(rq, "apres");
    char joint = found->asked.address.len > 0 ? '&' : '?';

    if (!found->asked.search.after.set) {
        return web_absolute(w, path);
    }
    return web_absolute(
        w, str_format(w->mem, "%.*s%capres=%.*s", STR_ARG(path), joint, STR_ARG(cursor)));
}

static void put_head(Work *w, const Request *rq, Buf *out, const Found *found)
{
    buf_addf(out,
             "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
             "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
             "xmlns:georss=\"http://www.georss.org/georss\" xml:lang=\"%s\">\n",
             lang_code(w->lang));
    element(out, "title", face_name(w, &found->asked));
    element(out, "id", web_absolute(w, face_path(w->mem, &found->asked, list_path)));
    element(out, "updated", face_utc(w->mem, updated_of(found)));
    author(out, w->site->name);
    element(out, "rights", say(w->lang, SAY_face_licence));
    link_to(out, "self", "application/atom+xml", self_of(w, rq, found));
    link_to(out, "alternate", "text/html",
            web_absolute(w, face_path(w->mem, &found->asked, "/cafes")));
    link_to(out, "license", NULL, STR("https://spdx.org/licenses/etalab-2.0.html"));
}

Fault event_face_list_atom(Work *w, const Request *rq, Reply *rp)
{
    Buf entries = buf_new(w->mem, HTTP_REPLY_MAX);
    Found found;
    size_t n = 0;

    TRY(face_find(w, rq, ATOM_ENTRIES, &found));
    if (!face_can_search(&found.asked)) {
        face_refuse(w, &found.asked, rp);
        return FAULT_NONE;
    }
    for (; n < found.len && entries.len < FACE_BYTES_MAX; n++) {
        put_entry(w, &entries, &found.events[n], found.themes);
    }
    put_head(w, rq, &rp->body, &found);
    Str next = face_next(w->mem, &found, list_path, n);
    link_to(&rp->body, "next", "application/atom+xml",
            next.len > 0 ? web_absolute(w, next) : (Str){ 0 });
    buf_add(&rp->body, buf_str(&entries));
    buf_add(&rp->body, STR("</feed>\n"));
    face_is(w, rp, "application/atom+xml; charset=utf-8", (Str){ 0 });
    return FAULT_NONE;
}
