"""The Debian packages of the libraries that the app leaves to the Linux system.

Which ones it leaves, and why, is said in ``packaging/bundle.py``; what links to them is read
from the bundle itself (:mod:`elf`). The names of packages are those of Debian 12 and Ubuntu
22.04; later releases kept or provide them.
"""

from collections.abc import Iterable
from typing import Final

PACKAGES: Final = {
    # The C library, and the compiler's.
    "ld-linux-x86-64.so.2": "libc6",
    "ld-linux-aarch64.so.1": "libc6",
    "libc.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libm.so.6": "libc6",
    "libmvec.so.1": "libc6",
    "libpthread.so.0": "libc6",
    "libresolv.so.2": "libc6",
    "librt.so.1": "libc6",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    # Graphics.
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libdrm.so.2": "libdrm2",
    "libgbm.so.1": "libgbm1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXau.so.6": "libxau6",
    "libXdmcp.so.6": "libxdmcp6",
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libXrender.so.1": "libxrender1",
    "libxcb.so.1": "libxcb1",
    # Fonts.
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    # Sound: the plugins that lead to the sound server belong to this library. The name is given
    # first as of Ubuntu 24.04, where another package provides the old one as well.
    "libasound.so.2": "libasound2t64 | libasound2",
}
"""The library's own name (its soname) and the package, or several of which one is enough."""

OPENED_BY_NAME: Final = ("xkb-data", "ca-certificates")
"""Packages whose files the app opens and links to none of: keyboard layouts, authorities."""

RECOMMENDED: Final = (
    # From PortAudio and ALSA to the sound server, and a sound server.
    "libasound2-plugins",
    "pipewire-pulse | pulseaudio",
    # Drivers for a window that the graphics card draws, or the processor.
    "libgl1-mesa-dri",
    # Letters, Devanagari too.
    "fonts-dejavu-core | fonts-liberation",
    "fonts-noto-core | fonts-deva",
)
"""Packages without which the app starts, but falls short on a desktop."""


class UnknownLibraryError(LookupError):
    """The app links to a library that neither the bundle nor a known package holds."""


def depends(needed: Iterable[str], glibc: tuple[int, int]) -> list[str]:
    """The entries of a Debian package's field ``Depends``, sorted.

    Args:
        needed: the sonames that the bundle leaves to the system.
        glibc: the oldest C library that it runs on, such as ``(2, 35)``.

    Raises:
        UnknownLibraryError: a soname is not in :data:`PACKAGES`.
    """
    needed = set(needed)
    if unknown := sorted(needed - PACKAGES.keys()):
        raise UnknownLibraryError(
            f"No package is known for {', '.join(unknown)}: see packaging/linux/dependencies.py."
        )
    packages = {PACKAGES[soname] for soname in needed} - {"libc6"}
    return sorted({"libc6 (>= {}.{})".format(*glibc), *packages, *OPENED_BY_NAME})
