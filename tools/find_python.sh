#!/bin/sh
# Print the newest Python from 3.13 down to 3.11 that this machine has and that can make virtual environments.
# Newer ones parse up to twice as fast. pyenv's shims stand on PATH for versions that are not switched on, so the
# interpreters behind them are tried too.
set -u
usable() {
    "$1" -c 'import ensurepip, venv, sys; sys.exit(sys.version_info[:2] != ('"$2"'))' >/dev/null 2>&1
}
for version in 3.13 3.12 3.11; do
    tuple=$(echo "$version" | tr . ,)
    old_ifs=$IFS
    IFS=:
    for folder in $PATH; do
        for candidate in "$folder/python$version" "$folder"/../versions/"$version".*/bin/python"$version"; do
            if [ -x "$candidate" ] && usable "$candidate" "$tuple"; then
                echo "$candidate"
                exit 0
            fi
        done
    done
    IFS=$old_ifs
    for candidate in python3 python; do
        path=$(command -v "$candidate" 2>/dev/null) || continue
        if usable "$path" "$tuple"; then
            echo "$path"
            exit 0
        fi
    done
done
echo "newsweave: no Python 3.11, 3.12 or 3.13 with venv was found on PATH (Debian: apt install python3-venv)" >&2
exit 1
