"""The session as QML sees it: properties that change, and slots that ask.

No rule lives here: a snapshot goes in, properties come out, and each group of properties
notifies only when one of its group is another than before.
"""

import math
from collections.abc import Callable
from typing import get_args

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from gurukul_desktop.errors import MediaError
from gurukul_desktop.protocol.messages import Media, Mode
from gurukul_desktop.session.ports import SessionCommands
from gurukul_desktop.session.snapshot import Link, Notice, PartnerView, Snapshot, Standing
from gurukul_desktop.session.states import State
from gurukul_desktop.ui import device_words, words
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.ticker import Ticker
from gurukul_desktop.ui.topics_model import TopicsModel
from gurukul_desktop.ui.translation import translate

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the window")
class SessionModel(QObject):
    """View model of one session.

    ``clock`` is the one that ``Snapshot.connected_at`` is read from.
    """

    pageChanged = Signal()
    linkChanged = Signal()
    queueChanged = Signal()
    wishChanged = Signal()
    partnerChanged = Signal()
    callChanged = Signal()
    devicesChanged = Signal()
    durationChanged = Signal()
    noticed = Signal(str)

    def __init__(
        self,
        commands: SessionCommands,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._commands = commands
        self._clock = clock
        self._snapshot = Snapshot()
        self._retry_at = 0.0
        self._retry_in = 0
        self._away = False
        self._topics = TopicsModel(self)
        self._duration = words.duration(0)
        self._ticker = Ticker(self._tick, self)
        self._groups: tuple[tuple[Callable[[], None], Callable[[Snapshot], object]], ...] = (
            (self.pageChanged.emit, lambda s: (s.state, s.searching_again)),
            (self.linkChanged.emit, lambda s: (s.link, s.retry_in, s.refusal, s.carrier)),
            (self.queueChanged.emit, lambda s: (s.position, s.waiting, s.server_trouble)),
            (
                self.wishChanged.emit,
                lambda s: (s.mode, s.media, s.call_media, s.hide_address, s.can_hide),
            ),
            (self.partnerChanged.emit, lambda s: (s.partner, s.standing)),
            (self.callChanged.emit, lambda s: s.reconnecting),
            (
                self.devicesChanged.emit,
                lambda s: (
                    s.microphone,
                    s.camera,
                    s.sharing is not None,
                    s.camera_waits,
                    _problem(s.camera_error),
                    _problem(s.microphone_error),
                    _problem(s.speaker_error),
                ),
            ),
        )

    def show(self, snapshot: Snapshot) -> None:
        """Take over a snapshot."""
        before, self._snapshot = self._snapshot, snapshot
        self._topics.show(snapshot.topics)
        if (snapshot.link, snapshot.retry_in) != (before.link, before.retry_in):
            self._retry_at = self._clock() + snapshot.retry_in
        if snapshot.link is not Link.CONNECTING:
            self._away = snapshot.link is Link.OFFLINE
        for notify, key in self._groups:
            if key(before) != key(snapshot):
                notify()
        self._ticker.keep(snapshot.connected_at is not None or snapshot.link is Link.OFFLINE)
        self._tick()

    def tell(self, notice: Notice, name: str) -> None:
        """Pass a notice on as a toast."""
        self.noticed.emit(words.notice_sentence(notice, name))

    def stop(self) -> None:
        """Stop the clocks. Idempotent."""
        self._ticker.stop()

    @Slot()
    def _tick(self) -> None:
        since = self._snapshot.connected_at
        duration = words.duration(self._clock() - since if since is not None else 0)
        if duration != self._duration:
            self._duration = duration
            self.durationChanged.emit()
        offline = self._snapshot.link is Link.OFFLINE
        retry_in = max(0, math.ceil(self._retry_at - self._clock())) if offline else 0
        if retry_in != self._retry_in:
            self._retry_in = retry_in
            self.linkChanged.emit()

    # Where the student is

    @Property(str, notify=pageChanged)
    def state(self) -> str:
        return self._snapshot.state.value

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        """The page to show: the state, but searching already while a skip leads there."""
        shown = State.SEARCHING if self._snapshot.searching_again else self._snapshot.state
        return shown.value

    @Property(str, notify=linkChanged)
    def link(self) -> str:
        return self._snapshot.link.value

    @Property(bool, notify=linkChanged)
    def away(self) -> bool:
        """Whether there is no way to the server; an attempt to reach it changes nothing yet."""
        return self._away

    @Property(str, notify=linkChanged)
    def linkSentence(self) -> str:
        return words.link_sentence(self._snapshot.link, self._retry_in, self._snapshot.refusal)

    @Property(str, notify=linkChanged)
    def detourSentence(self) -> str:
        """Why messages take longer than they might; empty while they do not."""
        return words.detour_sentence(self._snapshot.link, self._snapshot.carrier)

    @Property(int, notify=queueChanged)
    def position(self) -> int:
        return self._snapshot.position

    @Property(int, notify=queueChanged)
    def waiting(self) -> int:
        return self._snapshot.waiting

    @Property(str, notify=queueChanged)
    def serverTrouble(self) -> str:
        """What keeps the server from matching just now; empty when nothing does."""
        return translate("words", words.SERVER_TROUBLE) if self._snapshot.server_trouble else ""

    @Property(str, notify=wishChanged)
    def mode(self) -> str:
        return self._snapshot.mode

    @Property(str, notify=wishChanged)
    def media(self) -> str:
        return self._snapshot.call_media or self._snapshot.media

    @Property(TopicsModel, notify=wishChanged)
    def topics(self) -> TopicsModel:
        """What the student asks to study; empty is anything."""
        return self._topics

    @Property(bool, notify=wishChanged)
    def hideAddress(self) -> bool:
        """Whether strangers are not to learn the network address."""
        return self._snapshot.hide_address

    @Property(bool, notify=wishChanged)
    def canHide(self) -> bool:
        """Whether the server has a way to hide it."""
        return self._snapshot.can_hide

    # The partner and the call

    @property
    def _partner(self) -> PartnerView:
        return self._snapshot.partner or PartnerView(name="")

    @Property(str, notify=partnerChanged)
    def partnerName(self) -> str:
        return words.shown_name(self._partner.name)

    @Property(bool, notify=partnerChanged)
    def partnerBuddy(self) -> bool:
        return self._snapshot.standing is Standing.BUDDIES

    @Property(bool, notify=partnerChanged)
    def partnerCamera(self) -> bool:
        return self._partner.camera

    @Property(bool, notify=partnerChanged)
    def partnerMicrophone(self) -> bool:
        return self._partner.microphone

    @Property(bool, notify=partnerChanged)
    def partnerScreen(self) -> bool:
        """Whether what is seen of the partner is a screen."""
        return self._partner.screen

    @Property(bool, notify=callChanged)
    def reconnecting(self) -> bool:
        return self._snapshot.reconnecting

    @Property(str, notify=durationChanged)
    def duration(self) -> str:
        """How long the call has lasted, as a clock shows it."""
        return self._duration

    # One's own devices

    @Property(bool, notify=devicesChanged)
    def microphone(self) -> bool:
        return self._snapshot.microphone

    @Property(bool, notify=devicesChanged)
    def camera(self) -> bool:
        return self._snapshot.camera

    @Property(bool, notify=devicesChanged)
    def sharing(self) -> bool:
        """Whether the partner sees a screen in the camera's place, which is closed meanwhile."""
        return self._snapshot.sharing is not None

    @Property(bool, notify=devicesChanged)
    def cameraWaits(self) -> bool:
        """Whether the camera is kept closed now, until somebody was found."""
        return self._snapshot.camera_waits

    @Property(str, notify=devicesChanged)
    def cameraProblem(self) -> str:
        return _problem(self._snapshot.camera_error)

    @Property(str, notify=devicesChanged)
    def microphoneProblem(self) -> str:
        return _problem(self._snapshot.microphone_error)

    @Property(str, notify=devicesChanged)
    def speakerProblem(self) -> str:
        return _problem(self._snapshot.speaker_error)

    # What the student asks for

    @Slot()
    def find(self) -> None:
        self._commands.find()

    @Slot()
    def cancel(self) -> None:
        self._commands.cancel()

    @Slot()
    def skip(self) -> None:
        self._commands.skip()

    @Slot()
    def end(self) -> None:
        self._commands.end()

    @Slot(str)
    def setMode(self, mode: Mode) -> None:
        if mode in get_args(Mode):
            self._commands.set_mode(mode)

    @Slot(str)
    def setMedia(self, media: Media) -> None:
        if media in get_args(Media):
            self._commands.set_media(media)

    @Slot(str)
    def removeTopic(self, topic: str) -> None:
        self._commands.set_topics(tuple(t for t in self._snapshot.topics if t != topic))

    @Slot(bool)
    def setHideAddress(self, on: bool) -> None:
        self._commands.set_hide_address(on)

    @Slot(bool)
    def setMicrophone(self, on: bool) -> None:
        self._commands.set_microphone(on)

    @Slot(bool)
    def setCamera(self, on: bool) -> None:
        self._commands.set_camera(on)

    @Slot()
    def retryDevices(self) -> None:
        self._commands.retry_devices()


def _problem(error: MediaError | None) -> str:
    return device_words.media_sentence(error) if error is not None else ""
