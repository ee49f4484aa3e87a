"""The mark of a call and its figures in the real window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.session.quality import UNHEARD, Cause, Level, Quality
from gurukul_desktop.session.snapshot import Link, PartnerView, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui import figures
from gurukul_desktop.ui.window import Window
from tests.ui.fakes import names, press

STATISTICS = Statistics(
    fps=29.6,
    width=1280,
    height=720,
    codec="H264",
    bits_per_second_in=1_480_000,
    bits_per_second_out=310_000,
    loss_in=0.012,
    loss_out=0.06,
    round_trip_ms=48.2,
    playout_ms=40.0,
    frozen_ms=1240.0,
    sent_width=640,
    sent_height=360,
    sent_fps=15.0,
    limited_by="network",
    path="relayed",
)
CALL = Snapshot(
    State.CONNECTED,
    Link.ONLINE,
    partner=PartnerView("Meera"),
    connected_at=1e3,
    statistics=STATISTICS,
)
WEAK = replace(CALL, quality=Quality(Level.WEAK, Cause.OUTGOING))


def says(window: Window, qtbot: QtBot, *wanted: str) -> None:
    qtbot.waitUntil(lambda: set(wanted) <= set(names(window)))


def silent(window: Window, qtbot: QtBot, *unwanted: str) -> None:
    qtbot.waitUntil(lambda: not set(unwanted) & set(names(window)))


@pytest.mark.parametrize(
    ("quality", "mark"),
    [
        (Quality(), "Good connection"),
        (Quality(Level.WEAK, Cause.INCOMING), "Weak connection"),
        (Quality(Level.POOR, Cause.DISTANT), "Poor connection"),
    ],
)
def test_the_mark_says_its_reason(
    window: Window, qtbot: QtBot, quality: Quality, mark: str
) -> None:
    window.on_snapshot(replace(CALL, quality=quality))
    says(window, qtbot, f"{mark}. Figures of the call")
    said = [sentence for sentence in figures.CAUSES.values() if sentence in names(window)]
    assert said == ([figures.reason(quality)] if quality.cause else [])


def test_the_figures_come_and_go_by_the_mark_and_by_the_key(window: Window, qtbot: QtBot) -> None:
    window.on_snapshot(WEAK)
    window.window.requestActivate()
    qtbot.waitUntil(window.window.isActive)
    spoken = " ".join(f"{name}: {value}." for name, value in figures.figures(STATISTICS))
    says(window, qtbot, "Weak connection. Figures of the call")
    assert spoken not in names(window)
    press(window, "Weak connection. Figures of the call")
    says(window, qtbot, spoken)
    fresh = replace(STATISTICS, round_trip_ms=51.0)
    window.on_snapshot(replace(WEAK, statistics=fresh))
    says(window, qtbot, spoken.replace("48 ms", "51 ms"))
    QTest.keyClick(window.window, Qt.Key.Key_I)
    silent(window, qtbot, spoken.replace("48 ms", "51 ms"))
    assert window.warnings == []


def test_while_nothing_is_heard_reconnecting_is_said_once(window: Window, qtbot: QtBot) -> None:
    window.on_snapshot(replace(CALL, reconnecting=True, quality=UNHEARD))
    says(window, qtbot, "Reconnecting…", "Poor connection. Figures of the call")
    silent(window, qtbot, figures.reason(UNHEARD))


def test_every_level_and_cause_has_its_words() -> None:
    assert set(figures.LEVELS) == set(Level)
    assert set(figures.CAUSES) == set(Cause)


def test_the_figures_in_words() -> None:
    told = dict(figures.figures(STATISTICS))
    assert told == {
        "Their picture": "1280 × 720, 30 fps, H264",
        "Your picture": "640 × 360, 15 fps, limited by the network",
        "Received": "1.5 Mbit/s",
        "Sent": "310 kbit/s",
        "Lost on the way": "1.2 % in, 6.0 % out",
        "Round trip": "48 ms",
        "Sound waits": "40 ms",
        "Picture stood still": "1.2 s",
        "Path": "Relayed",
    }
    nothing = dict(figures.figures(Statistics()))
    assert nothing["Their picture"] == nothing["Round trip"] == nothing["Path"] == "–"
    assert nothing["Lost on the way"] == "0.0 % in, – out"
