# lib.sh - what the scripts share; read with ". script/lib.sh", from bash
#
# After reading it: the current folder is the root of the repository, $root
# names it.  Nothing here prints except what a person should read.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }
die() {
    complain "$*"
    exit 1
}

# packages_missing NAME... - those that dpkg doesn't have, in the same order
packages_missing() {
    local name have
    have=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' "$@" 2>/dev/null || true)"
    for name; do
        case $have in
            *" installed:$name "*) ;;
            *) printf '%s\n' "$name" ;;
        esac
    done
}

# become_root - sets $sudo to what must stand before a command of root's;
# false when there is no way.  sudo may ask for a password only on a terminal.
become_root() {
    sudo=
    [ "$(id -u)" = 0 ] && return
    sudo=sudo
    command -v sudo >/dev/null || return 1
    sudo -n true 2>/dev/null && return
    [ -t 0 ] && sudo -v
}

# While packages are unpacked, no service starts and PostgreSQL makes no
# database: tests need its program, not one more server on this machine.
services_hold() {
    held=()
    if [ ! -e /usr/sbin/policy-rc.d ]; then
        printf '#!/bin/sh\nexit 101\n' | $sudo tee /usr/sbin/policy-rc.d >/dev/null
        $sudo chmod 755 /usr/sbin/policy-rc.d
        held+=(/usr/sbin/policy-rc.d)
    fi
    local clusters=/etc/postgresql-common/createcluster.d
    if [ ! -e "$clusters/cafeia.conf" ]; then
        $sudo mkdir -p "$clusters"
        echo 'create_main_cluster = false' | $sudo tee "$clusters/cafeia.conf" >/dev/null
        held+=("$clusters/cafeia.conf")
    fi
}
services_release() {
    [ ${#held[@]} = 0 ] || $sudo rm -f "${held[@]}"
    held=()
    $sudo rmdir -p --ignore-fail-on-non-empty /etc/postgresql-common/createcluster.d 2>/dev/null ||
        true
}

# packages_install PURPOSE NAME... - says what is missing, installs it; or says
# the command for whoever may, and ends.  Does nothing when all is there.
packages_install() {
    local purpose=$1 missing log
    shift
    # Word splitting wanted: package names have no spaces.
    # shellcheck disable=SC2046
    set -- $(packages_missing "$@")
    [ $# -gt 0 ] || return 0
    missing=$*
    command -v apt-get >/dev/null || die "To $purpose, these Debian packages are needed: $missing"
    if ! become_root; then
        complain "To $purpose, these packages are missing:" "$missing"
        complain "Ask someone who may install software here to run:"
        complain "    apt-get install --no-install-recommends $missing"
        complain "then start this script again.  Nothing has been changed."
        exit 1
    fi
    say "To $purpose, these packages will be installed:"
    say "    $missing"
    log=$(mktemp)
    trap services_release EXIT
    services_hold
    if ! packages_fetch "$@" >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        die "The packages could not be installed: see the last lines above."
    fi
    services_release
    trap - EXIT
    rm -f "$log"
}

packages_fetch() {
    local apt="$sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y"
    $apt install --no-install-recommends "$@" && return
    # The list of packages may be empty or old: that of a bare machine is.
    $apt update && $apt install --no-install-recommends "$@"
}

# build_in FOLDER OPTION... - meson and ninja, quiet when there is nothing to
# do.  A folder that is set up keeps its options.
build_in() {
    local folder=$1 log
    shift
    log=$(mktemp)
    if [ ! -e "$folder/build.ninja" ]; then
        rm -rf "$folder"
        if ! meson setup "$folder" "$@" >"$log" 2>&1; then
            tail -n 20 "$log" >&2
            rm -rf "$folder" "$log"
            return 1
        fi
    fi
    rm -f "$log"
    ninja --quiet -C "$folder" | sed '/^ninja: no work to do/d'
    return "${PIPESTATUS[0]}"
}

# program_of FOLDER - the program that was built there
program_of() {
    local at
    for at in "$1/cafeia" "$1/src/app/cafeia"; do
        [ -x "$at" ] && printf '%s\n' "$root/$at" && return
    done
    complain "The build left no program in $1."
    return 1
}
