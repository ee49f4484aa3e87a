"""The environment for programs of the system that are started from here.

The installed app brings its own libraries. For that PyInstaller's bootloader puts the app's
folder into the search path of the dynamic linker and keeps what was there under the same name
with ``_ORIG``; its start-up code for Qt names the app's plugins and QML modules, and its own
variables tell a second copy of itself where it is. A child inherits all of it: Xvfb, PulseAudio or
``xdg-open`` would then load the app's libraries in place of the ones that they were built with.
Whoever starts a program that is not this app gives it :func:`environment`.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

_LINKER: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_QT: Final = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH")
_BOOTLOADER: Final = "_PYI_"
_KEPT: Final = "_ORIG"


def environment(
    inherited: Mapping[str, str] | None = None, bundle: str | None = None
) -> dict[str, str]:
    """This process's environment as it was before the app's own start changed it.

    Args:
        inherited: in place of this process's environment.
        bundle: the folder of the installed app's libraries; None is this process's own,
            and a run from the source has none: there nothing is changed.
    """
    inherited = os.environ if inherited is None else inherited
    bundle = getattr(sys, "_MEIPASS", None) if bundle is None else bundle
    if bundle is None:
        return dict(inherited)
    clean = {name: text for name, text in inherited.items() if not name.startswith(_BOOTLOADER)}
    for name in (*_LINKER, *_QT, "PATH"):
        if name in clean:
            _restore(clean, name, PurePath(bundle))
    return clean


def _restore(clean: dict[str, str], name: str, bundle: PurePath) -> None:
    """Take the app's folders out of a variable that lists folders."""
    before = clean.pop(name + _KEPT, None) if name in _LINKER else None
    text = clean[name] if before is None else before
    folders = [part for part in text.split(os.pathsep) if not PurePath(part).is_relative_to(bundle)]
    # An empty entry of a linker's path means the present folder: nobody asked for that.
    if any(folders):
        clean[name] = os.pathsep.join(folders)
    else:
        del clean[name]
