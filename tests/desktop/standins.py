"""A desktop that is only its two services on the message bus: the tray, and notifications.

Real D-Bus between real processes; it answers on a thread of its own.
"""

import itertools
import queue
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Self, TypeVar

from jeepney import (
    DBusAddress,
    MatchRule,
    Message,
    MessageType,
    Properties,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import HeaderFields

T = TypeVar("T")

WATCHER = "org.kde.StatusNotifierWatcher"
NOTIFICATIONS = "org.freedesktop.Notifications"
_SECONDS = 10.0

_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>{address}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class PrivateBus:
    """A message bus with nobody on it."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="gurukul-bus-")
        folder = Path(self._folder.name)
        self.address = f"unix:path={folder / 'bus'}"
        configuration = folder / "bus.conf"
        configuration.write_text(_CONFIGURATION.format(address=self.address))
        self._process = subprocess.Popen(
            ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(5)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._folder.cleanup()


class Shell:
    """What a desktop's panel does: takes in tray items, shows notifications, passes on presses.

    Args:
        address: of the bus.
        markup: whether the notifications' text may hold markup.
    """

    def __init__(self, address: str, *, markup: bool = True) -> None:
        self._address = address
        self._markup = markup
        self.items: queue.Queue[str] = queue.Queue()
        self.told: queue.Queue[tuple[Any, ...]] = queue.Queue()
        self._numbers = itertools.count(1)
        self._closing = False

    def __enter__(self) -> Self:
        self._bus = open_dbus_connection(self._address)
        self._asking = open_dbus_connection(self._address)
        for name in (WATCHER, NOTIFICATIONS):
            _ask(self._bus, message_bus.RequestName(name))
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing = True
        self._thread.join(5)
        self._bus.close()
        self._asking.close()

    # The tray

    def item(self) -> "Item":
        """The next item that is registered."""
        return Item(self._asking, self.items.get(timeout=_SECONDS))

    # Notifications

    def press(self, number: int, token: str = "") -> None:
        """Press a notification."""
        where = DBusAddress("/org/freedesktop/Notifications", interface=NOTIFICATIONS)
        if token:
            self._asking.send(new_signal(where, "ActivationToken", "us", (number, token)))
        self._asking.send(new_signal(where, "ActionInvoked", "us", (number, "default")))

    def _serve(self) -> None:
        while not self._closing:
            with suppress(TimeoutError):
                message = self._bus.receive(timeout=0.1)
                if message.header.message_type is MessageType.method_call:
                    self._bus.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        match message.header.fields[HeaderFields.member]:
            case "RegisterStatusNotifierItem":
                self.items.put(message.body[0])
                return new_method_return(message)
            case "GetCapabilities":
                known = ["body", "actions", *(["body-markup"] if self._markup else [])]
                return new_method_return(message, "as", (known,))
            case "Notify":
                number = message.body[1] or next(self._numbers)  # one that takes another's place
                self.told.put((number, *message.body))
                return new_method_return(message, "u", (number,))
        return new_method_return(message)


class Item:
    """One item of the tray, as a panel sees it."""

    def __init__(self, bus: DBusConnection, name: str) -> None:
        self._bus = bus
        self.name = name
        self._item = DBusAddress(
            "/StatusNotifierItem", bus_name=name, interface="org.kde.StatusNotifierItem"
        )
        self._menu = DBusAddress("/MenuBar", bus_name=name, interface="com.canonical.dbusmenu")
        _ask(bus, message_bus.AddMatch(MatchRule(type="signal", sender=name)))

    def all(self) -> dict[str, Any]:
        """Every property."""
        (values,) = _ask(self._bus, Properties(self._item).get_all())
        return {name: value for name, (_, value) in values.items()}

    def tooltip(self) -> str:
        ((_, value),) = _ask(self._bus, Properties(self._item).get("ToolTip"))
        return str(value[3])

    def icon(self) -> list[tuple[int, int, bytes]]:
        ((_, value),) = _ask(self._bus, Properties(self._item).get("IconPixmap"))
        return list(value)

    def activate(self) -> None:
        _ask(self._bus, new_method_call(self._item, "Activate", "ii", (0, 0)))

    def menu(self) -> list[tuple[int, str, bool]]:
        """The entries: number, words, and whether each can be chosen."""
        layout = new_method_call(self._menu, "GetLayout", "iias", (0, -1, []))
        _, (_, _, entries) = _ask(self._bus, layout)
        return [
            (number, values["label"][1], values["enabled"][1])
            for _, (number, values, _) in entries
            if "label" in values  # a line between two has none
        ]

    def choose(self, words: str) -> None:
        """Press an entry of the menu."""
        number = next(number for number, label, _ in self.menu() if label == words)
        event = (number, "clicked", ("s", ""), 0)
        _ask(self._bus, new_method_call(self._menu, "Event", "isvu", event))

    def until(self, look: Callable[["Item"], bool], seconds: float = _SECONDS) -> None:
        """Until it shows something, asked again and again as a panel would at a signal."""
        deadline = time.monotonic() + seconds
        while not look(self):
            assert time.monotonic() < deadline, (self.tooltip(), self.menu())
            time.sleep(0.03)


def _ask(bus: DBusConnection, message: Message) -> tuple[Any, ...]:
    answer = bus.send_and_get_reply(message, timeout=_SECONDS)
    assert answer.header.message_type is MessageType.method_return, answer.body
    return tuple(answer.body)
