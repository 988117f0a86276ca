/* box_view.h - the mailbox of the developer mode, as pages */
#ifndef APP_BOX_VIEW_H
#define APP_BOX_VIEW_H

#include "web/frame.h"

typedef struct BoxLetter {
    Str id, title, address, at, ics; /* ics: where its calendar is; "" */
    Html text;                       /* its addresses are links */
} BoxLetter;

typedef struct BoxList {
    Frame frame;
    struct {
        const BoxLetter *at;
        size_t len;
    } letters;
    Str older; /* address of the next page; "" */
} BoxList;

typedef struct BoxPage {
    Frame frame;
    BoxLetter letter;
} BoxPage;

void box_list_html(Buf *out, Lang lang, const BoxList *v);
void box_letter_html(Buf *out, Lang lang, const BoxPage *v);

#endif
