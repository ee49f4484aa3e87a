"""What is shown, and who is told of it: the snapshot of the moment and its observers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from gurukul_desktop.session.ports import SessionObserver
from gurukul_desktop.session.snapshot import Notice, Snapshot


class Presenter:
    """Holds the snapshot for the parts of a session; each changes only the fields it owns."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._observers: Sequence[SessionObserver] = ()

    def join(self, observers: Sequence[SessionObserver]) -> None:
        """Tell ``observers`` from now on, beginning with what is shown."""
        self._observers = observers
        for observer in observers:
            observer.on_snapshot(self.snapshot)

    def show(self, **changes: Any) -> None:
        """Change fields of the snapshot; nobody is told when they are as they were."""
        snapshot = replace(self.snapshot, **changes)
        if snapshot != self.snapshot:
            self.snapshot = snapshot
            for observer in self._observers:
                observer.on_snapshot(snapshot)

    def say(self, notice: Notice, name: str = "") -> None:
        """Say something once; ``name`` is whom it is about, where the words name somebody."""
        for observer in self._observers:
            observer.on_notice(notice, name)
