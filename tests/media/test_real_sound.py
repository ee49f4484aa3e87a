"""Speaker and microphone on real devices of a sound server: PulseAudio's null sinks."""

import os
import subprocess
import time
from collections.abc import Callable

import numpy as np
import pytest

from gurukul_desktop.demo.sound import VirtualSound, microphone_of, speaker_of
from tests.media.conftest import Script

LEVEL = 0.1  # of the tone that the script plays


def read(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: "subprocess.Popen[str]", words: str = "") -> None:
    assert process.stdin is not None
    process.stdin.write(words + "\n")
    process.stdin.flush()


def streams(sound: VirtualSound, kind: str) -> list[str]:
    """What plays (``sink-inputs``) or records (``source-outputs``) now."""
    listed = subprocess.run(
        ["pactl", "list", "short", kind],
        env=dict(os.environ) | sound.environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=10,
    )
    return listed.stdout.splitlines()


def eventually(true: Callable[[], bool], seconds: float = 5.0) -> bool:
    """The server tells of nothing by itself, so it is asked until the deadline."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def recorded(sound: VirtualSound, sink: str, seconds: float) -> tuple[float, float]:
    """Level and strongest frequency of what a sink plays."""
    command = ["parec", f"--device={sink}.monitor", "--raw", "--format=s16le", "--latency-msec=20"]
    with subprocess.Popen(
        [*command, "--rate=48000", "--channels=1"],
        env=dict(os.environ) | sound.environment,
        stdout=subprocess.PIPE,
    ) as recorder:
        assert recorder.stdout is not None
        data = recorder.stdout.read(int(48_000 * seconds) * 2)
        recorder.terminate()
    samples = np.frombuffer(data, np.int16) / 32768
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(samples.size)))
    peak = float(np.argmax(spectrum)) * 48_000 / samples.size
    return float(np.sqrt(np.mean(samples**2))), peak


def test_what_a_call_says_is_heard_and_the_device_is_released(
    sound: VirtualSound, script: Script
) -> None:
    speaker = script("speaker", "default", "523")
    assert read(speaker) == "open"
    assert eventually(lambda: recorded(sound, speaker_of(0), 0.2)[0] > LEVEL / 2)
    level, frequency = recorded(sound, speaker_of(0), 1.0)
    assert frequency == pytest.approx(523, abs=2)
    assert level == pytest.approx(LEVEL, rel=0.1)
    tell(speaker, "heard?")
    heard_level, heard_frequency = map(float, read(speaker).split())
    assert heard_frequency == pytest.approx(523, abs=2)
    assert heard_level == pytest.approx(LEVEL, rel=0.2)
    assert recorded(sound, speaker_of(1), 0.2)[0] == 0, "the other seat hears nothing"

    assert len(streams(sound, "sink-inputs")) == 1
    tell(speaker, "stop")
    assert read(speaker) == "released"
    assert eventually(lambda: not streams(sound, "sink-inputs"))


def test_a_short_sound_opens_the_device_by_itself_and_lets_it_go(
    sound: VirtualSound, script: Script
) -> None:
    ring = script("ring", "default", "660", "0.7")
    assert read(ring) == "open"
    assert recorded(sound, speaker_of(0), 0.4)[1] == pytest.approx(660, abs=4)
    assert eventually(lambda: not streams(sound, "sink-inputs"))
    tell(ring)
    assert read(ring) == "1", "its thread is gone too"


@pytest.mark.parametrize("spec", ["default", "pulse"])
def test_the_microphone_hears_what_sounds_in_its_room(
    sound: VirtualSound, script: Script, spec: str
) -> None:
    room = script("speaker", "default", "784", PULSE_SINK=microphone_of(1))
    assert read(room) == "open"
    assert eventually(lambda: recorded(sound, microphone_of(1), 0.2)[0] > LEVEL / 2)
    microphone = script("microphone", spec, seat=1)
    level, frequency = map(float, read(microphone).split())
    assert frequency == pytest.approx(784, abs=2)
    assert level == pytest.approx(LEVEL, rel=0.15)
    assert read(microphone) == "by FFmpeg"
    assert read(microphone) == "released"
    mine = str(microphone.pid)
    assert eventually(lambda: not any(mine in line for line in streams(sound, "source-outputs")))


def test_a_speaker_that_is_not_there(script: Script) -> None:
    speaker = script("speaker", "no such speaker", "440")
    assert read(speaker) == "speaker_absent"


def test_the_sound_server_dies_in_a_call(script: Script) -> None:
    with VirtualSound(sinks=1) as doomed:
        speaker = script("speaker", "default", "440", **doomed.environment_for(0))
        assert read(speaker) == "open"
    assert read(speaker) == "speaker_unplugged"
    tell(speaker, "stop")
    assert read(speaker) == "released"


def test_it_rings_on_a_device_of_its_own_and_both_are_as_loud_as_wished(
    sound: VirtualSound, script: Script
) -> None:
    both = script("ringer", "default", f"pulse:{speaker_of(1)}", "50")
    assert read(both) == "open"
    assert eventually(lambda: recorded(sound, speaker_of(1), 0.2)[0] > LEVEL / 20)
    level, frequency = recorded(sound, speaker_of(0), 0.5)
    assert frequency == pytest.approx(523, abs=3), "the partner alone is heard here"
    assert level == pytest.approx(LEVEL / 2, rel=0.15)
    level, frequency = recorded(sound, speaker_of(1), 0.5)
    assert frequency == pytest.approx(880, abs=3), "and here it rings alone"
    assert level == pytest.approx(LEVEL / 2, rel=0.15)
    tell(both, "stop")
    assert read(both) == "released"
    assert eventually(lambda: not streams(sound, "sink-inputs"))


def test_the_speaker_rings_for_a_device_that_is_not_there(
    sound: VirtualSound, script: Script
) -> None:
    both = script("ringer", "default", "no such device", "100")
    assert sorted([read(both), read(both)]) == ["open", "speaker_absent"]
    assert eventually(lambda: recorded(sound, speaker_of(0), 0.2)[0] > LEVEL * 1.2)
    tell(both, "stop")
    assert read(both) == "released"
