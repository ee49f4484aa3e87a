"""The talk with the server while searching: the wish said, renewed, and said again."""

from typing import Any, Final

from gurukul_desktop.protocol import messages
from gurukul_desktop.session.equipment import Equipment
from gurukul_desktop.session.ports import Server
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.snapshot import Notice
from gurukul_desktop.session.states import State
from gurukul_desktop.session.timers import StateTimers

RENEW_SECONDS: Final = 45.0
"""The wish is renewed this often, so that the server does not sweep it (after 2 minutes)."""
ASK_AGAIN_SECONDS: Final = 1.0


class Search:
    """Says the wish of the snapshot until it is heard.

    Its timers belong to the state: when the search is over they die with it.
    """

    def __init__(self, presenter: Presenter, timers: StateTimers, equipment: Equipment) -> None:
        self._presenter = presenter
        self._timers = timers
        self._equipment = equipment

    def join(self, server: Server) -> None:
        self._server = server

    def wish(self, **changes: Any) -> None:
        """Change the wish, also in the middle of a search."""
        before = self._presenter.snapshot
        if before.state not in (State.IDLE, State.SEARCHING):
            return
        self._presenter.show(**changes)
        if self._presenter.snapshot != before:
            self._equipment.apply()
            if before.state is State.SEARCHING:
                self.ask()

    def ask(self) -> None:
        """Say the wish to the server; an earlier one is renewed and keeps its place."""
        wish = self._presenter.snapshot
        self._server.send(messages.Find(wish.mode, wish.media))
        self._timers.cancel()
        self._timers.later(RENEW_SECONDS, self.ask)

    def on_message(self, message: messages.Queued | messages.Cancelled | messages.Error) -> None:
        """What the server answers to a search that goes on."""
        match message:
            case messages.Queued(position, waiting):
                self._presenter.show(position=position, waiting=waiting, server_trouble=False)
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

    def _wait(self, seconds: float | None) -> None:
        self._timers.later(min(seconds or ASK_AGAIN_SECONDS, RENEW_SECONDS), self.ask)
