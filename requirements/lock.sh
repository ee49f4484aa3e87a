#!/bin/sh
# Writes the locked requirements anew from pyproject.toml (needs uv). No index host is written.
set -eu
cd "$(dirname "$0")/.."
compile() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-config "$@"
}
compile pyproject.toml --extra server --group dev -o requirements/dev.txt
compile pyproject.toml -c requirements/dev.txt -o requirements/app.txt
compile --group server-only -c requirements/dev.txt -o requirements/server.txt
compile pyproject.toml --group package -c requirements/dev.txt -o requirements/package.txt
