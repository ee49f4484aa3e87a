"""The loop of Qt and asyncio: without Qt's widgets, or beside them."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
import asyncio, sys
from PySide6.QtGui import QGuiApplication
from gurukul_desktop.ui.event_loop import QEventLoop
import PySide6
application = QGuiApplication([])
with QEventLoop(application) as loop:
    print(loop.run_until_complete(asyncio.sleep(0, "ran")))
print("PySide6.QtWidgets" in sys.modules, hasattr(PySide6, "QtWidgets"))
"""


@pytest.mark.parametrize(
    ("before", "widgets"), [("", "False False"), ("import PySide6.QtWidgets\n", "True True")]
)
def test_the_loop_runs_and_loads_no_widgets(before: str, widgets: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", before + PROGRAM],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == ["ran", widgets]
