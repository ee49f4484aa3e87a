"""``gurukul://`` links: a wish that a page or a message names, to be filled in for the student.

::

    gurukul://find?topic=algebra&topic=lineare%20Algebra&media=audio&mode=buddies_first

A link may come from anybody. So it only fills in what the student sees before pressing Find
Partner: it starts no search, opens no device and names no server. What this version does not
know in it is ignored, for a newer page may say more.
"""

from dataclasses import dataclass
from typing import Final, get_args
from urllib.parse import parse_qsl, urlsplit

from gurukul_desktop.errors import UsageError
from gurukul_desktop.protocol.messages import Media, Mode
from gurukul_desktop.protocol.plain_text import JOINERS
from gurukul_desktop.session.topics import linked

SCHEME: Final = "gurukul"
MOST_CHARACTERS: Final = 2048
MOST_PARTS: Final = 50

_MEDIA: Final = {media: media for media in get_args(Media)}
_MODES: Final = {mode: mode for mode in get_args(Mode)}


@dataclass(frozen=True, slots=True)
class LinkedWish:
    """What a link asks for.

    Attributes:
        topics: what to study, at most as many and as long as the protocol allows.
        media, mode: None where the link does not say, so that the student's own choice stays.
    """

    topics: tuple[str, ...] = ()
    media: Media | None = None
    mode: Mode | None = None


def is_link(text: str) -> bool:
    """Whether ``text`` means to be a link of ours, readable or not."""
    return text[: len(SCHEME) + 1].lower() == f"{SCHEME}:"


def parse(text: str) -> LinkedWish:
    """Read a link.

    A topic that is empty, too long or holds what cannot be seen is left out, and so is one
    that differs from another only in case or spaces.

    Raises:
        UsageError: it is no link that this version can read; ``str()`` says so and quotes
            nothing of it.
    """
    unreadable = UsageError("The link could not be read, so nothing was filled in.")
    plain = all(character in JOINERS or character.isprintable() for character in text)
    if not is_link(text) or len(text) > MOST_CHARACTERS or not plain:
        raise unreadable
    try:
        parts = urlsplit(text)
        fields = parse_qsl(parts.query, max_num_fields=MOST_PARTS)
    except ValueError:
        raise unreadable from None
    # gurukul://find and gurukul:find; some systems add a slash.
    if f"{parts.netloc}{parts.path}".strip("/").lower() != "find":
        raise unreadable
    said = dict(reversed(fields))  # the first of each name counts
    wish = LinkedWish(
        linked([value for name, value in fields if name == "topic"]),
        _MEDIA.get(said.get("media", "")),
        _MODES.get(said.get("mode", "")),
    )
    if wish == LinkedWish() and "topic" in said:  # nothing of what it names can be filled in
        raise unreadable
    return wish
