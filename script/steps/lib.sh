# lib.sh - what the steps share; read with ". script/steps/lib.sh"
#
# $TALLY is a file to which a step adds lines "PASSED FAILED".

. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
set -euo pipefail

# Test cases are named in the output, so that they can be counted.
export CMOCKA_MESSAGE_OUTPUT=tap

tally() { printf '%s\n' "$*" >>"${TALLY:-/dev/stdout}"; }

# suites_run FOLDER OPTION... - "meson test" with these options, and its count;
# no test at all is a failure: a suite doesn't vanish unseen.
suites_run() {
    local folder=$1 status=0 found count
    shift
    found=$(meson test -C "$folder" --no-rebuild --list "$@" 2>/dev/null | wc -l || true)
    if [ "$found" = 0 ]; then
        complain "failed: no test in $folder with $*"
        return 1
    fi
    rm -f "$folder/meson-logs/testlog.json"
    meson test -C "$folder" --no-rebuild --print-errorlogs "$@" || status=$?
    [ -e "$folder/meson-logs/testlog.json" ] || return 1
    count=$(script/tally meson "$folder/meson-logs/testlog.json")
    tally "$count"
    return $status
}

# node_suite FOLDER - its modules by lockfile, then its tests against the
# program of build-pages, and their count
node_suite() {
    local folder=$1 log status=0
    build_in build-pages --buildtype=release -Dtests=disabled
    CAFEIA=$(program_of build-pages)
    export CAFEIA
    # npm is asked only when the lock file has changed.
    if ! cmp -s "$folder/package-lock.json" "$folder/node_modules/.cafeia-lock"; then
        (cd "$folder" && PUPPETEER_SKIP_DOWNLOAD=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci)
        cp "$folder/package-lock.json" "$folder/node_modules/.cafeia-lock"
    fi
    log=$(mktemp)
    (cd "$folder" && node --test --test-reporter=tap) >"$log" || status=$?
    cat "$log"
    tally "$(script/tally tap "$log")"
    rm -f "$log"
    return $status
}
