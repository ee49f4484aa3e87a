"""gurukul_desktop.media.voice on real sound devices: null sinks with a room between them."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import numpy as np
import pytest

from gurukul_desktop.demo.sound import VirtualSound
from gurukul_desktop.media.ports import FRAME_SAMPLES, SAMPLE_RATE, Samples
from tests.media.voice.echoing import NEAR
from tests.media.voice.room import between, likeness, removed
from tests.media.voice.voices import Sound, loudness

STUTTER: Final = 0.06
"""Sound that stands still for so long, in seconds, runs dry in the loudspeaker."""


def test_the_partner_does_not_hear_himself(tmp_path: Path) -> None:
    script = Path(__file__).with_name("room_script.py")
    file = tmp_path / "scene.npz"
    with VirtualSound(sinks=1) as sound:
        # In a process of its own, because PortAudio and ALSA read the environment only once.
        subprocess.run(
            [sys.executable, "-m", "tests.media.voice.room_script", str(file)],
            cwd=script.parents[3],
            env=dict(os.environ) | sound.environment_for(0),
            check=True,
            timeout=60,
        )
    with np.load(file) as stored:
        scene = dict(stored)
    if (stood_still := float(scene["stood_still"])) > STUTTER:
        pytest.skip(f"this machine is too busy to play sound in real time ({stood_still:.2f} s)")
    came, went = scene["came"] / 32767, scene["went"]
    far, near, moved = (
        int(scene[part]) * FRAME_SAMPLES / SAMPLE_RATE for part in ("far", "near", "moved")
    )
    end = len(went) / SAMPLE_RATE

    assert loudness(between(came, far + 1, near)) > -35, "the echo is there"
    assert removed_mostly(came, went, far + 1, near) > 30
    heard = [
        likeness(NEAR, between(went, start, start + 0.8)) for start in (near + 0.6, near + 1.5)
    ]
    level, correlation = max(heard, key=lambda found: found[1])
    assert correlation > 0.6
    assert level > -7
    assert removed_mostly(came, went, moved + 2, end) > 30, "a way of 60 ms more is learnt"
    assert scene["released"]
    assert not scene["half_duplex"]


def removed_mostly(came: Sound, went: Samples, start: float, end: float) -> float:
    """The median of half seconds: one in which a device ran dry does not count."""
    halves = np.arange(start, end - 0.49, 0.5)
    return float(np.median([removed(came, went, half, half + 0.5) for half in halves]))
