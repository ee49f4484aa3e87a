"""The one loop of Qt and asyncio on the main thread, without Qt's widgets.

qasync imports ``PySide6.QtWidgets`` for one name only: ``QApplication``, which it asks for the
application where it is not handed one. This app hands it over, and draws no widgets, so it
would load two libraries (15 MB of the installed app, which leaves them out) for nothing. While
qasync is imported, ``QGuiApplication``, from which ``QApplication`` inherits what qasync
calls, therefore answers to that name.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import PySide6
from PySide6.QtGui import QGuiApplication

__all__ = ["QEventLoop"]


@contextmanager
def _no_widgets() -> Iterator[None]:
    if "PySide6.QtWidgets" in sys.modules:  # somebody else has loaded them already
        yield
        return
    package = vars(PySide6)
    package["QtWidgets"] = SimpleNamespace(QApplication=QGuiApplication)
    try:
        yield
    finally:
        del package["QtWidgets"]


with _no_widgets():
    from qasync import QEventLoop
