#!/bin/sh
# Makes or renews the virtual environment in .venv with the locked packages, hashes checked.
#
#   packaging/virtual_environment.sh python    prints the interpreter to use (3.11 or newer)
#   packaging/virtual_environment.sh install   makes .venv with it
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

case ${1:-} in
    python) find_python ;;
    install)
        python=$(find_python)
        # An environment that another or an older Python made is not worth mending.
        if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "Making .venv with $("$python" --version)"
            "$python" -m venv --clear .venv
        fi
        echo "Installing the locked Python packages into .venv (some 400 MB the first time)"
        export PIP_DISABLE_PIP_VERSION_CHECK=1
        .venv/bin/python -m pip install --quiet --require-hashes -r requirements/dev.txt
        .venv/bin/python -m pip install --quiet --no-build-isolation --no-deps --editable . ;;
    *) echo "usage: $0 python|install" >&2; exit 2 ;;
esac
