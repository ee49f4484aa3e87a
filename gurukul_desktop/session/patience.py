"""How long the server looks only for people who share a topic, and when it looks further."""

import asyncio

from gurukul_desktop.protocol.limits import TOPIC_PATIENCE_SECONDS
from gurukul_desktop.session.presenter import Presenter


class Patience:
    """The one owner of ``widened``; the server does not say it, but its time is known."""

    def __init__(self, presenter: Presenter, loop: asyncio.AbstractEventLoop) -> None:
        self._presenter = presenter
        self._loop = loop
        self._timer: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """The server has a place for the wish; to say so again changes nothing."""
        if self._timer is None and self._presenter.snapshot.topics:
            self._timer = self._loop.call_later(TOPIC_PATIENCE_SECONDS, self._widen)

    def over(self) -> None:
        """The place is gone: somebody was found, the student cancelled, the link is down."""
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()
        self._presenter.show(widened=False)

    def _widen(self) -> None:
        self._presenter.show(widened=True)
