#include "rooms/theme/theme.h"

#include "work/work.h"

static const DbQuery q_list_fr = {
    .name = "theme_list_fr",
    .sql = "SELECT number, code, name_fr AS name, cafe_fr AS cafe, tagline_fr AS tagline,"
           " what_fr AS what FROM theme ORDER BY number LIMIT 50",
};

static const DbQuery q_list_en = {
    .name = "theme_list_en",
    .sql = "SELECT number, code, name_en AS name, cafe_en AS cafe, tagline_en AS tagline,"
           " what_en AS what FROM theme ORDER BY number LIMIT 50",
};

const DbQuery *const theme_store_all[] = { &q_list_fr, &q_list_en, NULL };

static const DbCol theme_cols[] = {
    DB_COL(Theme, number), DB_COL(Theme, code),    DB_COL(Theme, name),
    DB_COL(Theme, cafe),   DB_COL(Theme, tagline), DB_COL(Theme, what),
};
static const DbRow theme_row = DB_ROW(Theme, theme_cols);

Fault theme_list(Work *w, Theme **ret, size_t *ret_len)
{
    return work_list(w, w->lang == LANG_EN ? &q_list_en : &q_list_fr, DB_NO_ARGS, &theme_row,
                     THEMES_MAX, ret, ret_len);
}
