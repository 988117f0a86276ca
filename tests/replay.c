/* replay.c - what fuzzing has found, once more
 *
 *     X_replay FOLDER
 *
 * Gives each file of tests/corpus/X to the target X of tests/fuzz, after the
 * empty input and a few short ones.  A folder that isn't there has no file. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>

#include "sys/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

enum { INPUT_MAX = 16 << 20 };

static void give(Str s)
{
    (void)LLVMFuzzerTestOneInput((const uint8_t *)s.at, s.len);
}

static void give_short_ones(void)
{
    static const Str inputs[] = { STR_INIT(""),   STR_INIT("\0"), STR_INIT("\n"),
                                  STR_INIT("\""), STR_INIT("a"),  STR_INIT("\xff\xfe\n\r\n") };

    for (size_t i = 0; i < COUNT(inputs); i++) {
        give(inputs[i]);
    }
}

static int give_files(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    int n = 0;

    while (dir && (entry = readdir(dir))) {
        Arena mem = { 0 };
        const char *path = str_c(&mem, str_format(&mem, "%s/%s", folder, entry->d_name));
        Str bytes;
        if (entry->d_name[0] != '.') {
            if (file_read(&mem, path, INPUT_MAX, &bytes)) {
                (void)fprintf(stderr, "%s can't be read\n", path);
                n = -1000000;
            } else {
                (void)printf("# %s\n", entry->d_name);
                (void)fflush(stdout); /* so that the one that fails is known */
                give(bytes);
                n++;
            }
        }
        arena_done(&mem);
    }
    if (dir) {
        closedir(dir);
    }
    return n;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        (void)fprintf(stderr, "replay: which folder?\n");
        return 2;
    }
    give_short_ones();
    int n = give_files(argv[1]);
    (void)printf("# %d inputs\n", n);
    return n >= 0 ? 0 : 1;
}
