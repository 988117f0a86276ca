/* The bytes of data/gazetteer.bin inside the program: in
 * read-only pages that all processes share and that cost nothing until read. */
#include "geo/built_in.h"

#include "geo_files.h" /* made by the build: where the file is */

/* clang-format off */
#define INSIDE(name, file)                          \
    __asm__(".section .rodata\n"                    \
            ".balign 16\n"                          \
            ".globl " #name "_from\n"               \
            ".hidden " #name "_from\n"              \
            #name "_from:\n"                        \
            ".incbin \"" file "\"\n"                \
            ".globl " #name "_to\n"                 \
            ".hidden " #name "_to\n"                \
            #name "_to:\n"                          \
            ".byte 0\n"                             \
            ".text\n");                             \
    extern const char name##_from[], name##_to[]
/* clang-format on */

INSIDE(geo_gazetteer, GAZETTEER_FILE);

Str geo_built_in_gazetteer(void)
{
    return (Str){ geo_gazetteer_from, (size_t)(geo_gazetteer_to - geo_gazetteer_from) };
}
