"""The real window on a fake session, drawn by Qt's software backend without a display."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QGuiApplication

from gurukul_desktop.history import MemoryHistory
from gurukul_desktop.ui.application import create_application
from gurukul_desktop.ui.services import Services
from gurukul_desktop.ui.window import Window
from tests.ui.fakes import (
    Clock,
    Commands,
    FakeAftercall,
    FakeDesk,
    FakeSettings,
    FakeSharing,
    FakeTogether,
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
def together() -> FakeTogether:
    return FakeTogether()


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
def settings() -> FakeSettings:
    return FakeSettings()


@pytest.fixture
def history() -> MemoryHistory:
    return MemoryHistory()


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
def services(
    commands: Commands,
    desk: FakeDesk,
    together: FakeTogether,
    updates: FakeUpdates,
    aftercall: FakeAftercall,
    screens: FakeSharing,
    line: FakeUsage,
    settings: FakeSettings,
    history: MemoryHistory,
    browsed: list[str],
    clock: Clock,
    read_aloud: bool,
) -> Services:
    """All that a window asks for, as the fakes of the fixtures of these names."""

    def browse(page: str) -> bool:
        browsed.append(page)
        return True

    return Services(
        session=commands,
        devices=desk,
        chat=together,
        focus=together,
        updates=updates,
        aftercall=aftercall,
        clock=clock,
        browse=browse,
        read_aloud=lambda: read_aloud,
        sharing=screens,
        usage=line,
        settings=settings,
        history=history,
    )


@pytest.fixture
def window(
    qapp: QGuiApplication,
    services: Services,
    settings: FakeSettings,
    motion: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Window]:
    """A window on the (virtual) screen; the QML engine must have nothing to complain of."""
    monkeypatch.setenv("GURUKUL_REDUCED_MOTION", motion)
    window = Window(services)
    window.theme.setProperty("settle", 0)  # nobody double-clicks here
    settings.tell = window.settings.on_settings
    window.show()
    yield window
    window.close()
    assert window.warnings == []
