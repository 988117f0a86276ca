/* site_mine_view.h - what is kept about me, and its erasure, as pages show them */
#ifndef ROOMS_SITE_SITE_MINE_VIEW_H
#define ROOMS_SITE_SITE_MINE_VIEW_H

#include "web/frame.h"

typedef struct MineCell {
    Str key, value;
} MineCell;

typedef struct MineCells {
    MineCell *at;
    size_t len;
} MineCells;

typedef struct MineItem {
    MineCells cells;
} MineItem;

typedef struct MineItems {
    MineItem *at;
    size_t len;
} MineItems;

/* A table, when it holds something. */
typedef struct MineSection {
    Str title;
    MineItems items;
    int64_t more; /* that stand in the file alone */
} MineSection;

typedef struct MineSections {
    MineSection *at;
    size_t len;
} MineSections;

/* site_mine.html - /compte/donnees */
typedef struct SiteMine {
    Frame frame;
    Str token, mail;
    MineSections sections;
} SiteMine;
void site_mine_html(Buf *out, Lang lang, const SiteMine *v);

/* site_erase.html - /compte/effacer */
typedef struct SiteErase {
    Frame frame;
    Str token, mail;
    bool has_role;
} SiteErase;
void site_erase_html(Buf *out, Lang lang, const SiteErase *v);

/* site_goodbye.html - /compte/au-revoir */
typedef struct SiteGoodbye {
    Frame frame;
} SiteGoodbye;
void site_goodbye_html(Buf *out, Lang lang, const SiteGoodbye *v);

#endif
