"""Notifications on Linux, by org.freedesktop.Notifications.

https://specifications.freedesktop.org/notification-spec/ — a new one takes the place of the last:
what was told before is over. Where nobody shows any, nothing is wrong.
"""

import asyncio
import html
import logging
from typing import Final

from jeepney import MatchRule, Message
from jeepney.low_level import HeaderFields

from gurukul_desktop.desktop.bus import Bus, BusError, method
from gurukul_desktop.desktop.tray import TrayHandler

SERVICE: Final = "org.freedesktop.Notifications"
PATH: Final = "/org/freedesktop/Notifications"
ICON: Final = "org.gurukul.Desktop"
MOST_CHARACTERS: Final = 240
_BY_THE_DESKTOP: Final = -1

_log = logging.getLogger(__name__)


class Notifications:
    """Tells a student something on the desktop."""

    def __init__(self, bus: Bus, handler: TrayHandler) -> None:
        self._bus = bus
        self._handler = handler
        self._make = method(SERVICE, PATH, SERVICE)
        self._last = 0
        self._token = ""
        self._heard = False
        self._markup: bool | None = None
        self._queue = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def notify(self, title: str, text: str, show: str) -> None:
        """Tell it; ``show`` is the words of the button that brings the window."""
        task = asyncio.get_running_loop().create_task(self._notify(title, text, show))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _notify(self, title: str, text: str, show: str) -> None:
        async with self._queue:
            try:
                await self._listen()
                if self._markup is None:
                    (known,) = await self._bus.call(self._make("GetCapabilities"))
                    self._markup = "body-markup" in known
                text = text[:MOST_CHARACTERS]
                body = html.escape(text, quote=False) if self._markup else text
                hints = {
                    "desktop-entry": ("s", "org.gurukul.Desktop"),
                    "category": ("s", "im.received"),
                    "urgency": ("y", 1),
                }
                actions = ["default", show]
                (self._last,) = await self._bus.call(
                    self._make(
                        *("Notify", "susssasa{sv}i", "Gurukul", self._last, ICON),
                        *(title[:MOST_CHARACTERS], body, actions, hints, _BY_THE_DESKTOP),
                    )
                )
            except BusError as error:
                _log.info("the desktop shows no notifications: %s", error)

    async def _listen(self) -> None:
        if not self._heard:
            rule = MatchRule(type="signal", interface=SERVICE, path=PATH)
            await self._bus.hear(rule, self._pressed)
            self._heard = True

    def _pressed(self, message: Message) -> None:
        match (message.header.fields.get(HeaderFields.member), *message.body):
            case ("ActivationToken", self._last, str(token)):
                self._token = token[:256]
            case ("ActionInvoked", self._last, _) if self._last:
                token, self._token = self._token, ""
                self._handler.forward(token)
