"""Looks once a day whether there is a newer version, and remembers what it heard.

Nothing waits for it, nothing is downloaded, and whatever goes wrong is a line in the log.
"""

import asyncio
import importlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

import msgspec

from gurukul_desktop import __version__
from gurukul_desktop.preferences import PreferenceFile
from gurukul_desktop.updates.release import NoAnswer, Release, due, newer, release_of

SETTLE_SECONDS: Final = 10.0
"""From the first picture of the window until the first question: the start is over by then."""
LOOK_SECONDS: Final = 15 * 60.0
"""Between two looks at the clock, which an app that stays open for days needs."""

Ability = Literal["ready", "nowhere", "elsewhere", "forgetful"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UpdateState:
    """What there is to be told of updates.

    Attributes:
        ability: ``ready`` to ask; ``nowhere`` to ask, as nobody said where; it is asked
            ``elsewhere``, by this user's first window; too ``forgetful``, as nothing can be
            written down, to ask once a day only.
        on: whether the student wants it.
        asked: when it was asked last, in seconds since 1970; 0 is never.
        release: a version newer than the running one.
        dismissed: whether the student has put that one off.
    """

    ability: Ability = "nowhere"
    on: bool = True
    asked: int = 0
    release: Release | None = None
    dismissed: bool = False


class UpdateWatch:
    """The daily question, while the student wants it.

    Args:
        url: whom to ask; empty asks nobody.
        preferences: what is remembered; it is written at each answer.
        first: whether this is the window that asks for all windows of this user.
        version: the running one.
        now: the wall clock, in seconds since 1970.
        settle: seconds from :meth:`start` to the first question.
    """

    def __init__(
        self,
        url: str,
        preferences: PreferenceFile,
        *,
        first: bool,
        version: str = __version__,
        now: Callable[[], float] = time.time,
        settle: float = SETTLE_SECONDS,
    ) -> None:
        self._url = url
        self._preferences = preferences
        self._first = first
        self._version = version
        self._now = now
        self._settle = settle
        self._started = False
        self._task: asyncio.Task[None] | None = None
        self._ending: set[asyncio.Task[None]] = set()
        self._on_change: Callable[[], None] = lambda: None

    def join(self, on_change: Callable[[], None]) -> None:
        """Call ``on_change`` whenever :attr:`state` is another one."""
        self._on_change = on_change

    def start(self) -> None:
        """Begin to look. Idempotent."""
        self._started = True
        if self._task is None and self._ability == "ready" and self._preferences.now.updates.on:
            self._task = asyncio.get_running_loop().create_task(self._watch())

    async def aclose(self) -> None:
        """Look no more, and give up a question that has no answer yet. Idempotent."""
        self._started = False
        self._stop()
        await asyncio.gather(*self._ending, return_exceptions=True)

    # What the window shows, and what the student asks for

    @property
    def state(self) -> UpdateState:
        """What there is to be told now."""
        memory = self._preferences.now.updates
        release = self._found() if memory.on and self._ability == "ready" else None
        dismissed = release is not None and release.version == memory.dismissed
        return UpdateState(self._ability, memory.on, memory.asked, release, dismissed)

    def set_on(self, on: bool) -> None:
        """Look for updates from now on, or no more."""
        self._remember(on=on)
        if not on:
            self._stop()
        elif self._started:
            self.start()

    def dismiss(self) -> None:
        """Say no more of the version that was found."""
        self._remember(dismissed=self._preferences.now.updates.version)

    @property
    def _ability(self) -> Ability:
        if not self._url:
            return "nowhere"
        if not self._preferences.kept:
            return "forgetful"
        return "ready" if self._first else "elsewhere"

    def _found(self) -> Release | None:
        memory = self._preferences.now.updates
        try:
            # From a file, which is not believed more than the answer was.
            release = release_of(memory.version, memory.page, self._url)
        except NoAnswer:
            return None
        return release if newer(release.version, self._version) else None

    def _remember(self, **changes: Any) -> None:
        before = self.state
        memory = msgspec.structs.replace(self._preferences.now.updates, **changes)
        self._preferences.change(updates=memory)
        if self.state != before:
            self._on_change()

    # The question

    def _stop(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)
            task.cancel()

    async def _watch(self) -> None:
        await asyncio.sleep(self._settle)
        while True:
            if self._ability == "ready" and due(self._preferences.now.updates.asked, self._now()):
                await self._ask()
            await asyncio.sleep(LOOK_SECONDS)

    async def _ask(self) -> None:
        before = self._preferences.now.updates.asked
        # Before the answer, so that one that never comes is not waited for at each start.
        self._remember(asked=max(0, int(self._now())))
        if not self._preferences.kept:
            return
        try:
            # It takes a while to import, and pictures are drawn meanwhile.
            await asyncio.to_thread(importlib.import_module, "gurukul_desktop.updates.asking")
            from gurukul_desktop.updates.asking import ask

            release = await ask(self._url)
        except NoAnswer as error:
            _log.info("the newest version is not known: %s", error)
            if not error.asked:
                self._remember(asked=before)
        else:
            _log.info("= the newest version is %s", release.version)
            self._remember(version=release.version, page=release.page)
