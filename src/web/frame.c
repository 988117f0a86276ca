#include "web/frame.h"

#include "web/web.h"

/* rq->path has lost its language; the query stays. */
static Str path_and_query(const Work *w, const Request *rq)
{
    Str path, query;

    if (!str_cut(rq->target, '?', &path, &query) || query.len == 0) {
        return rq->path;
    }
    return str_format(w->mem, "%.*s?%.*s", STR_ARG(rq->path), STR_ARG(query));
}

static bool at(const Request *rq, const char *path)
{
    return str_eq(rq->path, str_from(path));
}

Frame frame_of(const Work *w, const Request *rq, Str title, Str description)
{
    Str path = rq->path.len > 0 ? path_and_query(w, rq) : STR("/");
    const char *other = w->lang == LANG_FR ? "en" : "fr";

    return (Frame){
        .title = title,
        .description = description,
        .site = w->site->name,
        .path = path,
        .canonical = web_absolute(w, path),
        .other_path = str_format(w->mem, "/%s%.*s", other, STR_ARG(path)),
        .home_url = w->site->base_url,
        .style = w->site->assets.style,
        .script = w->site->assets.script,
        .icon = w->site->assets.icon,
        .demo = w->site->demo,
        .boxed = w->site->mail.boxed,
        .at_home = at(rq, "/"),
        .at_list = at(rq, "/cafes"),
        .at_map = at(rq, "/carte"),
        .at_new = at(rq, "/cafes/nouveau"),
        .at_data = at(rq, "/donnees"),
    };
}

Frame frame_of_form(const Work *w, const Request *rq, const Reply *rp, Str title)
{
    Frame f = frame_of(w, rq, title, (Str){ 0 });

    if (rp->status == 422) {
        f.title = say_with(w->mem, w->lang, SAY_frame_came_back, SAY_ARGS(SAY_ARG(title)));
    }
    f.no_index = true;
    return f;
}
