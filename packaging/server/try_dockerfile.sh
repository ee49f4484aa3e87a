#!/bin/sh
# Goes through the Dockerfile's steps by hand, without Docker: a clean folder with what the
# build copies, a clean virtual environment, the locked packages, the server; then asks it
# whether it lives, and makes sure that neither Qt nor a media package has come along.
#
#   packaging/server/try_dockerfile.sh          PYTHON=python3.11 chooses the interpreter
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
server=
clean_up() {
    if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" || true; fi
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' INT TERM

# COPY: just these, read out of the Dockerfile, so that the two cannot disagree.
mkdir "$work/source"
sed -n 's/^COPY \(.*\) \/source\/[^ ]*$/\1/p' "$root/packaging/server/Dockerfile" |
    tr ' ' '\n' | while read -r path; do
        mkdir -p "$work/source/$(dirname "$path")"
        cp -R "$root/$path" "$work/source/$path"
    done

# RUN
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes \
    -r "$work/source/requirements/server.txt"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps "$work/source"

cd "$work"
for package in PySide6 av aiortc sounddevice numpy; do
    if "$work/venv/bin/python" -c "import $package" 2>/dev/null; then
        echo "$package is installed, and must not be." >&2
        exit 1
    fi
done

# ENTRYPOINT, with the ENV of the image but for free ports; a folder that it may write.
env GURUKUL_HOST=127.0.0.1 GURUKUL_PORT=0 GURUKUL_HTTP_PORT=0 GURUKUL_DATA_DIR="$work/data" \
    GURUKUL_LOG_FORMAT=json GURUKUL_LOG_LEVEL=info \
    "$work/venv/bin/python" -m gurukul_desktop.server >"$work/told" &
server=$!
url=
for _ in $(seq 100); do
    url=$(sed -n 's/^listening on \(http:.*\)$/\1/p' "$work/told")
    if [ -n "$url" ]; then break; fi
    kill -0 "$server"
    sleep 0.1
done
for path in healthz readyz metrics; do
    "$work/venv/bin/python" - "$url/$path" <<'PYTHON'
import sys, urllib.request

with urllib.request.urlopen(sys.argv[1], timeout=5) as answer:
    body = answer.read().decode()
print(sys.argv[1].rpartition("/")[2], answer.status, body.splitlines()[0][:80])
PYTHON
done
kill -TERM "$server"
wait "$server"
server=
echo "The steps of the Dockerfile work."
