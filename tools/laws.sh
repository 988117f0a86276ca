#!/bin/sh
# laws.sh - what no compiler refuses and this house does
#
#     tools/laws.sh SOURCE_ROOT
#
# Banned functions; free() in a room; SQL outside a store; words for people in
# C; functions above 60 lines, files above 800, headers above 150.
set -eu

cd "$1"
list=$(find src tools tests -name '*.[ch]' 2>/dev/null | sort)
if [ -z "$list" ]; then
    echo "laws.sh: no file was looked at"
    exit 1
fi
# shellcheck disable=SC2086 # no name of a file has a space
LC_ALL=C awk '
    function complain(why) {
        print FILENAME ":" FNR ": " why
        bad = 1
    }
    # Takes the line apart: code keeps what is neither comment nor string, text
    # what stands in strings.
    function take_apart(s) {
        code = ""
        text = ""
        while (s != "") {
            if (noted) {
                if (!match(s, /\*\//)) {
                    return
                }
                s = substr(s, RSTART + 2)
                noted = 0
            } else if (match(s, /\/\*|\/\/|"(\\.|[^"\\])*"|\047(\\.|[^\047\\])*\047/)) {
                code = code substr(s, 1, RSTART - 1)
                found = substr(s, RSTART, RLENGTH)
                s = substr(s, RSTART + RLENGTH)
                if (found == "//") {
                    return
                }
                noted = found == "/*"
                if (!noted) {
                    code = code "\"\""
                    text = text " " substr(found, 2, length(found) - 2)
                }
            } else {
                code = code s
                return
            }
        }
    }
    function has_call(names) {
        return code ~ "(^|[^A-Za-z0-9_])(" names ")[ \t]*[(]"
    }
    function end_of_file() {
        if (last != "" && lines > (last ~ /\.h$/ ? 150 : 800)) {
            print last ": " lines " lines: a header has 150 at most, a file 800"
            bad = 1
        }
    }
    FNR == 1 {
        end_of_file()
        last = FILENAME
        noted = opened = 0
        test = FILENAME ~ /_test\.c$/ || FILENAME ~ /^tests\//
        store = FILENAME ~ /_store\.c$/ || FILENAME ~ /^src\/(db|work)\//
    }
    {
        lines = FNR
        take_apart($0)
    }
    has_call("strcpy|strcat|sprintf|vsprintf|gets|strtok|gmtime|localtime|system|popen|regcomp|alloca") {
        complain("this function is banned")
    }
    FILENAME ~ /^src\/rooms\// && has_call("free") {
        complain("a room frees nothing")
    }
    FILENAME ~ /^src\// && !test && !store && text ~ /(SELECT|INSERT INTO|INSERT OR|DELETE FROM|UPDATE) / {
        complain("SQL stands in a _store.c")
    }
    FILENAME ~ /^src\/.*\.c$/ && !test && FILENAME !~ /^src\/text\// && text ~ /[\200-\377]/ {
        complain("words for people stand in a .msg file")
    }
    $0 == "{" {
        opened = FNR
    }
    $0 == "}" && opened {
        if (FNR - opened - 1 > 60) {
            complain("this function has " FNR - opened - 1 " lines; 60 is the most")
        }
        opened = 0
    }
    END {
        end_of_file()
        exit bad
    }' $list
