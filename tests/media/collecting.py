"""Collects what a source gives, from whatever thread, and waits for it with a deadline."""

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")


class Collector(Generic[Item]):
    """A sink of items; call it, or wait for them."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._changed = threading.Condition()

    def __call__(self, item: Item) -> None:
        with self._changed:
            self.items.append(item)
            self._changed.notify_all()

    def wait_for(self, count: int, seconds: float = 5.0) -> list[Item]:
        """The items, once there are ``count``."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.items) >= count, seconds), (
                f"{len(self.items)} of {count} items came within {seconds} s"
            )
            return list(self.items)

    def wait_until(self, true: Callable[[list[Item]], bool], seconds: float = 5.0) -> None:
        """Until the items are as they should be."""
        with self._changed:
            assert self._changed.wait_for(lambda: true(self.items), seconds), (
                f"not within {seconds} s, {len(self.items)} items came"
            )


def subscribed(source: Any) -> Collector[Any]:
    """A collector of everything that a source gives."""
    collector: Collector[Any] = Collector()
    source.subscribe(collector)
    return collector
