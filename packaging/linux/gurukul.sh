#!/bin/sh
# Starts Gurukul, or says in one sentence why it cannot run on this system.
#
# The program cannot say that itself: where the C library is too old, or the processor another,
# it does not even load. The words between @ are filled in by packaging/linux/launcher.py.
set -eu

bundle='@BUNDLE@'
machine='@MACHINE@'
glibc='@GLIBC@'
systems='@SYSTEMS@'

# Tells why, where the student can read it: on the terminal, or else in a window.
refuse() {
    echo "gurukul: $1" >&2
    if [ ! -t 2 ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        if command -v zenity >/dev/null; then
            zenity --error --no-markup --title=Gurukul --text="$1"
        elif command -v kdialog >/dev/null; then
            kdialog --title Gurukul --error "$1"
        elif command -v xmessage >/dev/null; then
            xmessage -center "$1"
        elif command -v notify-send >/dev/null; then
            notify-send --app-name=Gurukul Gurukul "$1"
        fi >/dev/null 2>&1 || :
    fi
    exit 1
}

found=$(uname -m)
if [ "$found" != "$machine" ]; then
    refuse "This is Gurukul for $machine processors, and this computer has another one: $found."
fi

found=$(getconf GNU_LIBC_VERSION 2>/dev/null) || found=
case $found in
    'glibc '*) found=${found#glibc } ;;
    *) refuse "Gurukul needs the C library glibc $glibc or newer ($systems), and this system has none." ;;
esac
major=${found%%.*}
minor=${found#*.}
minor=${minor%%[!0-9]*}
if [ "$major" -lt "${glibc%%.*}" ] ||
    { [ "$major" -eq "${glibc%%.*}" ] && [ "$minor" -lt "${glibc#*.}" ]; }; then
    refuse "Gurukul needs the C library glibc $glibc or newer ($systems), and this system has $found."
fi

# The bundled OpenSSL looks for the authorities that it trusts where Debian keeps them.
if [ -z "${SSL_CERT_FILE:-}${SSL_CERT_DIR:-}" ] && [ ! -e /usr/lib/ssl/certs ]; then
    for file in /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem \
        /etc/ssl/certs/ca-certificates.crt /etc/ssl/cert.pem; do
        if [ -r "$file" ]; then
            SSL_CERT_FILE=$file
            export SSL_CERT_FILE
            break
        fi
    done
fi

# Started by a link from anywhere, the program still lies beside this file.
here=$(dirname "$(readlink -f "$0")")
exec "$here/$bundle/gurukul" "$@"
