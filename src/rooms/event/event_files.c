#include "rooms/event/event_files.h"

#include "event_paths.h" /* made by the build: where the files are */

/* clang-format off */
#define INSIDE(name, file)                            \
    __asm__(".section .rodata\n"                      \
            ".globl event_file_" #name "_from\n"      \
            ".hidden event_file_" #name "_from\n"     \
            "event_file_" #name "_from:\n"            \
            ".incbin \"" file "\"\n"                  \
            ".globl event_file_" #name "_to\n"        \
            ".hidden event_file_" #name "_to\n"       \
            "event_file_" #name "_to:\n"              \
            ".byte 0\n"                               \
            ".text\n");                               \
    extern const char event_file_##name##_from[], event_file_##name##_to[]
/* clang-format on */

INSIDE(real, EVENT_DATA "/sample/real.csv");
INSIDE(series, EVENT_DATA "/sample/series.csv");
INSIDE(demo, EVENT_DATA "/sample/demo.csv");
INSIDE(words, EVENT_DATA "/sample/words.txt");
INSIDE(model, EVENT_DATA "/modele-cafes.csv");

static Str between(const char *from, const char *to)
{
    return (Str){ from, (size_t)(to - from) };
}

Str event_file_real(void)
{
    return between(event_file_real_from, event_file_real_to);
}

Str event_file_series(void)
{
    return between(event_file_series_from, event_file_series_to);
}

Str event_file_demo(void)
{
    return between(event_file_demo_from, event_file_demo_to);
}

Str event_file_words(void)
{
    return between(event_file_words_from, event_file_words_to);
}

Str event_file_model(void)
{
    return between(event_file_model_from, event_file_model_to);
}
