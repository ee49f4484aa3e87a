"""What the demo takes for a call."""

from typing import Any

import pytest

from gurukul_desktop.demo.verdict import STATES, TONES, judge, table


def good(side: str, **changes: Any) -> dict[str, Any]:
    return {
        "find_to_matched_ms": 2.0,
        "frames_received": 300,
        "frames_different": 299,
        "fps": 29.9,
        "audio_rms": 0.07,
        "audio_peak_hz": TONES[side] + 0.4,
        "states": [{"state": state, "at_ms": 0.0} for state in STATES],
        "errors": [],
    } | changes


def both(**changes: Any) -> dict[str, dict[str, Any] | None]:
    return {"asha": good("asha", **changes), "ravi": good("ravi")}


def test_two_who_see_and_hear_each_other_pass() -> None:
    assert judge(both()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"frames_received": 0, "frames_different": 0}, "saw no moving picture"),
        ({"frames_different": 3}, "saw no moving picture"),
        ({"fps": 4.0}, "only 4.0 pictures a second"),
        ({"audio_rms": 0.0}, "did not hear the partner's tone of 660 Hz"),
        ({"audio_peak_hz": 440.0}, "did not hear the partner's tone of 660 Hz"),
        ({"states": [{"state": "idle", "at_ms": 0.0}]}, "was never searching, connecting"),
        ({"errors": ["camera_busy"]}, "met an error: camera_busy"),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, Any], words: str) -> None:
    faults = judge(both(**changes))
    assert len(faults) == 1
    assert faults[0].startswith("Asha ")
    assert words in faults[0]


def test_a_side_without_a_report_fails() -> None:
    assert judge({"asha": None, "ravi": good("ravi")}) == ["Asha has written no report."]


def test_the_table_shows_both_and_what_was_never_measured() -> None:
    lines = table(both()).splitlines()
    assert lines[0].split() == ["Asha", "Ravi"]
    assert lines[1].split()[-2:] == ["2.0", "2.0"]
    assert lines[2].split()[-2:] == ["-", "-"]
