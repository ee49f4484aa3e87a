"""The wish that is kept from one run to the next."""

from dataclasses import dataclass
from typing import Any, Self

from gurukul_desktop.preferences import REMEMBERED_TOPICS, PreferenceFile
from gurukul_desktop.protocol.messages import Media, Mode
from gurukul_desktop.session import topics
from gurukul_desktop.session.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom to look for."""

    mode: Mode
    media: Media
    topics: tuple[str, ...]

    @classmethod
    def of(cls, holder: Any) -> Self:
        """The wish of a snapshot, or of the preferences."""
        return cls(holder.mode, holder.media, holder.topics)


class WishMemory:
    """Keeps what the student chose, and what was searched for.

    A link that only filled something in leaves no trace, and neither does ``--audio-only``:
    what a run began with is kept when the student chooses it.

    Args:
        preferences: where it is kept.
        audio_only: this run begins with audio only, whatever was remembered.

    Attributes:
        first: the wish to begin with.
    """

    def __init__(self, preferences: PreferenceFile, *, audio_only: bool = False) -> None:
        self._preferences = preferences
        now = preferences.now
        media: Media = "audio" if audio_only else now.media
        self.first = self._seen = Wish(now.mode, media, now.topics)

    def wished(self, **changes: Any) -> None:
        """The student changed these of ``mode``, ``media`` and ``topics``."""
        self._preferences.change(**changes)

    def searched(self, snapshot: Snapshot) -> None:
        """The student looks for a partner with this wish."""
        wish = Wish.of(snapshot)
        now = self._preferences.now
        self._preferences.change(
            **{
                name: getattr(wish, name)
                for name in ("mode", "media", "topics")
                if getattr(wish, name) != getattr(self._seen, name)
            },
            known_topics=topics.remember(now.known_topics, wish.topics, REMEMBERED_TOPICS),
        )
        self._seen = wish
