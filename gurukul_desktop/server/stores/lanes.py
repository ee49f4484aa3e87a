"""The order of commands to a store that takes its time, and what happens while it is away.

Each user has a lane: one command of theirs is under way at a time, the next ones wait, and
users do not wait for each other. A command that failed because the store is away stays at
the head of its lane and is carried out again when the store is back. It may have been
carried out the first time, with only its answer lost; ``again`` tells the store so.

::

    open ── the store failed ──▶ away ── recover() succeeds ──▶ open
"""

import asyncio
import logging
import math
import random
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final

from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.stores.commands import (
    Arrive,
    Befriend,
    Cancel,
    Command,
    Depart,
    Find,
    MediaFlows,
    Relay,
    Report,
    Unfriend,
)
from gurukul_desktop.server.stores.events import Event, NoLongerWaiting, StoreLost, Unavailable
from gurukul_desktop.server.stores.port import StoreUnavailableError
from gurukul_desktop.server.stores.timings import Timings

_log: Final = logging.getLogger(__name__)

MOST_COMMANDS: Final = 64
"""So many of one user's commands wait at most; as many reports again, and comings and goings,
come on top."""

RETRY_AFTER_SECONDS: Final = 3.0
"""When somebody who was told ``Unavailable`` may ask again; mostly they need not."""

FIRST_PAUSE_SECONDS: Final = 0.1
MOST_PAUSE_SECONDS: Final = 2.0
STEADY_SECONDS: Final = 5.0
"""A store that has answered for so long is taken for well."""

_ANSWERED: Final = (Arrive, Find, Befriend, Unfriend)
_PASSING: Final = (Find, Cancel, MediaFlows)
"""What no longer matters once the user is gone."""

Execute = Callable[[Command, bool], Awaitable[Sequence[Event]]]


class _Lane:
    """One user's commands, the head under way."""

    __slots__ = ("commands", "tried")

    def __init__(self) -> None:
        self.commands: deque[Command] = deque()
        self.tried = False
        """The outcome of an earlier attempt at the head, or at what it replaced, is unknown."""


class Lanes:
    """Carries out commands, each user's in order, through failures of the store.

    Args:
        execute: carries out one command and returns what follows for users of this
            instance; told whether an earlier attempt may have succeeded unseen.
            Raises :class:`StoreUnavailableError`.
        recover: brings the store up to date after it was away. Raises the same while it is
            still away.
        deliver: is given what happened.
        timings: is told how long commands take.
    """

    def __init__(
        self,
        execute: Execute,
        recover: Callable[[], Awaitable[None]],
        deliver: Callable[[Iterable[Event]], None],
        timings: Timings | None = None,
    ) -> None:
        self._execute = execute
        self._recover = recover
        self._deliver = deliver
        self._timings = timings or Timings()
        self._lanes: dict[UserId, _Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._open = asyncio.Event()
        self._open.set()
        self._recovery: asyncio.Task[None] | None = None
        self._back_at = -math.inf
        self._pause = FIRST_PAUSE_SECONDS
        self._closed = False

    @property
    def ready(self) -> bool:
        """Whether the store answers, as far as is known."""
        return self._open.is_set()

    def submit(self, command: Command) -> None:
        """Have a command carried out after the user's earlier ones."""
        if self._closed:
            return
        lane = self._lanes.get(command.user)
        if lane is None:
            lane = self._lanes[command.user] = _Lane()
            lane.commands.append(command)
            self._start(command.user, lane)
        else:
            needed = self._withdraw(lane, command)
            # Said twice in a row it is one; what was said in between may have undone it.
            if needed and (command != lane.commands[-1] or isinstance(command, Relay)):
                self._append(lane, command)
            elif isinstance(command, Cancel):
                self._deliver([NoLongerWaiting(command.user)])
        if not self._open.is_set() and isinstance(command, _ANSWERED):
            self._deliver([Unavailable(command.user, RETRY_AFTER_SECONDS)])

    def fail(self) -> None:
        """The store was found to be away: nothing is carried out until it is back."""
        if self._open.is_set() and not self._closed:
            _log.warning("the store cannot be reached; commands wait")
            self._open.clear()
            self._recovery = asyncio.create_task(self._recovering(), name="store recovery")
            self._deliver([StoreLost()])

    async def close(self, seconds: float = 1.0) -> None:
        """Finish what is under way within ``seconds`` while the store answers, and stop."""
        if self._open.is_set() and self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        self._closed = True
        tasks = [*self._tasks, *([self._recovery] if self._recovery else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._lanes.clear()

    # Lanes

    def _withdraw(self, lane: _Lane, command: Command) -> bool:
        """Drop what ``command`` makes pointless but the head; False if nothing is left to do."""
        if isinstance(command, Find | Cancel):
            pointless: tuple[type, ...] = (Find, Cancel)
        elif isinstance(command, Depart):
            pointless = _PASSING
        else:
            return True
        head = lane.commands.popleft()
        if not isinstance(command, Depart):
            # Each is answered, for the service counts the answers.
            cancels = sum(isinstance(waiting, Cancel) for waiting in lane.commands)
            self._deliver([NoLongerWaiting(command.user)] * cancels)
        kept = [waiting for waiting in lane.commands if not isinstance(waiting, pointless)]
        unheard = (
            [c for c in kept if isinstance(c, Arrive) and c.arrival == command.arrival]
            if isinstance(command, Depart)
            else []
        )
        lane.commands.clear()
        lane.commands.append(head)
        lane.commands.extend(c for c in kept if c not in unheard)
        # An arrival that the store never heard of needs no departure.
        return not unheard

    def _append(self, lane: _Lane, command: Command) -> None:
        most = 2 * MOST_COMMANDS if isinstance(command, Report) else MOST_COMMANDS
        if len(lane.commands) < most or isinstance(command, Arrive | Depart):
            lane.commands.append(command)
        elif isinstance(command, Relay):
            # A connection that is being rebuilt needs the newest signals.
            for index, waiting in enumerate(lane.commands):
                if index and isinstance(waiting, Relay):
                    del lane.commands[index]
                    lane.commands.append(command)
                    return
        else:
            self._deliver([Unavailable(command.user, RETRY_AFTER_SECONDS)])

    def _start(self, user: UserId, lane: _Lane) -> None:
        task = asyncio.create_task(self._run(user, lane), name="store lane")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, user: UserId, lane: _Lane) -> None:
        """Carry out a lane's commands until there are none left."""
        clock = asyncio.get_running_loop().time
        while lane.commands:
            await self._open.wait()
            command = self._head(lane)
            begun = clock()
            try:
                events = await self._execute(command, lane.tried)
            except StoreUnavailableError:
                self._timings.failures += 1
                if not lane.tried and isinstance(command, _ANSWERED):
                    self._deliver([Unavailable(user, RETRY_AFTER_SECONDS)])
                lane.tried = True
                self.fail()
                continue
            except Exception:
                # A fault of ours: this command is lost, the user's next ones are not.
                self._timings.failures += 1
                _log.exception("a store failed at %s", type(command).__name__)
                events = [Unavailable(user, RETRY_AFTER_SECONDS)]
            else:
                self._timings.took(command, clock() - begun)
            lane.commands.popleft()
            lane.tried = False
            self._deliver(events)
        del self._lanes[user]

    @staticmethod
    def _head(lane: _Lane) -> Command:
        """The next command; a failed search that was since renewed or cancelled is passed by."""
        if lane.tried and isinstance(lane.commands[0], Find) and len(lane.commands) > 1:
            later = (Find, Cancel, Depart)
            if any(isinstance(command, later) for command in list(lane.commands)[1:]):
                # What replaced it takes its place, and is told that the outcome is unknown.
                lane.commands.popleft()
        return lane.commands[0]

    # Recovery

    async def _recovering(self) -> None:
        loop = asyncio.get_running_loop()
        if loop.time() - self._back_at < STEADY_SECONDS:
            # It answers, and fails at the first command: not round and round without a pause.
            await self._rest()
        else:
            self._pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                await self._recover()
                break
            except StoreUnavailableError:
                pass
            except Exception:
                _log.exception("a store failed to recover")
            await self._rest()
        _log.warning("the store is back")
        self._back_at = loop.time()
        self._open.set()

    async def _rest(self) -> None:
        # Jitter keeps many instances from knocking at the same moment.
        await asyncio.sleep(random.uniform(self._pause / 2, self._pause))
        self._pause = min(2 * self._pause, MOST_PAUSE_SECONDS)
