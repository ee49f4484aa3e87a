"""Small stand-ins for all that the window asks of the app: no network, no server, no device.

They remember what they are asked and answer as the app would, so that one can walk through the
pages; :mod:`gurukul_desktop.demo.scenes` puts them into any state at once. All their fields
have defaults: that is how a scene begins afresh.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Final

from gurukul_desktop.demo.offline_settings import OfflineDesktop, OfflineSettings, OfflineUpdates
from gurukul_desktop.demo.offline_sharing import OfflineScreens, OfflineUsage
from gurukul_desktop.demo.offline_together import OfflineTogether
from gurukul_desktop.demo.pace import Pace
from gurukul_desktop.demo.past import some_history, summary_of
from gurukul_desktop.errors import DeviceKind, MediaError
from gurukul_desktop.media.choice import Choice
from gurukul_desktop.media.devices import Device
from gurukul_desktop.media.voice.chain import VoiceSwitches
from gurukul_desktop.protocol.messages import Buddy, Media, Mode, ReportReason, SessionId, UserId
from gurukul_desktop.session.block_store import BlockedPerson
from gurukul_desktop.session.snapshot import (
    Link,
    Notice,
    PartnerView,
    Reportable,
    Snapshot,
    Standing,
)
from gurukul_desktop.session.states import State
from gurukul_desktop.ui.services import Services

Later = Callable[[float, Callable[[], None]], Callable[[], None]]
"""Calls a function so many seconds from now, unless the function that it returns is called."""

PARTNER: Final = "Ravi"
BUDDIES: Final = (
    Buddy(UserId("u1"), "Meera", online=True),
    Buddy(UserId("u2"), "Kabir", online=True),
    Buddy(UserId("u3"), "अनन्या शर्मा", online=False),
    Buddy(UserId("u4"), "Tomás Echeverría", online=False),
)


class OfflineSession:
    """A search that always finds somebody, and a call with them.

    Args:
        show: takes over each new snapshot.
        tell: shows a notice about somebody.
        later: a timer.
        clock: the one of ``Snapshot.connected_at``.
    """

    def __init__(
        self,
        show: Callable[[Snapshot], None],
        tell: Callable[[Notice, str], None],
        later: Later,
        clock: Callable[[], float],
        pace: Pace,
    ) -> None:
        self._show = show
        self._tell = tell
        self._later = later
        self._clock = clock
        self._pace = pace
        self._forget: Callable[[], None] = lambda: None
        self.snapshot = Snapshot(link=Link.ONLINE, buddies=BUDDIES, can_hide=True)

    def put(self, snapshot: Snapshot) -> None:
        """Be in this state now, and stay."""
        self._forget()
        self.snapshot = snapshot
        self._show(snapshot)

    def _after(self, seconds: float, then: Callable[[], None]) -> None:
        self._forget()
        self._forget = self._later(seconds, then)

    def alter(self, how: Callable[[Snapshot], Snapshot]) -> None:
        """Change something of it, as another stand-in asks."""
        self._change(how(self.snapshot))

    def _change(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._show(snapshot)

    # The walk

    def find(self) -> None:
        if self.snapshot.state not in (State.IDLE, State.ENDED):
            return
        self._change(
            replace(
                self.snapshot,
                state=State.SEARCHING,
                searching_again=False,
                reportable=None,
                partner=None,
                position=1,
                waiting=3,
                searching_since=self._clock(),
            )
        )
        self._after(self._pace.search, self._meet)

    def _meet(self) -> None:
        self._change(
            replace(
                self.snapshot,
                state=State.CONNECTING,
                searching_since=None,
                partner=PartnerView(PARTNER),
                standing=Standing.STRANGER,
                reportable=Reportable(SessionId("s1"), PARTNER),
                call_media=self.snapshot.media,
            )
        )
        self._after(self._pace.connect, self._begin)

    def _begin(self) -> None:
        self._change(replace(self.snapshot, state=State.CONNECTED, connected_at=self._clock()))

    def cancel(self) -> None:
        if self.snapshot.state in (State.SEARCHING, State.ENDED):
            self._rest()

    def _rest(self) -> None:
        self._forget()
        self._change(replace(self.snapshot, state=State.IDLE, partner=None, searching_again=False))

    def skip(self) -> None:
        if self._hang_up(again=True):
            self._after(self._pace.pause, self.find)

    def end(self) -> None:
        if self._hang_up(again=False) and self.snapshot.summary is None:
            self._after(self._pace.ended, self._rest)

    def _hang_up(self, *, again: bool) -> bool:
        if self.snapshot.state not in (State.CONNECTING, State.CONNECTED):
            return False
        self._change(
            replace(
                self.snapshot,
                state=State.ENDED,
                summary=summary_of(self.snapshot, self._clock()),
                addable=self.snapshot.state is State.CONNECTED,
                searching_again=again,
                connected_at=None,
                call_media=None,
                reconnecting=False,
            )
        )
        return True

    def stay(self) -> None:
        self._change(replace(self.snapshot, next_at=None))

    def set_find_next(self, on: bool) -> None:
        self._change(replace(self.snapshot, find_next=on))

    # The wish

    def set_mode(self, mode: Mode) -> None:
        self._change(replace(self.snapshot, mode=mode))

    def set_media(self, media: Media) -> None:
        self._change(replace(self.snapshot, media=media))

    def set_topics(self, topics: tuple[str, ...]) -> None:
        self._change(replace(self.snapshot, topics=topics))

    def set_hide_address(self, on: bool) -> None:
        self._change(replace(self.snapshot, hide_address=on))

    # Devices

    def set_microphone(self, on: bool) -> None:
        self._change(replace(self.snapshot, microphone=on))

    def set_camera(self, on: bool) -> None:
        self._change(replace(self.snapshot, camera=on))

    def retry_link(self) -> None:
        self._change(replace(self.snapshot, link=Link.ONLINE, retry_in=0.0))

    def retry_devices(self) -> None:
        self._change(
            replace(self.snapshot, camera_error=None, microphone_error=None, speaker_error=None)
        )

    # People

    def add_buddy(self) -> None:
        if self.snapshot.standing is Standing.ASKS:
            self._become_buddies()
        elif self.snapshot.standing is Standing.STRANGER:
            self._change(replace(self.snapshot, standing=Standing.ASKED))
            self._after(self._pace.answer, self._become_buddies)

    def _become_buddies(self) -> None:
        name = self.snapshot.partner.name if self.snapshot.partner is not None else PARTNER
        newcomer = Buddy(UserId("u9"), name, online=True)
        others = tuple(buddy for buddy in self.snapshot.buddies if buddy.id != newcomer.id)
        self._change(replace(self.snapshot, standing=Standing.BUDDIES, buddies=(newcomer, *others)))
        self._tell(Notice.NOW_BUDDIES, name)

    def decline_buddy(self) -> None:
        self._change(replace(self.snapshot, standing=Standing.STRANGER))

    def remove_buddy(self, user: UserId) -> None:
        left = tuple(buddy for buddy in self.snapshot.buddies if buddy.id != user)
        self._change(replace(self.snapshot, buddies=left))

    def report(self, session: SessionId, reason: ReportReason, note: str) -> None:
        name = self.snapshot.reportable.name if self.snapshot.reportable is not None else PARTNER
        self.end()
        self._change(replace(self.snapshot, reportable=None))
        self._tell(Notice.REPORT_SENT, name)

    def block(self, session: SessionId) -> None:
        name = self.snapshot.reportable.name if self.snapshot.reportable is not None else PARTNER
        self.end()
        person = BlockedPerson(UserId("u9"), name, at=time.time())
        blocked = (*self.snapshot.blocked, person)
        self._change(replace(self.snapshot, reportable=None, blocked=blocked))
        self._tell(Notice.BLOCKED, name)

    def unblock(self, user: UserId) -> None:
        left = tuple(person for person in self.snapshot.blocked if person.user != user)
        self._change(replace(self.snapshot, blocked=left))


def _some_devices() -> dict[DeviceKind, list[Device]]:
    return {
        "camera": [
            Device("camera", "Built-in camera", "camera0", default=True),
            Device("camera", "Desk camera HD", "camera1"),
        ],
        "microphone": [
            Device("microphone", "Built-in microphone", "microphone0", default=True),
            Device("microphone", "Headset", "microphone1"),
        ],
        "speaker": [
            Device("speaker", "Built-in speakers", "speaker0", default=True),
            Device("speaker", "Headset", "speaker1"),
        ],
    }


@dataclass
class OfflineDesk:
    """Devices that are only names."""

    lists: dict[DeviceKind, list[Device]] = field(default_factory=_some_devices)
    chosen: dict[DeviceKind, Choice] = field(default_factory=dict)
    gone: set[DeviceKind] = field(default_factory=set)
    refusals: dict[DeviceKind, MediaError] = field(default_factory=dict)
    switches: VoiceSwitches = field(default_factory=VoiceSwitches)
    loudness: float = 0.55
    on_change: Callable[[], None] = lambda: None

    def devices(self, kind: DeviceKind) -> list[Device]:
        return self.lists.get(kind, [])

    def choice(self, kind: DeviceKind) -> Choice:
        return self.chosen.get(kind, Choice())

    def away(self, kind: DeviceKind) -> bool:
        return kind in self.gone

    def choose(self, kind: DeviceKind, spec: str) -> None:
        names = {device.spec: device.name for device in self.devices(kind)}
        self.chosen[kind] = Choice(spec, names.get(spec, ""))
        self.on_change()

    def preview(self, on: bool) -> None:
        """The own picture is there anyway."""

    def look(self) -> None:
        """It was open anyway."""

    def level(self) -> float:
        return self.loudness

    def test_sound(self) -> None:
        """There is nothing to be heard."""

    def set_switches(self, switches: VoiceSwitches) -> None:
        self.switches = switches
        self.on_change()


class World:
    """All stand-ins together.

    Attributes:
        session, desk, updates, settings, desktop: who stands in for what.
        browsed: the pages of the web that were asked for; none is opened.
        services: the same as the window takes them.
    """

    def __init__(
        self,
        session: OfflineSession,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], date] = date.today,
    ) -> None:
        self.session = session
        self.desk = OfflineDesk()
        self.updates = OfflineUpdates()
        self.screens = OfflineScreens(change=session.alter)
        self.settings = OfflineSettings()
        self.desktop = OfflineDesktop()
        self.browsed: list[str] = []
        together = OfflineTogether(session, clock)
        self.services = Services(
            session=session,
            devices=self.desk,
            chat=together,
            focus=together,
            updates=self.updates,
            aftercall=session,
            sharing=self.screens,
            usage=OfflineUsage(session.alter),
            settings=self.settings,
            desktop=self.desktop,
            history=some_history(today()),
            clock=clock,
            today=today,
            browse=self._browse,
        )

    def begin_afresh(self) -> None:
        """Forget what the stand-ins were told, but not whom they tell."""
        for stand_in in (self.desk, self.updates, self.screens, self.settings, self.desktop):
            fresh = type(stand_in)()
            for one in fields(stand_in):
                if one.name not in ("on_change", "change"):
                    setattr(stand_in, one.name, getattr(fresh, one.name))

    def _browse(self, page: str) -> bool:
        self.browsed.append(page)
        return True
