"""Between the window and the desktop around it: tray, notifications, second starts.

What happens while the student looks elsewhere is told on the desktop, if they want that; what is
pressed there brings the window.
"""

import asyncio
import importlib.util
import logging
import sys
from collections.abc import Callable

from gurukul_desktop.desktop.instance import Instance, Request
from gurukul_desktop.desktop.tray import Choice, Tray, TrayHandler
from gurukul_desktop.preferences import PreferenceFile
from gurukul_desktop.session.chat import Author
from gurukul_desktop.session.ports import SessionCommands
from gurukul_desktop.session.snapshot import Notice, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui import desktop_words, words
from gurukul_desktop.ui.foreground import Foreground
from gurukul_desktop.ui.native_tray import NativeTray
from gurukul_desktop.ui.tray_icons import pixmaps
from gurukul_desktop.ui.window import Window

_log = logging.getLogger(__name__)


class Desktop:
    """A :class:`~gurukul_desktop.session.ports.SessionObserver`.

    Args:
        window: the window.
        session: what the tray's menu commands.
        preferences: whether notifications are wanted.
        follow: fills in a link.

    Attributes:
        front: the window before the others.
        tray: the icon, once it was started.
    """

    def __init__(
        self,
        window: Window,
        session: SessionCommands,
        preferences: PreferenceFile,
        follow: Callable[[str], None],
    ) -> None:
        self._window = window
        self._session = session
        self._preferences = preferences
        self._follow = follow
        self._model = window.desktop
        self.front = Foreground(window.window)
        self._snapshot = Snapshot()
        self._written = False
        self.tray: Tray | None = None
        self._model.chosen.connect(self._choose)
        self._model.forward.connect(self.front.come)

    def start(self, instance: Instance | None = None) -> None:
        """Show the tray's icon, and hear of second starts."""
        handler = TrayHandler(self._choose, self.front.come)
        if sys.platform == "linux" and importlib.util.find_spec("jeepney") is None:
            _log.warning("the desktop cannot be spoken to: jeepney is not installed")
        elif sys.platform == "linux":
            # Imported here, with the window on the screen: nothing of it is needed before.
            from gurukul_desktop.desktop.linux_tray import LinuxTray

            self.tray = LinuxTray(handler, pixmaps, self._model.view)
        else:
            self.tray = NativeTray(self._window.engine, self._model)
        if instance is not None:
            loop = asyncio.get_running_loop()
            instance.join(lambda request: _post(loop, lambda: self._second_start(request)))

    async def aclose(self) -> None:
        """Take everything away from the desktop. Idempotent."""
        tray, self.tray = self.tray, None
        if tray is not None:
            await tray.aclose()

    def on_snapshot(self, snapshot: Snapshot) -> None:
        before, self._snapshot = self._snapshot, snapshot
        if self.tray is not None:
            self.tray.show(self._model.view)
        if before.state is State.SEARCHING and snapshot.state is State.CONNECTING:
            self._tell(*desktop_words.matched(snapshot))
        if snapshot.chat is not before.chat and _heard(snapshot) > _heard(before):
            self._tell_written(snapshot)
        if self.front.taken:
            self._written = False

    def on_notice(self, notice: Notice, name: str) -> None:
        if notice is Notice.BUDDY_ASKS:
            self._tell(*desktop_words.asked(words.notice_sentence(notice, name)))

    def _tell_written(self, snapshot: Snapshot) -> None:
        """Once until the student looks: a partner may write a hundred lines."""
        if not self._written and snapshot.partner is not None:
            self._written = True
            self._tell(*desktop_words.wrote(snapshot.partner.name))

    def _tell(self, title: str, text: str) -> None:
        """Tell a student who looks elsewhere."""
        if self.front.taken:
            return
        self.front.call()
        if self.tray is not None and self._preferences.now.notifications:
            self.tray.notify(title, text)

    def _choose(self, choice: Choice) -> None:
        match choice:
            case "show":
                self.front.come()
            case "main":
                self._next()
            case "mute":
                self._session.set_microphone(not self._snapshot.microphone)
            case "quit":
                self._window.window.close()

    def _next(self) -> None:
        """Find, cancel or end, as the menu says now."""
        match self._model.view.mark:
            case "idle":
                self._session.find()
            case "searching":
                # After a skip the search begins in a moment: either ends it.
                self._session.cancel()
            case "call":
                self._session.end()

    def _second_start(self, request: Request) -> None:
        _log.info("= started a second time: this window comes forward")
        if request.link:
            self._follow(request.link)
        self.front.come(request.activation)


def _heard(snapshot: Snapshot) -> int:
    """The number of the last line that the partner wrote."""
    lines = reversed(snapshot.chat.lines)
    return next((line.number for line in lines if line.author is Author.PARTNER), -1)


def _post(loop: asyncio.AbstractEventLoop, work: Callable[[], None]) -> None:
    """Have it done on the main loop; nothing, when that has just ended."""
    try:
        loop.call_soon_threadsafe(work)
    except RuntimeError:
        return
