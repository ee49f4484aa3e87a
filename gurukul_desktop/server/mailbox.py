"""What is kept for a member of a session whose connection has dropped."""

from typing import Final

from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.stores.events import Relayed

SIGNALS: Final = 100
BYTES: Final = 256 * 1024


class Mailboxes:
    """Relayed signals for members who are away, so that none of them loses a candidate.

    Bounded by number and size; beyond that the oldest go, because a connection that is
    being rebuilt needs the newest generation.
    """

    def __init__(self) -> None:
        self._kept: dict[UserId, list[Relayed]] = {}

    def keep(self, signal: Relayed) -> None:
        """Keep one signal for its user."""
        kept = self._kept.setdefault(signal.user, [])
        kept.append(signal)
        size = sum(map(_size, kept))
        while len(kept) > SIGNALS or size > BYTES:
            size -= _size(kept.pop(0))

    def take(self, user: UserId) -> list[Relayed]:
        """What was kept, oldest first; it is not kept any longer."""
        return self._kept.pop(user, [])

    def __len__(self) -> int:
        return len(self._kept)


def _size(signal: Relayed) -> int:
    return len(memoryview(signal.data))
