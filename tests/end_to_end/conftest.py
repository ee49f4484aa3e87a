"""The virtual desktop that the end-to-end tests share: a display and an accessibility bus."""

import sys
from collections.abc import Iterator

import pytest

from gurukul_desktop.demo.display import VirtualDisplay
from tests.end_to_end.accessibility import AccessibilityBus

if not sys.platform.startswith("linux"):
    collect_ignore_glob = ["test_*.py"]  # Xvfb, PulseAudio and AT-SPI are Linux's


@pytest.fixture(scope="session")
def display() -> Iterator[VirtualDisplay]:
    with VirtualDisplay() as display:
        yield display


@pytest.fixture(scope="session")
def bus() -> Iterator[AccessibilityBus]:
    with AccessibilityBus() as bus:
        yield bus
