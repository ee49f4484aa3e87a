"""Sharing a screen or a window in the camera's place."""

import logging
from collections.abc import Sequence

from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.media.screens import ScreenTarget
from gurukul_desktop.session.equipment import Equipment
from gurukul_desktop.session.ports import Screens
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.snapshot import Notice
from gurukul_desktop.session.states import State

_log = logging.getLogger(__name__)


class Sharing:
    """The one owner of ``Snapshot.sharing``.

    The camera is closed while a screen is shared, and is afterwards as it was before. Whoever
    calls is told of nothing but the picture: the call goes on as it is.
    """

    def __init__(self, presenter: Presenter, equipment: Equipment) -> None:
        self._presenter = presenter
        self._equipment = equipment
        self._screens: Screens | None = None
        self._wanted: ScreenTarget | None = None

    def join(self, screens: Screens) -> None:
        """Share what is there from now on."""
        self._screens = screens
        self._equipment.screen = screens.source
        screens.join(self)

    @property
    def possible(self) -> bool:
        """Whether there is a call with pictures."""
        snapshot = self._presenter.snapshot
        return snapshot.state is State.CONNECTED and snapshot.call_media == "video"

    def targets(self) -> Sequence[ScreenTarget]:
        """What there is to choose from."""
        return self._screens.targets() if self._screens is not None else ()

    def share(self, target: ScreenTarget) -> None:
        """Show this to the partner, in the place of what is shown already. Returns at once."""
        if self._screens is not None and self.possible:
            self._wanted = target
            self._screens.start(target)

    def stop(self) -> None:
        """Show the camera again, as far as it is switched on. Idempotent."""
        if self._wanted is None:
            return
        self._wanted = None
        if self._screens is not None:
            self._screens.stop()
        if self._presenter.snapshot.sharing is not None:
            _log.info("= the screen is shared no more")
            self._presenter.show(sharing=None)
            self._equipment.apply()

    # Screens

    def on_screen(self) -> None:
        if self._wanted is None or self._presenter.snapshot.sharing == self._wanted:
            return
        _log.info("= a %s is shared", self._wanted.kind)
        self._presenter.show(sharing=self._wanted)
        self._equipment.apply()

    def on_screen_fault(self, error: MediaError) -> None:
        if self._wanted is None:
            return
        shared = self._presenter.snapshot.sharing is not None
        _log.warning("the screen is not shared: %s", error)
        self.stop()
        if error.fault is MediaFault.DENIED:
            self._presenter.say(Notice.SHARING_DENIED)
        else:
            self._presenter.say(Notice.SHARING_LOST if shared else Notice.SHARING_FAILED)
