"""The talk with the server while searching: the wish said, renewed, and said again.

Meanwhile a connection for the call to come is made ready (:mod:`gurukul_desktop.call.prepared`).
"""

import asyncio
from typing import Any, Final

from gurukul_desktop.call.ports import CallFactory, CallPlan
from gurukul_desktop.link import LinkedWish
from gurukul_desktop.protocol import messages
from gurukul_desktop.session.equipment import Equipment
from gurukul_desktop.session.patience import Patience
from gurukul_desktop.session.ports import Server
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.snapshot import Notice
from gurukul_desktop.session.states import State
from gurukul_desktop.session.timers import StateTimers
from gurukul_desktop.session.wish_memory import WishMemory

RENEW_SECONDS: Final = 45.0
"""The wish is renewed this often, so that the server does not sweep it (after 2 minutes)."""
ASK_AGAIN_SECONDS: Final = 1.0


class Search:
    """Says the wish of the snapshot until it is heard.

    Its timers belong to the state: when the search is over they die with it.
    """

    def __init__(
        self,
        presenter: Presenter,
        timers: StateTimers,
        loop: asyncio.AbstractEventLoop,
        equipment: Equipment,
    ) -> None:
        self._presenter = presenter
        self._timers = timers
        self._loop = loop
        self._equipment = equipment
        self._patience = Patience(presenter, loop)
        self._memory: WishMemory | None = None
        self._ice_servers: tuple[messages.IceServer, ...] = ()

    def join(self, server: Server, calls: CallFactory) -> None:
        self._server = server
        self._calls = calls

    def remember_in(self, memory: WishMemory) -> None:
        """Begin with the wish of the last run, and keep the ones to come."""
        self._memory = memory
        first = memory.first
        self._presenter.show(mode=first.mode, media=first.media, topics=first.topics)

    def retry(self) -> None:
        """Try to reach the server now."""
        self._server.retry()

    def link_is_down(self) -> None:
        """The server has forgotten the place in its queue."""
        self._patience.over()
        self._presenter.show(position=0, waiting=0, server_trouble=False)

    def welcomed(self, servers: tuple[messages.IceServer, ...]) -> None:
        """The server is there, and lists these for STUN and TURN."""
        self._ice_servers = servers
        relay = any(url.startswith(("turn:", "turns:")) for one in servers for url in one.urls)
        self._presenter.show(can_hide=relay)
        self._calls.look(servers)

    def hide_address(self, on: bool) -> None:
        """Whether strangers are not to learn this machine's address; from the next call on."""
        if on != self._presenter.snapshot.hide_address:
            self._presenter.show(hide_address=on)
            if self._presenter.snapshot.state is State.SEARCHING:
                self.ask()

    def wish(self, **changes: Any) -> None:
        """Change the wish, also in the middle of a search."""
        before = self._presenter.snapshot
        if before.state not in (State.IDLE, State.SEARCHING, State.ENDED):
            return
        self._presenter.show(**changes)
        if self._presenter.snapshot != before:
            if self._memory is not None:
                self._memory.wished(**changes)
            self._equipment.apply()
            if before.state is State.SEARCHING:
                self.ask()

    def fill_in(self, wish: LinkedWish) -> bool:
        """Take over what a link asks for; False where a search or a call goes on.

        Anybody may have written the link, so no device is touched and nothing is sent.
        """
        now = self._presenter.snapshot
        if now.state is not State.IDLE:
            return False
        self._presenter.show(
            topics=wish.topics or now.topics,
            media=wish.media or now.media,
            mode=wish.mode or now.mode,
        )
        return True

    def ask(self) -> None:
        """Say the wish to the server; an earlier one is renewed and keeps its place."""
        wish = self._presenter.snapshot
        if wish.searching_since is None:
            self._presenter.show(searching_since=self._loop.time())
        if self._memory is not None:
            self._memory.searched(wish)
        self._server.send(messages.Find(wish.mode, wish.media, wish.topics, self._hides()))
        self._timers.cancel()
        self._timers.later(RENEW_SECONDS, self.ask)
        self._prepare()

    def pause(self, seconds: float) -> None:
        """A match came to nothing: ask for the next one a little later."""
        self._patience.over()
        self._presenter.show(position=0, waiting=0)
        self._timers.cancel()
        self._timers.later(seconds, self.ask)

    def found(self, info: messages.SessionInfo | messages.Matched) -> CallPlan:
        """It has come to a match; how to set up its call.

        A wish to hide that crossed the match holds: no stranger learns the address by it.
        """
        self._rest()
        hidden = self._hides() and not info.partner.buddy
        policy: messages.IcePolicy = "relay" if hidden else info.ice_policy
        return CallPlan(info.role, info.media, info.ice_servers, policy)

    def over(self) -> None:
        """It came to nothing."""
        self._calls.discard()
        self._rest()

    def on_message(self, message: messages.Queued | messages.Cancelled | messages.Error) -> None:
        """What the server answers to a search that goes on."""
        match message:
            case messages.Queued(position, waiting, _, servers):
                self._presenter.show(position=position, waiting=waiting, server_trouble=False)
                self._patience.begin()
                if servers:  # with credentials that last
                    self._ice_servers = servers
                    self._prepare()
            case messages.Cancelled():
                # The entry was swept, or this answers a cancel of before: ask anew.
                self._timers.later(ASK_AGAIN_SECONDS, self.ask)
            case messages.Error("rate_limited"):
                self._presenter.say(Notice.RATE_LIMITED)
                self._wait(message.retry_after)
            case messages.Error("unavailable"):
                # Its store is away. It keeps the place and goes on by itself; we ask as well.
                self._presenter.show(position=0, waiting=0, server_trouble=True)
                self._wait(message.retry_after)

    def _rest(self) -> None:
        self._patience.over()
        self._presenter.show(searching_since=None)

    def _hides(self) -> bool:
        return self._presenter.snapshot.hide_address and self._presenter.snapshot.can_hide

    def _prepare(self) -> None:
        policy: messages.IcePolicy = "relay" if self._hides() else "all"
        media = self._presenter.snapshot.media
        self._calls.prepare(CallPlan("callee", media, self._ice_servers, policy))

    def _wait(self, seconds: float | None) -> None:
        self._timers.later(min(seconds or ASK_AGAIN_SECONDS, RENEW_SECONDS), self.ask)
