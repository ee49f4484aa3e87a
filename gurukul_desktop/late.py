"""Libraries that are loaded when they are first used, and not when they are imported.

NumPy and PyAV take a third of the time in which the window appears, which needs neither. So
``from gurukul_desktop.late import av, np`` costs nothing; the first use of either loads it, on
whichever thread that is, and :func:`load` does so in good time. What is written in terms of
their types has to wait too: ``from __future__ import annotations``, and quotes around aliases.
"""

import importlib
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import av as av
    import av.video.reformatter
    import numpy as np

__all__ = ["av", "load", "np"]


class _Late(ModuleType):
    """Stands for a module and its parts, and becomes it.

    Args:
        name: of the module.
        parts: those of its modules that are not loaded with it.
    """

    def __init__(self, name: str, *parts: str) -> None:
        super().__init__(name)
        self._parts = parts

    def load(self) -> ModuleType:
        """The module itself. The import system sees to it that two threads load it once.

        The module comes before its parts. Who asks for a part first holds that part's lock while
        waiting for the module's; whoever loads the module holds that and comes to need the part.
        """
        module = importlib.import_module(self.__name__)
        for part in self._parts:
            importlib.import_module(part)
        return module

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.load(), name)
        if not (name.startswith("__") and name.endswith("__")):
            vars(self)[name] = found  # found at once the next time
        return found


if not TYPE_CHECKING:
    av = _Late("av", "av.video.reformatter")
    np = _Late("numpy")


def load() -> None:
    """Load what has not been loaded yet; may be called on any thread."""
    for library in (np, av):
        if isinstance(library, _Late):
            library.load()
