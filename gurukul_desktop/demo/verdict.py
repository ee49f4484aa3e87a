"""Whether the demo showed a call: what each side received, held against what it must."""

from collections.abc import Mapping
from typing import Any, Final

LEAST_FPS: Final = 15.0
"""Below this a picture does not look alive; what the product promises is in the benches."""
LEAST_DIFFERENT: Final = 0.5
LEAST_RMS: Final = 0.005
TONE_HZ: Final = 15.0
"""How far the heard tone may be from the partner's: one bin of a second's spectrum and some."""
TONES: Final = {"asha": 660.0, "ravi": 440.0}
STATES: Final = ("idle", "searching", "connecting", "connected", "ended")

_ROWS: Final = (
    ("find_to_matched_ms", "Find to matched, ms"),
    ("matched_to_connected_ms", "matched to connected, ms"),
    ("find_to_first_frame_ms", "Find to first picture, ms"),
    ("frames_received", "pictures received"),
    ("fps", "pictures a second"),
    ("width", "width"),
    ("height", "height"),
    ("audio_rms", "loudness played (RMS)"),
    ("audio_peak_hz", "strongest tone played, Hz"),
)

Results = Mapping[str, dict[str, Any] | None]


def judge(results: Results) -> list[str]:
    """What is missing, a sentence each; empty if both sides saw and heard each other."""
    faults = []
    for side, report in results.items():
        name = side.capitalize()
        if report is None:
            faults.append(f"{name} has written no report.")
            continue
        frames = report["frames_received"]
        if frames == 0 or report["frames_different"] < LEAST_DIFFERENT * frames:
            faults.append(f"{name} saw no moving picture.")
        elif report["fps"] < LEAST_FPS:
            faults.append(f"{name} saw only {report['fps']} pictures a second.")
        if report["audio_rms"] < LEAST_RMS or abs(report["audio_peak_hz"] - TONES[side]) > TONE_HZ:
            faults.append(f"{name} did not hear the partner's tone of {TONES[side]:.0f} Hz.")
        seen = [entry["state"] for entry in report["states"]]
        missing = [state for state in STATES if state not in seen]
        if missing:
            faults.append(f"{name} was never {', '.join(missing)}.")
        faults += [f"{name} met an error: {error}." for error in report["errors"]]
    return faults


def table(results: Results) -> str:
    """The measurements side by side, for a terminal."""
    lines = [f"{'':28}" + "".join(f"{side.capitalize():>12}" for side in results)]
    for key, words in _ROWS:
        cells = [f"{_cell(report, key):>12}" for report in results.values()]
        lines.append(f"{words:28}" + "".join(cells))
    return "\n".join(lines)


def _cell(report: dict[str, Any] | None, key: str) -> str:
    value = report.get(key) if report is not None else None
    return "-" if value is None else str(value)
