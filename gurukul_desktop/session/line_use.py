"""How much of the line calls may use: chosen by the student, kept, and told to the call."""

from gurukul_desktop.call.ports import Usage
from gurukul_desktop.media.studio import Studio
from gurukul_desktop.preferences import PreferenceFile
from gurukul_desktop.session.equipment import Equipment


class LineUse:
    """Carries the choice to whom it concerns."""

    def __init__(self, studio: Studio, equipment: Equipment, preferences: PreferenceFile) -> None:
        self._studio = studio
        self._equipment = equipment
        self._preferences = preferences
        self._apply(preferences.now.quality)
        preferences.watch(lambda now: self._apply(now.quality))

    def choose(self, usage: Usage) -> None:
        """From now on, in this call and those to come."""
        self._preferences.change(quality=usage)

    def _apply(self, usage: Usage) -> None:
        self._equipment.set_usage(usage)
        self._studio.set_full_hd(usage == "best")
