"""The real window on a fake session, drawn by Qt's software backend without a display."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QGuiApplication

from gurukul_desktop.ui.application import create_application
from gurukul_desktop.ui.services import Services
from gurukul_desktop.ui.window import Window
from tests.ui.fakes import (
    Clock,
    Commands,
    FakeAftercall,
    FakeDesk,
    FakeSharing,
    FakeUpdates,
    FakeUsage,
)


@pytest.fixture(scope="session")
def qapp() -> QGuiApplication:
    """The application as the app makes it, in the place of pytest-qt's own."""
    application = create_application()
    QAccessible.setActive(True)
    return application


@pytest.fixture
def commands() -> Commands:
    return Commands()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def updates() -> FakeUpdates:
    return FakeUpdates()


@pytest.fixture
def aftercall() -> FakeAftercall:
    return FakeAftercall()


@pytest.fixture
def screens() -> FakeSharing:
    return FakeSharing()


@pytest.fixture
def line() -> FakeUsage:
    return FakeUsage()


@pytest.fixture
def browsed() -> list[str]:
    """The pages of the web that were to be shown."""
    return []


@pytest.fixture
def motion() -> str:
    """Whether the student asked for less motion, as most tests do, to wait for no fade."""
    return "1"


@pytest.fixture
def read_aloud() -> bool:
    """Whether a screen reader is at work; it is what most tests look with."""
    return True


@pytest.fixture
def window(
    qapp: QGuiApplication,
    commands: Commands,
    desk: FakeDesk,
    updates: FakeUpdates,
    aftercall: FakeAftercall,
    screens: FakeSharing,
    line: FakeUsage,
    browsed: list[str],
    clock: Clock,
    motion: str,
    read_aloud: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Window]:
    """A window on the (virtual) screen; the QML engine must have nothing to complain of."""
    monkeypatch.setenv("GURUKUL_REDUCED_MOTION", motion)

    def browse(page: str) -> bool:
        browsed.append(page)
        return True

    window = Window(
        Services(
            session=commands,
            devices=desk,
            updates=updates,
            aftercall=aftercall,
            clock=clock,
            browse=browse,
            read_aloud=lambda: read_aloud,
            sharing=screens,
            usage=line,
        )
    )
    window.theme.setProperty("settle", 0)  # nobody double-clicks here
    window.show()
    yield window
    window.close()
    assert window.warnings == []
