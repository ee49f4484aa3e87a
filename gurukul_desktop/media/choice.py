"""Which device to use, given what the student chose and what there is. Pure.

A device that was chosen and goes away is replaced by the system's default until it is back.
Who chose the default follows it wherever the system takes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gurukul_desktop.media.devices import Device


@dataclass(frozen=True, slots=True)
class Choice:
    """What the student wants to use.

    Attributes:
        spec: a specification (:mod:`gurukul_desktop.media.specs`); empty is the system's default.
        name: what the device is called, also while it is away; empty for what was typed and
            may be in no list.
    """

    spec: str = ""
    name: str = ""


class Reason(Enum):
    """Why another device is used than before."""

    LOST = "lost"
    """The chosen one went away: the default is used."""
    BACK = "back"
    """The chosen one is there again."""
    DEFAULT = "default"
    """The system's default is another one now."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Use ``spec`` from now on. ``told`` is whether the student would wonder why."""

    spec: str
    reason: Reason
    told: bool = True


class Following:
    """One kind of device."""

    def __init__(self, choice: Choice) -> None:
        self._listed = False
        self._default: str | None = None
        self.choose(choice)

    @property
    def choice(self) -> Choice:
        """What was chosen, whether it is there or not."""
        return self._choice

    @property
    def away(self) -> bool:
        """Whether the chosen device is not there, so that the default stands in for it."""
        return self._away

    @property
    def spec(self) -> str:
        """What to use now."""
        return "" if self._away else self._choice.spec

    def choose(self, choice: Choice) -> None:
        """The student chose a device that is there."""
        self._choice = choice
        self._away = False
        # What was only typed may be a device that is in no list; what has a name was in one.
        self._listable = choice.name != ""

    def listed(self, devices: "Sequence[Device]") -> Turn | None:
        """There are these devices now; None if that changes nothing."""
        first, self._listed = not self._listed, True
        default = next((device.spec for device in devices if device.default), None)
        before, self._default = self._default, default
        here = any(device.spec == self._choice.spec for device in devices)
        self._listable = self._listable or here
        was_away, self._away = self._away, bool(self._choice.spec) and self._listable and not here
        if self._away != was_away:
            reason = Reason.LOST if self._away else Reason.BACK
            return Turn(self.spec, reason, told=not first)
        if self.spec == "" and default is not None and default != before and not first:
            return Turn("", Reason.DEFAULT, told=False)
        return None
