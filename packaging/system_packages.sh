#!/bin/sh
# Sees to the system packages that Python wheels do not bring along.
#
#   packaging/system_packages.sh app      what the app needs on a desktop
#   packaging/system_packages.sh demo     the same; without a display also a virtual one
#   packaging/system_packages.sh package   what building and trying the installers needs
#   packaging/system_packages.sh tests    everything: virtual display, sound server, accessibility,
#                                         databases, a browser, networks of our own, what a server stands beside
#
# Debian and Ubuntu: installs what is missing when run as root, else names it in one line
# and ends with status 1. macOS and Windows need nothing: their wheels carry it all.
# $PYTHON is the interpreter that the virtual environment will be made with.
set -eu
purpose=${1:-tests}

# A name with | has been renamed between releases: the first that the system knows is meant.
# One with ? is not in every release: tests that need it say so and are skipped where it is not.
# Qt: what its xcb, EGL and GLX plugins and its multimedia library link against.
app="
    libegl1 libgl1 libopengl0 libfontconfig1 libfreetype6 libdbus-1-3 libdrm2
    libglib2.0-0t64|libglib2.0-0 libgssapi-krb5-2 libpulse0 libxrandr2
    libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0
    libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0
    libportaudio2 libasound2-plugins fonts-dejavu-core fonts-lohit-deva
"
headless="xvfb pulseaudio pulseaudio-utils"
tests="dbus at-spi2-core postgresql redis-server chromium|chromium-browser
    chromium-driver|chromium-chromedriver coturn iproute2 nftables
    ?caddy ?prometheus ?docker-compose"
package="binutils patchelf debootstrap"

case $(uname -s) in
    Linux) ;;
    Darwin)
        if [ "$purpose" = tests ]; then
            echo "macOS: no system package is needed; the tests with a virtual display are skipped."
        fi
        exit 0 ;;
    *) exit 0 ;;
esac

case $purpose in
    app) wanted=$app ;;
    demo)
        wanted=$app
        if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then wanted="$app $headless"; fi ;;
    package) wanted="$app $headless $package" ;;
    tests) wanted="$app $headless $tests" ;;
    *) echo "usage: $0 app|demo|package|tests" >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "Not Debian or Ubuntu: please see to your system's packages for PortAudio, OpenGL," \
        "EGL, xcb-util-cursor, xkbcommon-x11, the ALSA PulseAudio plugin, Xvfb and PulseAudio."
    exit 0
fi

if [ -n "${PYTHON:-}" ] && ! "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$PYTHON" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    wanted="$wanted $version-venv"
fi

# PyInstaller takes Python's shared library along, which the system's interpreter does without.
if [ "$purpose" = package ] && [ -n "${PYTHON:-}" ] &&
    "$PYTHON" -c 'import sys; sys.exit(sys.base_prefix != "/usr")'; then
    wanted="$wanted lib$("$PYTHON" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')"
fi

installed() {
    [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

known() {
    apt-cache show --quiet=2 "$1" >/dev/null 2>&1
}

# Prints what is missing of $wanted, one name an entry; nothing when all is there.
missing() {
    for entry in $wanted; do
        names=$(echo "${entry#\?}" | tr '|' ' ')
        found=
        for name in $names; do
            if installed "$name"; then found=$name; fi
        done
        if [ -n "$found" ]; then continue; fi
        choice=
        for name in $names; do
            if [ -z "$choice" ] && known "$name"; then choice=$name; fi
        done
        case "$choice$entry" in \?*) continue ;; esac
        echo "${choice:-${names##* }}"
    done
}

# shellcheck disable=SC2086  # a list of package names is meant to be split
install() {
    echo "Installing system packages:" $1
    # The tests start their own: installing a database is no reason to run one on this machine.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod +x $policy
        trap 'rm -f "$log" $policy' EXIT
    fi
    # Nothing that is installed may go for this: on a desktop with PipeWire that would be its sound.
    DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-remove \
        --no-install-recommends -o Dpkg::Use-Pty=0 $1 >"$log" 2>&1 ||
        { cat "$log" >&2; echo "apt-get could not install them (its words are above)." >&2; exit 1; }
}

lacking=$(missing)
if [ -z "$lacking" ]; then exit 0; fi
if [ "$(id -u)" -ne 0 ]; then
    echo "Missing system packages. Type: sudo apt-get install --no-install-recommends" $lacking >&2
    exit 1
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# The lists may be absent or old, and the names are chosen by what they hold.
apt-get update --quiet=2 >"$log" 2>&1 || { cat "$log" >&2; echo "apt-get update failed." >&2; }
install "$(missing)"
