#!/bin/sh
# migrations.sh FILE... - write migrations.c: each file as a string, in order
#
# The names are NNNN_word.sql, counting from 0001 without a gap.
set -eu

echo '/* written by tools/migrations.sh from migrations/NNNN_name.sql */'
echo '#include "db/migrate.h"'
echo
echo 'const Migration migrations[] = {'
want=1
for file in "$@"; do
    name=$(basename "$file" .sql)
    if [ "${name%%_*}" != "$(printf %04d "$want")" ]; then
        echo "migrations.sh: $file: expected number $want" >&2
        exit 1
    fi
    printf '    { %d, "%s",\n' "$want" "${name#*_}"
    sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/      "/' -e 's/$/\\n"/' "$file"
    echo '    },'
    want=$((want + 1))
done
echo '};'
echo 'const size_t migrations_count = COUNT(migrations);'
