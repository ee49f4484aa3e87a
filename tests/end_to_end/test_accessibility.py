"""The driver of the end-to-end tests, proved on a small window of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from gurukul_desktop.demo.display import VirtualDisplay
from tests.end_to_end.accessibility import AccessibilityBus, AccessibleApp

pytestmark = pytest.mark.display

WINDOW = """
import sys
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
application = QGuiApplication(sys.argv)
engine = QQmlApplicationEngine()
engine.loadData(b'''
import QtQuick
import QtQuick.Controls.Basic
ApplicationWindow {
    id: window
    width: 320; height: 240; visible: true; title: "Lamp"
    property bool lit: false
    Column {
        Button { text: "Switch"; onClicked: window.lit = !window.lit }
        Button { text: "Broken"; enabled: false }
        Text { text: window.lit ? "It is bright" : "It is dark"; Accessible.name: text }
        Text { text: "Only by day"; visible: window.lit; Accessible.name: text }
        CheckBox { text: "Dim"; onToggled: window.title = checked ? "Dimmed" : "Lamp" }
    }
}
''')
sys.exit(application.exec())
"""


@pytest.fixture
def lamp(display: VirtualDisplay, bus: AccessibilityBus) -> Iterator[AccessibleApp]:
    process = subprocess.Popen(
        [sys.executable, "-c", WINDOW],
        env=os.environ | display.environment | bus.environment | {"QT_QUICK_BACKEND": "software"},
    )
    try:
        app = AccessibleApp(bus, process.pid)
        yield app
        app.close()
    finally:
        process.terminate()
        process.wait(10)


def test_a_window_is_read_and_worked_by_its_names(lamp: AccessibleApp) -> None:
    lamp.wait_for("It is dark")
    assert lamp.find("Only by day") is None
    switch = lamp.wait_for("Switch")
    assert switch.role in ("push button", "button")
    assert switch.enabled
    assert lamp.find("Switch", role="check box") is None
    _, _, width, height = lamp.bounds(switch)
    assert width > 0
    assert height > 0

    lamp.press("Switch")
    lamp.wait_for("It is bright")
    lamp.wait_for("Only by day")
    lamp.press("Switch")
    lamp.wait_gone("Only by day")

    assert not lamp.wait_for("Dim").checked
    lamp.press("Dim")
    lamp.wait_for_text("Dimm")
    assert lamp.wait_for("Dim").checked


def test_what_is_not_there_is_said_with_what_is(lamp: AccessibleApp) -> None:
    lamp.wait_for("It is dark")
    with pytest.raises(AssertionError, match=r"'Candle'.*It is dark"):
        lamp.wait_for("Candle", seconds=0.2)
    with pytest.raises(AssertionError, match="'Broken' that can be pressed"):
        lamp.press("Broken", seconds=0.2)
