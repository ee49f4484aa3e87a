"""Where the service gets its time from."""

from collections.abc import Callable
from typing import Protocol


class Handle(Protocol):
    """A call that is planned."""

    def cancel(self) -> None: ...


class Scheduler(Protocol):
    """The clock of a service; an asyncio loop is one."""

    def time(self) -> float: ...
    def call_at(self, when: float, callback: Callable[[], object]) -> Handle: ...
