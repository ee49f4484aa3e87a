#!/bin/sh
# Makes or renews the virtual environment in .venv with the locked packages, hashes checked.
#
#   packaging/virtual_environment.sh python    prints the interpreter to use (3.11 or newer)
#   packaging/virtual_environment.sh install   makes .venv with it
#   packaging/virtual_environment.sh package   makes .venv-package, where the app is packaged:
#                                              what stands in it may end up in the installers
#
# $PYTHON, when set, is the only one tried.
set -eu
cd "$(dirname "$0")/.."

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    echo "Python 3.11 or newer is needed and none was found; name one with: make PYTHON=/path/to/python3" >&2
    return 1
}

# fill FOLDER REQUIREMENTS: the locked packages in a virtual environment, made where there is none.
fill() {
    python=$(find_python)
    # An environment that another or an older Python made is not worth mending.
    if ! "$1/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "Making $1 with $("$python" --version)"
        "$python" -m venv --clear "$1"
    fi
    echo "Installing the locked Python packages into $1 (some 400 MB the first time)"
    export PIP_DISABLE_PIP_VERSION_CHECK=1
    "$1/bin/python" -m pip install --quiet --require-hashes -r "$2"
}

case ${1:-} in
    python) find_python ;;
    install)
        fill .venv requirements/dev.txt
        .venv/bin/python -m pip install --quiet --no-build-isolation --no-deps --editable . ;;
    package) fill .venv-package requirements/package.txt ;;
    *) echo "usage: $0 python|install|package" >&2; exit 2 ;;
esac
