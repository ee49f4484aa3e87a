"""The tray icon on Linux: a StatusNotifierItem with its menu (com.canonical.dbusmenu).

https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/ — KDE and most desktops show
it by themselves, GNOME by an extension. A watcher that comes later, or comes back, is told anew;
where there is none nothing is shown and nothing is wrong.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Mapping
from typing import Any, Final

from jeepney import DBusAddress, MatchRule, Message, new_method_return, new_signal
from jeepney.low_level import HeaderFields

from gurukul_desktop.desktop.bus import Bus, BusError, method
from gurukul_desktop.desktop.tray import CHOICES, Entry, Mark, TrayHandler, TrayView

ITEM_PATH: Final = "/StatusNotifierItem"
MENU_PATH: Final = "/MenuBar"
ITEM: Final = "org.kde.StatusNotifierItem"
MENU: Final = "com.canonical.dbusmenu"
WATCHER: Final = "org.kde.StatusNotifierWatcher"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"

Pixmaps = tuple[tuple[int, int, bytes], ...]
"""Width, height and ARGB bytes in network order, as the specification wants them."""

_log = logging.getLogger(__name__)


class StatusItem:
    """The item on one bus.

    Args:
        bus: where it is shown.
        handler: who is told what the student does with it.
        pixmaps: draws the icon with a mark.
    """

    def __init__(self, bus: Bus, handler: TrayHandler, pixmaps: Callable[[Mark], Pixmaps]) -> None:
        self._bus = bus
        self._handler = handler
        self._pixmaps = pixmaps
        self._view: TrayView | None = None
        self._revision = 1
        self._name = f"org.kde.StatusNotifierItem-{os.getpid()}-1"
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, view: TrayView) -> None:
        """Be there with ``view``.

        Raises:
            BusError: the bus does not let us.
        """
        self._view = view
        self._bus.serve(ITEM_PATH, self._serve_item)
        self._bus.serve(MENU_PATH, self._serve_menu)
        await self._bus.request_name(self._name)
        rule = MatchRule(
            type="signal",
            sender="org.freedesktop.DBus",
            interface="org.freedesktop.DBus",
            member="NameOwnerChanged",
        )
        rule.add_arg_condition(0, WATCHER)
        await self._bus.hear(rule, self._watcher_changed)
        await self._register()

    def show(self, view: TrayView) -> None:
        """Show this from now on."""
        before, self._view = self._view, view
        if before is None or before == view:
            return
        if before.mark != view.mark:
            self._signal("NewIcon")
        if before.tooltip != view.tooltip:
            self._signal("NewToolTip")
        if before.menu != view.menu:
            self._revision += 1
            where = DBusAddress(MENU_PATH, interface=MENU)
            self._bus.send(new_signal(where, "LayoutUpdated", "ui", (self._revision, 0)))

    async def _register(self) -> None:
        watcher = method(WATCHER, "/StatusNotifierWatcher", WATCHER)
        try:
            await self._bus.call(watcher("RegisterStatusNotifierItem", "s", self._name))
        except BusError as error:
            _log.info("the desktop shows no tray icons: %s", error)
        else:
            _log.info("the tray shows an icon")

    def _watcher_changed(self, message: Message) -> None:
        if message.body[2]:  # the new owner
            task = asyncio.get_running_loop().create_task(self._register())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _signal(self, name: str) -> None:
        self._bus.send(new_signal(DBusAddress(ITEM_PATH, interface=ITEM), name))

    # What the desktop asks

    def _serve_item(self, message: Message) -> Message | None:
        interface, name = _called(message)
        if interface == _PROPERTIES:
            return _property(message, self._item_properties())
        match name:
            case "Activate" | "SecondaryActivate":
                self._handler.forward("")
            case "ProvideXdgActivationToken":
                # It comes before Activate, and brings the window forward as well.
                self._handler.forward(str(message.body[0])[:256])
            case "ContextMenu" | "Scroll":
                pass
            case _:
                return None
        return new_method_return(message)

    def _item_properties(self) -> Mapping[str, tuple[str, Any]]:
        view = self._view
        assert view is not None
        return {
            "Category": ("s", "Communications"),
            "Id": ("s", "gurukul"),
            "Title": ("s", view.title),
            "Status": ("s", "Active"),
            "WindowId": ("i", 0),
            "IconName": ("s", ""),
            "IconThemePath": ("s", ""),
            "IconPixmap": ("a(iiay)", list(self._pixmaps(view.mark))),
            "OverlayIconName": ("s", ""),
            "OverlayIconPixmap": ("a(iiay)", []),
            "AttentionIconName": ("s", ""),
            "AttentionIconPixmap": ("a(iiay)", []),
            "AttentionMovieName": ("s", ""),
            "ToolTip": ("(sa(iiay)ss)", ("", [], view.title, view.tooltip)),
            "ItemIsMenu": ("b", False),
            "Menu": ("o", MENU_PATH),
        }

    def _serve_menu(self, message: Message) -> Message | None:
        interface, name = _called(message)
        if interface == _PROPERTIES:
            return _property(message, _MENU_PROPERTIES)
        match name:
            case "GetLayout":
                layout = self._layout(message.body[0], message.body[1])
                return new_method_return(message, "u(ia{sv}av)", (self._revision, layout))
            case "GetGroupProperties":
                asked = message.body[0] or range(len(CHOICES) + 1)
                known = [(one, self._properties(one)) for one in asked if 0 <= one <= len(CHOICES)]
                return new_method_return(message, "a(ia{sv})", (known,))
            case "GetProperty":
                value = self._properties(message.body[0])[message.body[1]]
                return new_method_return(message, "v", (value,))
            case "Event":
                self._event(message.body[0], message.body[1])
                return new_method_return(message)
            case "EventGroup":
                for number, event, *_ in message.body[0]:
                    self._event(number, event)
                return new_method_return(message, "ai", ([],))
            case "AboutToShow":
                return new_method_return(message, "b", (False,))
            case "AboutToShowGroup":
                return new_method_return(message, "aiai", ([], []))
        return None

    def _event(self, number: int, event: str) -> None:
        if event == "clicked" and 0 < number <= len(CHOICES):
            self._handler.choose(CHOICES[number - 1])

    def _entry(self, number: int) -> Entry:
        assert self._view is not None
        return self._view.menu[number - 1]

    def _properties(self, number: int) -> dict[str, tuple[str, Any]]:
        if number == 0:
            return {"children-display": ("s", "submenu")}
        entry = self._entry(number)
        # An underline marks the key of an entry; one that is meant is written twice.
        return {"label": ("s", entry.text.replace("_", "__")), "enabled": ("b", entry.enabled)}

    def _layout(self, number: int, depth: int) -> tuple[int, dict[str, tuple[str, Any]], list[Any]]:
        below: list[Any] = []
        if number == 0 and depth != 0:
            below = [
                ("(ia{sv}av)", (one, self._properties(one), []))
                for one in range(1, len(CHOICES) + 1)
            ]
        return number, self._properties(number), below


_MENU_PROPERTIES: Final[Mapping[str, tuple[str, Any]]] = {
    "Version": ("u", 3),
    "Status": ("s", "normal"),
    "TextDirection": ("s", "ltr"),
    "IconThemePath": ("as", []),
}


def _called(message: Message) -> tuple[str, str]:
    fields = message.header.fields
    return fields.get(HeaderFields.interface, ""), fields.get(HeaderFields.member, "")


def _property(message: Message, values: Mapping[str, tuple[str, Any]]) -> Message | None:
    """Answer a question for one property, or for all."""
    match _called(message)[1]:
        case "Get":
            return new_method_return(message, "v", (values[message.body[1]],))
        case "GetAll":
            return new_method_return(message, "a{sv}", (dict(values),))
    return None
