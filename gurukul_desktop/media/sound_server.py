"""Linux's sound server, PulseAudio or PipeWire in its place, and its devices by their names.

ALSA reaches the server through one device of its own, which stands for all of the server's.
A specification ``pulse:NAME`` names one of them. A microphone is opened as ALSA's
``pulse:NAME``; PortAudio opens only what it has listed, so for a speaker the name goes through
the environment, which the server's client library reads when it connects.
"""

import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

PREFIX: Final = "pulse:"

# What libpulse (pulse-client.conf(5)) and PipeWire's ALSA plugin read.
_VARIABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "speaker": ("PULSE_SINK", "PIPEWIRE_NODE"),
    "microphone": ("PULSE_SOURCE", "PIPEWIRE_NODE"),
}
_ENVIRONMENT: Final = threading.Lock()
"""The environment is one for the whole process."""


def running(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether there is a sound server to ask for devices."""
    if not sys.platform.startswith("linux"):
        return False
    if environment.get("PULSE_SERVER"):
        return True
    runtime = environment.get("XDG_RUNTIME_DIR")
    return bool(runtime) and Path(runtime or "", "pulse", "native").exists()


def spec_of(name: str) -> str:
    """The specification of the device that the server calls ``name``."""
    return PREFIX + name


def name_of(spec: str) -> str | None:
    """The server's name of the device in a specification; None if it is none of the server's."""
    name = spec.removeprefix(PREFIX)
    return name if name and name != spec else None


@contextmanager
def unrouted() -> Iterator[None]:
    """Whoever connects to the server meanwhile is not led astray by :func:`routed`."""
    with _ENVIRONMENT:
        yield


@contextmanager
def routed(kind: Literal["speaker", "microphone"], name: str) -> Iterator[None]:
    """Whoever connects to the server meanwhile, and asks for no device, gets ``name``."""
    with _ENVIRONMENT:
        before = {variable: os.environ.get(variable) for variable in _VARIABLES[kind]}
        os.environ.update(dict.fromkeys(before, name))
        try:
            yield
        finally:
            for variable, value in before.items():
                if value is None:
                    del os.environ[variable]
                else:
                    os.environ[variable] = value
