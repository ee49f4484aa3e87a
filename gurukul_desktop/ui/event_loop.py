"""The one loop of Qt and asyncio on the main thread, without Qt's widgets.

qasync imports ``PySide6.QtWidgets`` for one name only: ``QApplication``, which it asks for the
application where it is not handed one. This app hands it over, and draws no widgets, so it
would load two libraries (15 MB of the installed app, which leaves them out) for nothing. While
qasync is imported, ``QGuiApplication``, from which ``QApplication`` inherits what qasync
calls, therefore answers to that name.
"""

import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import PySide6
from PySide6.QtGui import QGuiApplication

__all__ = ["QEventLoop", "run_in_qt"]


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


def run_in_qt(application: QGuiApplication, main: Coroutine[Any, Any, None]) -> int:
    """Run a coroutine on the Qt loop until it is done; returns the exit status 0.

    The system may want the app to quit: at the end of a session, for an installer, by ⌘Q. Qt
    then closes the window and ends its loop at once; but a call has to be hung up and devices
    released, so the loop goes on until the coroutine, which ends by the window, is done.
    """
    with QEventLoop(application) as loop:
        task = loop.create_task(main)
        task.add_done_callback(lambda _: loop.stop())
        while not task.done():
            loop.run_forever()
        application.processEvents()  # what the end of the coroutine left for later
        task.result()
    return 0
