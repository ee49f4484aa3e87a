"""The main loop goes on until its coroutine is done, whoever wants the app to quit."""

import asyncio

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from gurukul_desktop.ui.event_loop import run_in_qt


def test_a_session_that_ends_lets_the_app_end_in_order(qapp: QGuiApplication) -> None:
    order: list[str] = []

    async def main() -> None:
        released = asyncio.Event()
        qapp.quit()  # as Qt does when the system ends the session
        QTimer.singleShot(50, released.set)  # devices take their time
        await released.wait()
        order.append("released")

    assert run_in_qt(qapp, main()) == 0
    assert order == ["released"]


def test_its_fault_is_the_callers(qapp: QGuiApplication) -> None:
    async def main() -> None:
        raise ValueError("no window")

    with pytest.raises(ValueError, match="no window"):
        run_in_qt(qapp, main())
