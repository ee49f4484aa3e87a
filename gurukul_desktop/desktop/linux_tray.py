"""Tray icon and notifications on Linux, both by the session's message bus."""

import asyncio
import logging
from collections.abc import Callable

from gurukul_desktop.desktop.bus import Bus, BusError
from gurukul_desktop.desktop.notifications import Notifications
from gurukul_desktop.desktop.status_item import Pixmaps, StatusItem
from gurukul_desktop.desktop.tray import Mark, TrayHandler, TrayView

_log = logging.getLogger(__name__)


class LinuxTray:
    """A :class:`~gurukul_desktop.desktop.tray.Tray`; where there is no bus it does nothing.

    Args:
        handler: who is told what the student does.
        pixmaps: draws the icon with a mark.
        view: what is shown at first.
        address: of the bus; None is the session's.
    """

    def __init__(
        self,
        handler: TrayHandler,
        pixmaps: Callable[[Mark], Pixmaps],
        view: TrayView,
        address: str | None = None,
    ) -> None:
        self._handler = handler
        self._pixmaps = pixmaps
        self._view = view
        self._address = address
        self._bus: Bus | None = None
        self._item: StatusItem | None = None
        self._notifications: Notifications | None = None
        self._starting = asyncio.create_task(self._start(), name="tray")

    async def _start(self) -> None:
        try:
            self._bus = await Bus.open(self._address)
            self._notifications = Notifications(self._bus, self._handler)
            item = StatusItem(self._bus, self._handler, self._pixmaps)
            await item.start(self._view)
            item.show(self._view)  # it may have changed meanwhile
            self._item = item
        except BusError as error:
            _log.info("there is no tray: %s", error)

    def show(self, view: TrayView) -> None:
        self._view = view
        if self._item is not None:
            self._item.show(view)

    def notify(self, title: str, text: str) -> None:
        if self._notifications is not None:
            self._notifications.notify(title, text, self._view.menu[0].text)

    async def aclose(self) -> None:
        self._starting.cancel()
        await asyncio.gather(self._starting, return_exceptions=True)
        self._item = self._notifications = None
        bus, self._bus = self._bus, None
        if bus is not None:
            await bus.aclose()
