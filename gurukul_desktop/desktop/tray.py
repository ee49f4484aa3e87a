"""What a tray icon shows, whatever system draws it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, Protocol

Mark = Literal["idle", "searching", "call"]
"""The small mark on the icon."""

Choice = Literal["show", "main", "mute", "quit"]
CHOICES: Final[tuple[Choice, ...]] = ("show", "main", "mute", "quit")
"""The menu's entries from top to bottom."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    text: str
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class TrayView:
    """All of it: the mark, what it says when pointed at, and the menu in order of ``CHOICES``."""

    mark: Mark
    title: str
    tooltip: str
    menu: tuple[Entry, ...]


class Tray(Protocol):
    """Where the icon is shown, and notifications with it. Each call returns at once."""

    def show(self, view: TrayView) -> None:
        """Show this from now on."""

    def notify(self, title: str, text: str) -> None:
        """Tell the student something on the desktop; a press on it brings the window."""

    async def aclose(self) -> None:
        """Take everything away. Idempotent."""


@dataclass(frozen=True, slots=True)
class TrayHandler:
    """Who is told what the student does with the icon.

    Attributes:
        choose: an entry of the menu was chosen.
        forward: the icon or a notification was pressed; the window is wanted. With the token
            that lets it come to the front, where the desktop gives one.
    """

    choose: Callable[[Choice], None]
    forward: Callable[[str], None]
