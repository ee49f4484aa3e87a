"""The shared screen as QML sees it: one's own, the partner's, and what there is to choose from."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from gurukul_desktop.media.screens import ScreenTarget
from gurukul_desktop.session.snapshot import Snapshot
from gurukul_desktop.ui import sharing_words
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.targets_model import TargetsModel
from gurukul_desktop.ui.translation import translate

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


class SharingCommands(Protocol):
    """What a student can do; :class:`gurukul_desktop.session.sharing.Sharing`."""

    def targets(self) -> Sequence[ScreenTarget]:
        """What there is to choose from now."""

    def share(self, target: ScreenTarget) -> None:
        """Show it to the partner."""

    def stop(self) -> None:
        """Show the camera again."""


@QmlElement
@QmlUncreatable("made by the window")
class SharingModel(QObject):
    """View model of the shared screen."""

    sharingChanged = Signal()
    partnerChanged = Signal()
    obstacleChanged = Signal()

    def __init__(self, commands: SharingCommands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self._snapshot = Snapshot()
        self._targets = TargetsModel(self)

    def show(self, snapshot: Snapshot) -> None:
        """Take over a snapshot."""
        before, self._snapshot = self._snapshot, snapshot
        if snapshot.sharing != before.sharing:
            self.sharingChanged.emit()
        if snapshot.partner != before.partner:
            self.partnerChanged.emit()
        if snapshot.call_media != before.call_media:
            self.obstacleChanged.emit()

    @Property(str, notify=sharingChanged)
    def sentence(self) -> str:
        """That one's own screen is shared; empty while it is not."""
        shared = self._snapshot.sharing
        return sharing_words.you_share(shared) if shared is not None else ""

    @Property(str, notify=partnerChanged)
    def partnerSentence(self) -> str:
        """That the partner's is; empty while it is not."""
        partner = self._snapshot.partner
        if partner is None or not partner.screen:
            return ""
        return sharing_words.partner_shares(partner.name)

    @Property(str, notify=obstacleChanged)
    def obstacle(self) -> str:
        """Why nothing can be shared; empty where something can."""
        if self._snapshot.call_media == "audio":
            return translate("words", sharing_words.AUDIO_CALL)
        return "" if self._targets.rows else translate("words", sharing_words.NOTHING_TO_SHARE)

    @Property(TargetsModel, constant=True)
    def targets(self) -> TargetsModel:
        """What there is to choose from, as of the last :meth:`look`."""
        return self._targets

    @Slot()
    def look(self) -> None:
        """Find out what there is to choose from."""
        self._targets.show(self._commands.targets())
        self.obstacleChanged.emit()

    @Slot(str)
    def share(self, key: str) -> None:
        target = self._targets.target(key)
        if target is not None:
            self._commands.share(target)

    @Slot()
    def stop(self) -> None:
        self._commands.stop()
