#include "text/compare.h"

#include "text/fold.h"

enum { WORDS_MAX = 32 };

typedef struct Words {
    Str at[WORDS_MAX];
    int len;
} Words;

static bool among(const Words *w, Str word)
{
    for (int i = 0; i < w->len; i++) {
        if (str_eq(w->at[i], word)) {
            return true;
        }
    }
    return false;
}

static Words words_of(Arena *mem, Str title)
{
    Words w = { 0 };
    Str rest = fold(mem, title), word;

    while (rest.len > 0 && w.len < WORDS_MAX) {
        str_cut(rest, ' ', &word, &rest);
        if (!among(&w, word)) {
            w.at[w.len++] = word;
        }
    }
    return w;
}

int compare_titles(Arena *mem, Str a, Str b)
{
    Words x = words_of(mem, a), y = words_of(mem, b);
    int common = 0;

    for (int i = 0; i < x.len; i++) {
        common += among(&y, x.at[i]);
    }
    return common == 0 ? 0 : 200 * common / (x.len + y.len);
}
