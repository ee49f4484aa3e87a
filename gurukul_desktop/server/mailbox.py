"""What is kept for a member of a session whose connection has dropped."""

from typing import Final

from gurukul_desktop.protocol.messages import UserId

SIGNALS: Final = 100
BYTES: Final = 256 * 1024


class Mailboxes:
    """Relayed signals for members who are away, so that none of them loses a candidate.

    Bounded by number and size; beyond that the oldest go, because a connection that is
    being rebuilt needs the newest generation.
    """

    def __init__(self) -> None:
        self._kept: dict[UserId, list[bytes]] = {}

    def keep(self, user: UserId, payload: bytes) -> None:
        """Keep one encoded message for ``user``."""
        kept = self._kept.setdefault(user, [])
        kept.append(payload)
        size = sum(map(len, kept))
        while len(kept) > SIGNALS or size > BYTES:
            size -= len(kept.pop(0))

    def take(self, user: UserId) -> list[bytes]:
        """What was kept, oldest first; it is not kept any longer."""
        return self._kept.pop(user, [])

    def __len__(self) -> int:
        return len(self._kept)
