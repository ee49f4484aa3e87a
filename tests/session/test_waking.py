"""Tests for gurukul_desktop.session.waking."""

import asyncio
from dataclasses import dataclass, field

import pytest

from gurukul_desktop.errors import CallError, CallFault
from gurukul_desktop.session import waking
from gurukul_desktop.session.notices import FAULTS
from gurukul_desktop.session.snapshot import Link, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.session.waking import Waking

HOUR = 3600.0


@dataclass
class App:
    """All that is asked of the session, written down."""

    asked: list[str] = field(default_factory=list)
    failed: list[CallFault] = field(default_factory=list)
    devices: asyncio.Event = field(default_factory=asyncio.Event)

    def retry(self) -> None:
        self.asked.append("link")

    def ask(self) -> None:
        self.asked.append("search")

    def retry_devices(self) -> None:
        self.devices.set()

    def call_failed(self, error: CallError) -> None:
        self.failed.append(error.fault)


@pytest.fixture
def app() -> App:
    return App()


@pytest.mark.parametrize(
    ("state", "link", "slept", "asked", "failed"),
    [
        (State.IDLE, Link.ONLINE, HOUR, ["link"], []),
        (State.SEARCHING, Link.ONLINE, 10.0, ["link", "search"], []),
        # Its welcome says the search again.
        (State.SEARCHING, Link.OFFLINE, HOUR, ["link"], []),
        # The partner still waits, and the call's own recovery brings it back.
        (State.CONNECTED, Link.ONLINE, 10.0, ["link"], []),
        (State.CONNECTED, Link.ONLINE, HOUR, ["link"], [CallFault.ASLEEP]),
        (State.CONNECTING, Link.ONLINE, HOUR, ["link"], [CallFault.ASLEEP]),
        (State.ENDED, Link.ONLINE, HOUR, ["link"], []),
    ],
)
async def test_what_was_going_on_goes_on_or_ends(
    app: App, state: State, link: Link, slept: float, asked: list[str], failed: list[CallFault]
) -> None:
    waking = Waking(app, app, app)
    waking.on_snapshot(Snapshot(state=state, link=link))
    waking.woke(slept)
    waking.close()
    assert (app.asked, app.failed) == (asked, failed)


async def test_devices_are_tried_again(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waking, "DEVICE_SECONDS", (0.0, 0.01))
    one = Waking(app, app, app)
    one.woke(HOUR)
    async with asyncio.timeout(5):
        for _ in range(2):
            await app.devices.wait()
            app.devices.clear()
    one.close()


def test_a_call_that_was_slept_through_has_words() -> None:
    assert set(FAULTS) == set(CallFault)
