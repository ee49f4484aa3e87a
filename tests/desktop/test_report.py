"""Tests for gurukul_desktop.desktop.report."""

from pathlib import Path

import msgspec

from gurukul_desktop import __version__
from gurukul_desktop.desktop.report import LINES, report
from gurukul_desktop.media.choice import Choice
from gurukul_desktop.preferences import VERSION, Preferences

PREFERENCES = Preferences(
    version=VERSION,
    name="Asha Rao",
    topics=("algebra of Ravi",),
    known_topics=("secret plans",),
    server="wss://study.example.org/ws",
    camera=Choice("/dev/video7", "Asha’s camera"),
    scheme="dark",
)


def test_it_tells_what_runs_and_nothing_of_who_runs_it(tmp_path: Path) -> None:
    log = tmp_path / "gurukul.log"
    lines = [f"line {number} of Asha Rao at 192.0.2.{number % 256}" for number in range(500)]
    log.write_text("\n".join([*lines, "camera 'Asha’s camera': busy", "token=abcdefgh"]))
    trace = f'Fatal Python error: Aborted\n  File "{Path("/", "home", "asha")}/x.py", line 3 in f'
    text = report(
        PREFERENCES,
        log,
        crash=trace,
        names=["Asha Rao", "Asha’s camera"],
        about=[("Qt", "6.11.3")],
    )
    for wanted in (
        *(f"Gurukul: {__version__}", "Qt: 6.11.3", "scheme: dark", "camera: chosen"),
        *("microphone: default", "server: chosen", "Fatal Python error", "line 499 of <name>"),
    ):
        assert wanted in text
    for hidden in (
        *("Asha", "Rao", "Ravi", "plans", "example", "video7", "192.0", "abcdefgh"),
        "line 200 ",
    ):
        assert hidden not in text
    assert len(text.splitlines()) < LINES + 60


def test_every_setting_is_told_or_left_out_on_purpose(tmp_path: Path) -> None:
    told = report(PREFERENCES, tmp_path / "none")
    said = {line.split(":")[0] for line in told.splitlines()}
    known = {field.name for field in msgspec.structs.fields(Preferences)}
    assert known - said == {"version", "name", "topics", "known_topics", "updates", "welcomed"}
