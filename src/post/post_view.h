/* post_view.h - what the templates of a letter are filled with */
#ifndef POST_POST_VIEW_H
#define POST_POST_VIEW_H

#include "post/post.h"
#include "text/html.h"

typedef struct PostView {
    Str site, name, title;
    struct {
        const Str *at;
        size_t len;
    } paras;
    struct {
        const PostFact *at;
        size_t len;
    } facts;
    bool has_facts;
    Str action, action_url, code, note, why, unsubscribe_url, unsubscribe;
} PostView;

void letter_html(Buf *out, Lang lang, const PostView *v);
void letter_text(Buf *out, Lang lang, const PostView *v);

#endif
