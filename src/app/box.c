#include "app/box.h"

#include "app/box_view.h"
#include "post/post_queue.h"
#include "text/moment.h"

enum { BOX_PAGE = 10, TEXT_MAX = 256 * 1024 };

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static void put_word(Buf *out, Str word)
{
    if (!str_starts(word, STR("https://")) && !str_starts(word, STR("http://"))) {
        html_text(out, word);
        return;
    }
    buf_add(out, STR("<a href=\""));
    html_url(out, word);
    buf_add(out, STR("\">"));
    html_text(out, word);
    buf_add(out, STR("</a>"));
}

/* A word that is an address of the web becomes a link. */
static Html linked(Arena *mem, Str text)
{
    Buf out = buf_new(mem, TEXT_MAX);
    size_t from = 0;

    for (size_t i = 0; i <= text.len; i++) {
        if (i == text.len || is_space(text.at[i])) {
            put_word(&out, str_slice(text, from, i - from));
            buf_add(&out, str_slice(text, i, 1));
            from = i + 1;
        }
    }
    return (Html){ buf_str(&out) };
}

static BoxLetter shown(const Work *w, const Letter *l)
{
    Moment at = { .starts = l->made_at, .zone = ZONE_PARIS, .hour_known = true };
    Str id = work_id_text(w->mem, l->id.v);

    return (BoxLetter){
        .id = id,
        .title = l->title,
        .address = l->address,
        .at = moment_say(w->mem, w->lang, at, w->now),
        .ics = l->calendar.len > 0 ? STR_JOIN(w->mem, STR("/boite/"), id, STR(".ics"))
                                   : (Str){ 0 },
        .text = linked(w->mem, l->body_text),
    };
}

static Fault load(Work *w, const Request *rq, Letter *ret)
{
    LetterId id;

    if (!w->site->mail.boxed) {
        return FAULT_ABSENT;
    }
    TRY(web_arg_id(rq, 0, &id.v));
    TRY(post_load(w, id, ret));
    return ret->state == POST_BOXED && ret->address.len > 0 ? FAULT_NONE : FAULT_ABSENT;
}

static Fault list_before(Work *w, const Request *rq, Letter **ret, size_t *ret_len)
{
    LetterId before = { 0 };
    Str asked = web_query(rq, "avant");

    if (asked.len > 0 && !work_id_read(asked, &before.v)) {
        return FAULT_INPUT;
    }
    return post_list(w, POST_BOXED, before, BOX_PAGE + 1, ret, ret_len);
}

Fault box_web_list(Work *w, const Request *rq, Reply *rp)
{
    BoxList v = { 0 };
    Letter *list;
    size_t len;

    if (!w->site->mail.boxed) {
        return FAULT_ABSENT;
    }
    TRY(list_before(w, rq, &list, &len));
    size_t here = len < BOX_PAGE ? len : BOX_PAGE;
    BoxLetter *letters = NEW_ARRAY(w->mem, BoxLetter, here + 1);
    for (size_t i = 0; i < here; i++) {
        letters[i] = shown(w, &list[i]);
    }
    v.frame = frame_of(w, rq, say(w->lang, SAY_box_heading), (Str){ 0 });
    v.frame.no_index = true;
    v.letters.at = letters;
    v.letters.len = here;
    if (len > here) {
        v.older = STR_JOIN(w->mem, STR("/boite?avant="), letters[here - 1].id);
    }
    web_private(rp);
    box_list_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault box_web_letter(Work *w, const Request *rq, Reply *rp)
{
    Letter letter;

    TRY(load(w, rq, &letter));
    BoxPage v = { .frame = frame_of(w, rq, letter.title, (Str){ 0 }),
                  .letter = shown(w, &letter) };
    v.frame.no_index = true;
    web_private(rp);
    box_letter_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault box_web_calendar(Work *w, const Request *rq, Reply *rp)
{
    Letter letter;

    TRY(load(w, rq, &letter));
    if (letter.calendar.len == 0) {
        return FAULT_ABSENT;
    }
    rp->type = "text/calendar; charset=utf-8";
    http_header(rp, "Content-Disposition", STR("attachment; filename=\"cafe.ics\""));
    web_private(rp);
    buf_add(&rp->body, letter.calendar);
    return FAULT_NONE;
}

Fault box_web_bytes(Work *w, const Request *rq, Reply *rp)
{
    Letter letter;
    Str bytes;

    TRY(load(w, rq, &letter));
    TRY(post_bytes(w, &letter, &bytes));
    rp->type = "message/rfc822";
    http_header(rp, "Content-Disposition", STR("attachment; filename=\"lettre.eml\""));
    web_private(rp);
    buf_add(&rp->body, bytes);
    return FAULT_NONE;
}
