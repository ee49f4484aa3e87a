"""A private PulseAudio with two seats, for the tests that need real sound devices."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gurukul_desktop.demo.sound import VirtualSound

Script = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(scope="module")
def sound() -> Iterator[VirtualSound]:
    with VirtualSound(sinks=2) as running:
        yield running


@pytest.fixture
def script(sound: VirtualSound) -> Iterator[Script]:
    """Starts a part of ``device_script`` on a seat's devices.

    In a process of its own, because PortAudio and ALSA read the environment only once.
    """
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, seat: int = 0, **environment: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("device_script.py")), *arguments],
            env=dict(os.environ) | sound.environment_for(seat) | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
