"""Drives the windows of another process by what a screen reader hears: AT-SPI2 over D-Bus.

:class:`AccessibilityBus` is a private session bus with an accessibility bus behind it;
:class:`AccessibleApp` is one program on it. Names, roles and states are AT-SPI's
(``atspi-constants.h`` of at-spi2-core).
"""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from jeepney import DBusAddress, DBusErrorResponse, MatchRule, Properties, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import HeaderFields, Message, MessageType

T = TypeVar("T")

_SERVICE_FILE: Final = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
_CALL_SECONDS: Final = 5.0
_POLL_SECONDS: Final = 0.05

_ACCESSIBLE: Final = "org.a11y.atspi.Accessible"
_ACTION: Final = "org.a11y.atspi.Action"
_PRESSES: Final = ("Press", "Toggle")
_EDITABLE: Final = "org.a11y.atspi.EditableText"
_VALUE: Final = "org.a11y.atspi.Value"
_COMPONENT: Final = "org.a11y.atspi.Component"
_REGISTRY: Final = "org.a11y.atspi.Registry"
_EVENT: Final = "org.a11y.atspi.Event.Object"

# AtspiStateType
_CHECKED: Final = 4
_ENABLED: Final = 8
_FOCUSED: Final = 12
_SHOWING: Final = 25
_VISIBLE: Final = 30


class AccessibilityBus:
    """A session bus of our own on which only the accessibility service can be started."""

    def __init__(self) -> None:
        self.environment: dict[str, str] = {}
        self._folder = Path(tempfile.mkdtemp(prefix="gurukul-bus-"))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        services = self._folder / "services"
        services.mkdir()
        shutil.copy(_SERVICE_FILE, services)
        address = f"unix:path={self._folder / 'bus'}"
        configuration = self._folder / "bus.conf"
        configuration.write_text(
            f"""<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>{address}</listen>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
        )
        self._process = subprocess.Popen(
            ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address=1"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            # What the services say on their way out, when the bus is gone, is not of interest.
            stderr=subprocess.DEVNULL,
            env={
                "PATH": "/usr/local/bin:/usr/bin:/bin",
                "XDG_RUNTIME_DIR": str(self._folder),
                "HOME": str(self._folder),
                "GSETTINGS_BACKEND": "memory",
            },
            start_new_session=True,
        )
        assert self._process.stdout is not None
        if not self._process.stdout.readline():
            raise RuntimeError("dbus-daemon did not start")
        self.environment = {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_ACCESSIBILITY": "1",
        }

    def connect(self) -> DBusConnection:
        """A connection to the accessibility bus, which this starts if need be."""
        with open_dbus_connection(self.environment["DBUS_SESSION_BUS_ADDRESS"]) as session:
            where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            (address,) = _ask(session, new_method_call(where, "GetAddress"))
        return open_dbus_connection(address)

    def stop(self) -> None:
        """End the bus; the services on it end by themselves when it is gone. Idempotent."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait(5)
            assert process.stdout is not None
            process.stdout.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


@dataclass(frozen=True)
class Node:
    """One thing that a screen reader can speak of, as it was when it was read."""

    path: str
    name: str
    role: str
    states: frozenset[int]

    @property
    def showing(self) -> bool:
        return {_SHOWING, _VISIBLE} <= self.states

    @property
    def enabled(self) -> bool:
        return _ENABLED in self.states

    @property
    def checked(self) -> bool:
        return _CHECKED in self.states

    @property
    def focused(self) -> bool:
        return _FOCUSED in self.states


class AccessibleApp:
    """One program on the accessibility bus, found by its process id.

    Every method that waits has a deadline in seconds and raises AssertionError with
    what the window says at that time.
    """

    def __init__(self, bus: AccessibilityBus, pid: int, seconds: float = 20.0) -> None:
        self._connection = bus.connect()
        self._ear = bus.connect()
        self._heard: list[str] = []
        try:
            self._listen()
            self._owner = self._find_owner(pid, time.monotonic() + seconds)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._connection.close()
        self._ear.close()

    # What is there

    def nodes(self) -> Iterator[Node]:
        """Everything that is showing, windows first, in the order of the tree."""
        root = "/org/a11y/atspi/accessible/root"
        known: dict[str, tuple[Node, list[str]]] = {}
        level = [root]
        while level:
            known |= self._read(level)
            level = [
                child
                for path in level
                if path in known and (path == root or known[path][0].showing)
                for child in known[path][1]
                if child not in known
            ]
        stack = [root]
        while stack:
            path = stack.pop()
            if path in known:
                node, children = known[path]
                if path == root:
                    stack.extend(reversed(children))
                elif node.showing:
                    yield node
                    stack.extend(reversed(children))

    def find(self, name: str, role: str | None = None) -> Node | None:
        """The first showing node with this accessible name; None when there is none."""
        for node in self.nodes():
            if node.name == name and role in (None, node.role):
                return node
        return None

    def texts(self) -> list[str]:
        """Every name that is showing, in the order of the tree."""
        return [node.name for node in self.nodes() if node.name]

    def bounds(self, node: Node) -> tuple[int, int, int, int]:
        """x, y, width and height on the screen, in pixels."""
        ((x, y, width, height),) = self._call(node.path, _COMPONENT, "GetExtents", "u", (0,))
        return x, y, width, height

    # What can be done

    def press(self, name: str, seconds: float = 5.0) -> None:
        """Press the button (or tick the box) with this name as soon as it can be pressed."""
        path, action = self._until(
            lambda: self._pressable(self.find(name)),
            f"a control {name!r} that can be pressed",
            seconds,
        )
        self._call(path, _ACTION, "DoAction", "i", (action,))

    def write(self, name: str, text: str, seconds: float = 5.0) -> None:
        """Have ``text`` stand in the field with this name, in place of what stood there."""
        node = self.wait_for(name, seconds)
        (done,) = self._call(node.path, _EDITABLE, "SetTextContents", "s", (text,))
        assert done, f"{name!r} cannot be written into"

    def set_value(self, name: str, value: float) -> None:
        """Move the slider with this name, as a screen reader does."""
        where = DBusAddress(self.wait_for(name).path, self._owner, _VALUE)
        _ask(self._connection, Properties(where).set("CurrentValue", "d", value))

    # What is waited for

    def wait_for(self, name: str, seconds: float = 10.0) -> Node:
        """The showing node with this name, as soon as there is one."""
        return self._until(lambda: self.find(name), repr(name), seconds)

    def wait_for_text(self, part: str, seconds: float = 10.0) -> str:
        """The first showing name with ``part`` in it, as soon as there is one."""
        return self._until(
            lambda: next((text for text in self.texts() if part in text), None),
            f"a text with {part!r}",
            seconds,
        )

    def wait_gone(self, name: str, seconds: float = 10.0) -> None:
        """Until nothing with this name is showing."""
        self._until(lambda: self.find(name) is None or None, f"{name!r} to go", seconds)

    def wait_heard(self, part: str, seconds: float = 10.0) -> None:
        """Until something with ``part`` in it was said aloud, since the app was started."""
        deadline = time.monotonic() + seconds
        while not any(part in text for text in self.heard(deadline)):
            left = deadline - time.monotonic()
            assert left > 0, f"{part!r} was not said within {seconds} s, but: {self._heard}"

    def heard(self, deadline: float = 0.0) -> list[str]:
        """All that was said aloud so far; waits for more until ``deadline`` at the longest."""
        with suppress(TimeoutError):
            while True:
                message = self._ear.receive(timeout=max(0.0, deadline - time.monotonic()))
                fields = message.header.fields
                if (
                    fields.get(HeaderFields.member) == "Announcement"
                    and fields.get(HeaderFields.sender) == self._owner
                ):
                    self._heard.append(message.body[3][1])
                    deadline = 0.0
        return self._heard

    # The bus

    def _listen(self) -> None:
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        wish = ("object:announcement",)
        _ask(self._ear, new_method_call(registry, "RegisterEvent", "s", wish))
        rule = MatchRule(type="signal", interface=_EVENT, member="Announcement")
        _ask(self._ear, message_bus.AddMatch(rule))

    def _until(self, look: Callable[[], T | None], what: str, seconds: float) -> T:
        deadline = time.monotonic() + seconds
        while True:
            found = look()
            if found is not None:
                return found
            if time.monotonic() > deadline:
                raise AssertionError(f"no {what} within {seconds} s; showing: {self.texts()}")
            # Another process draws; AT-SPI tells of changes, but not of every one that Qt makes.
            time.sleep(_POLL_SECONDS)

    def _find_owner(self, pid: int, deadline: float) -> str:
        registry = DBusAddress("/org/a11y/atspi/accessible/root", _REGISTRY, _ACCESSIBLE)
        while time.monotonic() < deadline:
            (children,) = _ask(self._connection, new_method_call(registry, "GetChildren"))
            for owner, _ in children:
                with suppress(DBusErrorResponse):  # it left just now
                    request = message_bus.GetConnectionUnixProcessID(owner)
                    if _ask(self._connection, request)[0] == pid:
                        return str(owner)
            time.sleep(_POLL_SECONDS)
        raise AssertionError(f"process {pid} showed no window that a screen reader can see")

    def _call(
        self,
        path: str,
        interface: str,
        method: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
    ) -> tuple[Any, ...]:
        where = DBusAddress(path, self._owner, interface)
        return _ask(self._connection, new_method_call(where, method, signature or None, body))

    def _read(self, paths: list[str]) -> dict[str, tuple[Node, list[str]]]:
        """Nodes and the paths of their children; what went away meanwhile is left out.

        All is asked at once: an app that draws a film answers once a picture.
        """
        requests = []
        for path in paths:
            where = DBusAddress(path, self._owner, _ACCESSIBLE)
            requests += [
                Properties(where).get("Name"),
                new_method_call(where, "GetRoleName"),
                new_method_call(where, "GetState"),
                new_method_call(where, "GetChildren"),
            ]
        answers = _ask_all(self._connection, requests)
        found = {}
        for number, path in enumerate(paths):
            try:
                name, role, state, children = map(_body, answers[4 * number : 4 * number + 4])
            except DBusErrorResponse:
                continue
            low, high = state[0]
            bits = low | high << 32
            states = frozenset(bit for bit in range(64) if bits >> bit & 1)
            node = Node(path, name[0][1], role[0], states)
            found[path] = node, [child for _, child in children[0]]
        return found

    def _pressable(self, node: Node | None) -> tuple[str, int] | None:
        """A node's path, and which of its actions presses it or ticks it; None if none does."""
        if node is None or not node.enabled:
            return None
        where = DBusAddress(node.path, self._owner, _ACTION)
        with suppress(DBusErrorResponse):
            (actions,) = _ask(self._connection, new_method_call(where, "GetActions"))
            for number, (name, *_) in enumerate(actions):
                if name in _PRESSES:
                    return node.path, number
        return None


def _ask(connection: DBusConnection, request: Message) -> tuple[Any, ...]:
    """The body of the answer.

    Raises:
        DBusErrorResponse: the other side answered with an error.
        TimeoutError: it did not answer; a window that hangs is a fault.
    """
    return _body(_ask_all(connection, [request])[0])


def _ask_all(connection: DBusConnection, requests: list[Message]) -> list[Message]:
    """The answers to all, in the order of the requests."""
    serials = []
    for request in requests:
        serial = next(connection.outgoing_serial)
        connection.send(request, serial=serial)
        serials.append(serial)
    answers: dict[int, Message] = {}
    deadline = time.monotonic() + _CALL_SECONDS
    while len(answers) < len(serials):
        message = connection.receive(timeout=max(0.0, deadline - time.monotonic()))
        serial = message.header.fields.get(HeaderFields.reply_serial)
        if serial in serials:
            answers[serial] = message
    return [answers[serial] for serial in serials]


def _body(answer: Message) -> tuple[Any, ...]:
    if answer.header.message_type is MessageType.error:
        raise DBusErrorResponse(answer)
    return tuple(answer.body)
