"""Tray icon and notifications on a real message bus, with stand-ins for the desktop's services."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import TypeVar

import pytest

from tests.desktop.standins import PrivateBus, Shell

if not sys.platform.startswith("linux"):
    pytest.skip("D-Bus is Linux's", allow_module_level=True)

from jeepney import DBusAddress, new_signal
from jeepney.bus_messages import message_bus

from gurukul_desktop.desktop.bus import Bus, BusError
from gurukul_desktop.desktop.linux_tray import LinuxTray
from gurukul_desktop.desktop.tray import Choice, Entry, Mark, TrayHandler, TrayView

T = TypeVar("T")

MENU = (Entry("Show"), Entry("Find"), Entry("Mute_x", enabled=False), Entry("Quit"))
IDLE = TrayView("idle", "Gurukul", "Ready", MENU)
CALL = TrayView("call", "Gurukul", "With Asha", (MENU[0], Entry("End"), Entry("Mute"), MENU[3]))


def pixmaps(mark: Mark) -> tuple[tuple[int, int, bytes], ...]:
    return ((1, 1, {"idle": b"\1\2\3\4", "searching": b"\1\2\3\5", "call": b"\1\2\3\6"}[mark]),)


class Student:
    """Who presses, as the app hears it."""

    def __init__(self) -> None:
        self.chosen: asyncio.Queue[Choice] = asyncio.Queue()
        self.forward: asyncio.Queue[str] = asyncio.Queue()
        self.handler = TrayHandler(self.chosen.put_nowait, self.forward.put_nowait)


@pytest.fixture
def bus() -> Iterator[str]:
    with PrivateBus() as bus:
        yield bus.address


@asynccontextmanager
async def tray(address: str, student: Student) -> AsyncIterator[LinuxTray]:
    tray = LinuxTray(student.handler, pixmaps, IDLE, address)
    try:
        yield tray
    finally:
        await tray.aclose()
        await tray.aclose()


async def off(work: Callable[[], T]) -> T:
    """What a panel does, beside this loop."""
    async with asyncio.timeout(15):
        return await asyncio.to_thread(work)


async def test_the_panel_shows_the_state_and_the_menu(bus: str) -> None:
    student = Student()
    with Shell(bus) as shell:
        async with tray(bus, student) as icon:
            item = await off(shell.item)
            values = await off(item.all)
            assert (values["Category"], values["Id"]) == ("Communications", "gurukul")
            assert (values["Title"], values["Status"]) == ("Gurukul", "Active")
            assert values["Menu"] == "/MenuBar"
            assert values["IconPixmap"] == [(1, 1, b"\1\2\3\4")]
            assert await off(item.menu) == [
                (1, "Show", True),
                (2, "Find", True),
                (3, "Mute__x", False),
                (4, "Quit", True),
            ]
            icon.show(CALL)
            await off(lambda: item.until(lambda item: item.tooltip() == "With Asha"))
            assert await off(item.icon) == [(1, 1, b"\1\2\3\6")]
            assert [words for _, words, _ in await off(item.menu)] == [
                *("Show", "End", "Mute", "Quit")
            ]


async def test_presses_are_heard(bus: str) -> None:
    student = Student()
    with Shell(bus) as shell:
        async with tray(bus, student):
            item = await off(shell.item)
            await off(lambda: item.choose("Find"))
            await off(lambda: item.choose("Quit"))
            await off(item.activate)
            async with asyncio.timeout(5):
                assert await student.chosen.get() == "main"
                assert await student.chosen.get() == "quit"
                assert await student.forward.get() == ""


async def test_a_panel_that_is_started_anew_gets_the_icon_again(bus: str) -> None:
    student = Student()
    async with tray(bus, student):
        for _ in range(2):
            with Shell(bus) as shell:
                item = await off(shell.item)
                assert await off(item.tooltip) == "Ready"


@pytest.mark.parametrize(("markup", "shown"), [(True, "&lt;b&gt; &amp; co"), (False, "<b> & co")])
async def test_a_notification_is_shown_as_it_is_and_brings_the_window(
    bus: str, markup: bool, shown: str
) -> None:
    student = Student()
    with Shell(bus, markup=markup) as shell:
        async with tray(bus, student) as icon:
            await off(shell.item)
            icon.notify("Found", "<b> & co")
            number, app, replaces, name, title, body, actions, hints, _ = await off(shell.told.get)
            assert (app, replaces, name, title, body) == (
                *("Gurukul", 0, "org.gurukul.Desktop", "Found", shown),
            )
            assert actions == ["default", "Show"]
            assert hints["desktop-entry"] == ("s", "org.gurukul.Desktop")
            icon.notify("Again", "")
            again = await off(shell.told.get)
            assert again[2] == number  # in the place of the first
            await off(lambda: shell.press(number + 7, "another app's"))
            await off(lambda: shell.press(number, "token"))
            async with asyncio.timeout(5):
                assert await student.forward.get() == "token"
            assert student.forward.empty()


@pytest.mark.parametrize("there", [True, False])
async def test_without_a_panel_nothing_is_wrong(bus: str, there: bool) -> None:
    student = Student()
    address = bus if there else "unix:path=/nowhere/bus"
    async with tray(address, student) as icon:
        icon.show(CALL)
        icon.notify("Found", "Asha")
        await asyncio.sleep(0)
        icon.show(IDLE)


async def test_a_bus_that_is_gone_is_told_nothing_more(caplog: pytest.LogCaptureFixture) -> None:
    with PrivateBus() as there:
        bus = await Bus.open(there.address)
    with pytest.raises(BusError, match="gone"):
        await bus.call(message_bus.GetId())
    for _ in range(10):
        bus.send(new_signal(DBusAddress("/here", interface="org.example.Here"), "Changed"))
    await bus.aclose()
    assert [record for record in caplog.records if record.name == "asyncio"] == []
