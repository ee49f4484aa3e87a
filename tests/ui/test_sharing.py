"""The shared screen and the use of the line, in the real window."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.media.screens import ScreenTarget
from gurukul_desktop.session.snapshot import PartnerView, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui.sharing_words import per_hour, target_name
from gurukul_desktop.ui.window import Window
from tests.ui.fakes import FakeSharing, FakeUsage, names, press

CALL = Snapshot(
    state=State.CONNECTED, call_media="video", partner=PartnerView("Ravi"), connected_at=1000.0
)
SCREEN = ScreenTarget("screen 1", "screen", "HDMI-1", 1920, 1080)
WINDOW = ScreenTarget("window 0", "window", "A\u202etitle\nof two lines")


def test_a_screen_is_chosen_shared_and_stopped(
    window: Window, qtbot: QtBot, screens: FakeSharing
) -> None:
    screens.there = (SCREEN, WINDOW)
    window.on_snapshot(CALL)
    qtbot.waitUntil(lambda: "Share screen" in names(window))
    press(window, "Share screen")
    qtbot.waitUntil(lambda: "The whole screen, 1920 × 1080" in names(window))
    assert "Atitleof two lines, Window" in names(window)
    press(window, "The whole screen, 1920 × 1080")
    assert screens.calls == [("targets",), ("share", "screen 1")]
    window.on_snapshot(replace(CALL, sharing=SCREEN))
    qtbot.waitUntil(lambda: "Stop sharing the screen" in names(window))
    assert names(window).count("You share your screen") >= 1
    press(window, "Stop sharing the screen")
    assert screens.calls[-1] == ("stop",)
    window.on_snapshot(CALL)
    qtbot.waitUntil(lambda: "You share your screen" not in names(window))


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            replace(CALL, call_media="audio", media="audio"),
            "A screen cannot be shared in an audio call. In a call with video it can.",
        ),
        (CALL, "This computer does not let Gurukul show a screen or a window."),
    ],
)
def test_what_is_not_possible_is_said_plainly(
    window: Window, qtbot: QtBot, call: Snapshot, sentence: str
) -> None:
    window.on_snapshot(call)
    qtbot.waitUntil(lambda: "Share screen" in names(window))
    press(window, "Share screen")
    qtbot.waitUntil(lambda: sentence in names(window))
    press(window, "Close screen choice")


def test_the_partner_s_screen_is_named(window: Window, qtbot: QtBot) -> None:
    window.on_snapshot(replace(CALL, partner=PartnerView("Ravi", screen=True)))
    qtbot.waitUntil(lambda: "Ravi shares the screen" in names(window))
    window.on_snapshot(CALL)
    qtbot.waitUntil(lambda: "Ravi shares the screen" not in names(window))


def test_the_use_of_the_line_is_chosen(window: Window, qtbot: QtBot, line: FakeUsage) -> None:
    window.on_snapshot(CALL)
    used = Statistics(bits_per_second_in=1_000_000, bits_per_second_out=1_000_000)
    window.on_snapshot(replace(CALL, statistics=used))
    qtbot.waitUntil(lambda: "Good connection. Figures of the call" in names(window))
    press(window, "Good connection. Figures of the call")
    qtbot.waitUntil(lambda: "Save data" in names(window))
    assert "This call uses about 900 MB an hour." in names(window)
    press(window, "Save data")
    assert line.calls == ["saving"]


@pytest.mark.parametrize(
    ("bits", "sentence"),
    [
        (0, ""),
        (100, "This call uses about 10 MB an hour."),
        (664_000, "This call uses about 300 MB an hour."),
        (5_000_000, "This call uses about 2.2 GB an hour."),
    ],
)
def test_an_hour_in_words(bits: int, sentence: str) -> None:
    assert per_hour(bits) == sentence


def test_screens_are_numbered_where_there_are_several() -> None:
    assert target_name(SCREEN, 1, 1) == "The whole screen"
    assert target_name(SCREEN, 2, 3) == "Screen 2 (HDMI-1)"
    asked = ScreenTarget("asked", "asked", "")
    assert target_name(asked, 0, 0) == "Let this computer ask what to show"
