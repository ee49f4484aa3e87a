"""The way to the server, as it is shown: there or not, by which carrier, and why not."""

from typing import Final

from gurukul_desktop.session import notices
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.states import State
from gurukul_desktop.signaling.link import Carrier, Link, Refusal

_MAY_PASS: Final = frozenset({Refusal.UNSUITABLE})
"""Said of a server that is being changed, too: who searches goes on."""


class Way:
    """The one owner of ``link``, ``retry_in``, ``carrier`` and ``refusal`` of the snapshot."""

    def __init__(self, presenter: Presenter) -> None:
        self._presenter = presenter
        self._refused_with: set[Refusal] = set()

    def on_link(self, link: Link, retry_in: float) -> None:
        """The link changed; once it is there, nothing is refused any more."""
        self._presenter.show(link=link, retry_in=retry_in)
        if link is Link.ONLINE:
            self._refused_with.clear()
            self._presenter.show(refusal=None)

    def on_carrier(self, carrier: Carrier) -> None:
        """What carries the messages from now on."""
        self._presenter.show(carrier=carrier)

    def on_refusal(self, refusal: Refusal) -> bool:
        """Say it once, and again to who searches in vain; returns whether the student does."""
        searching = self._presenter.snapshot.state is State.SEARCHING
        in_vain = searching and refusal not in _MAY_PASS
        if in_vain or refusal not in self._refused_with:
            self._presenter.say(notices.REFUSALS[refusal])
        self._refused_with.add(refusal)
        self._presenter.show(refusal=refusal)
        return in_vain
