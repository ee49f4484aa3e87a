"""What a student can set: applied at once, and kept for the next run.

The preferences are the one place where settings are; whoever changes them, this part has what
they say carried out. What was typed on the command line wins for this run and is not kept.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from gurukul_desktop.errors import DeviceKind, MediaError, UsageError
from gurukul_desktop.media.choice import Choice, Following
from gurukul_desktop.media.devices import Device
from gurukul_desktop.media.ringer import Ringer
from gurukul_desktop.media.specs import names_a_device
from gurukul_desktop.media.studio import Studio
from gurukul_desktop.preferences import Language, PreferenceFile, Preferences, SetAside
from gurukul_desktop.session.controller import SessionController
from gurukul_desktop.session.desk import Desk
from gurukul_desktop.session.snapshot import Notice, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.signaling.address import parse_server_urls
from gurukul_desktop.signaling.line import Destination

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Typed:
    """What the command line decides for this run.

    Attributes:
        servers: addresses of the server; empty leaves it to the settings, as with the name.
        name: what the partner reads.
        devices: the kinds of which a device was typed, and which.
    """

    servers: tuple[str, ...] = ()
    name: str = ""
    devices: Mapping[DeviceKind, Choice] = field(default_factory=dict)


class SettingsObserver(Protocol):
    """Who shows the settings. Called on the main thread."""

    def on_settings(self) -> None:
        """A setting, or what is told of one, is another one."""


class Settings:
    """Carries out what the preferences say.

    Args:
        preferences: what is set, and where it is kept.
        typed: what wins over it.
        home: the addresses of the server of this machine.
        studio, ringer: the sounds.
        session: the search and the call.
        desk: the devices.
        play_ring: lets it ring once, to be listened to.

    Attributes:
        typed: what wins over what is set.
        waits: another server or name is taken up when the search or the call is over.
    """

    def __init__(
        self,
        preferences: PreferenceFile,
        typed: Typed,
        *,
        home: tuple[str, ...],
        studio: Studio,
        ringer: Ringer,
        session: SessionController,
        desk: Desk,
        play_ring: Callable[[], None],
    ) -> None:
        self.typed = typed
        self.waits = False
        self._preferences = preferences
        self._home = home
        self._studio = studio
        self._ringer = ringer
        self._session = session
        self._desk = desk
        self._play_ring = play_ring
        self._idle = True
        self._following = Following(preferences.now.ringer)
        self._speakers: Sequence[Device] = ()
        self._connect: Callable[[Destination], None] = lambda destination: None
        self._speak: Callable[[Language], None] = lambda language: None
        self._on_reset: Callable[[], None] = lambda: None
        self._observer: SettingsObserver | None = None
        self._connected = self.destination
        self._before = Preferences(version=preferences.now.version)
        self._apply(preferences.now)
        preferences.watch(self._changed)

    def join(
        self,
        observer: SettingsObserver,
        *,
        connect: Callable[[Destination], None],
        on_reset: Callable[[], None],
        speak: Callable[[Language], None] = lambda language: None,
    ) -> None:
        """Tell ``observer`` from now on.

        ``connect`` takes up another server or name, ``speak`` another language; ``on_reset`` is
        called when all is as at a first start.
        """
        self._observer = observer
        self._connect = connect
        self._on_reset = on_reset
        self._speak = speak

    # What is set

    @property
    def now(self) -> Preferences:
        """What is set, whatever was typed."""
        return self._preferences.now

    @property
    def set_aside(self) -> SetAside | None:
        """What became of a file that held nothing of use at the start."""
        return self._preferences.set_aside

    @property
    def destination(self) -> Destination:
        """Which server is meant, and under which name."""
        urls = self.typed.servers
        if not urls and self.now.server:
            try:
                urls = parse_server_urls(self.now.server)
            except UsageError:  # somebody wrote it into the file
                _log.warning("the server's address in the settings cannot be read")
        return Destination(urls or self._home, self.typed.name or self.now.name)

    @property
    def typed_devices(self) -> frozenset[DeviceKind]:
        """The kinds of which the device in use was typed for this run."""
        typed = self.typed.devices
        return frozenset(kind for kind in typed if self._desk.choice(kind) == typed[kind])

    def change(self, **changes: Any) -> None:
        """Set something; the fields are those of :class:`Preferences`."""
        self._preferences.change(**changes)

    def reset(self) -> Path | None:
        """Set everything as at a first start; returns where a copy of what was set is now.

        Raises:
            OSError: no copy could be made; nothing was changed.
        """
        aside = self._preferences.reset()
        self._session.set_hide_address(self.now.hide_address)
        self._session.set_mode(self.now.mode)
        self._session.set_media(self.now.media)
        self._session.set_topics(self.now.topics)
        self._desk.reset(keep=self.typed.devices)
        self._on_reset()
        return aside

    # The ringer

    @property
    def ringers(self) -> Sequence[Device]:
        """The devices that can ring."""
        return self._speakers

    @property
    def ringer_away(self) -> bool:
        """Whether the chosen ringer is not connected, so that the speaker stands in for it."""
        return self._following.away

    @property
    def ringer_error(self) -> MediaError | None:
        """Why the chosen ringer is not used although it is connected."""
        return self._ringer.error

    def choose_ringer(self, spec: str) -> None:
        """Ring on a device of the list; empty is the speaker. Anything else is passed over."""
        device = next((device for device in self._speakers if device.spec == spec), None)
        if device is not None or not spec:
            self.change(ringer=Choice(spec, device.name) if device is not None else Choice())

    def test_ring(self) -> None:
        """Let it ring once, to be listened to."""
        self._play_ring()

    def listed(self, kind: DeviceKind, devices: Sequence[Device]) -> None:
        """There are these devices now."""
        if kind == "speaker":
            self._speakers = [device for device in devices if names_a_device(device.spec)]
            if self._following.listed(self._speakers) is not None:
                self._ringer.use(self._following.spec)
            self.refresh()

    def refresh(self) -> None:
        """What is told of a setting may be another one."""
        if self._observer is not None:
            self._observer.on_settings()

    # The session, as one of its observers

    def on_snapshot(self, snapshot: Snapshot) -> None:
        """Take up what had to wait for the end of a search or a call."""
        idle = snapshot.state is State.IDLE
        if idle != self._idle:
            self._idle = idle
            self._go()

    def on_notice(self, notice: Notice, name: str) -> None:
        """Nothing of it is a setting."""

    # Carrying it out

    def _changed(self, now: Preferences) -> None:
        self._apply(now)
        self._go()
        self.refresh()

    def _apply(self, now: Preferences) -> None:
        before, self._before = self._before, now
        self._ringer.set_volume(now.ring_volume)
        self._studio.speaker.set_call_volume(now.call_volume / 100)
        self._session.equipment.open_camera_after_match(now.camera_after_match)
        self._session.aftercall.set_find_next(now.find_next)
        if now.ringer != before.ringer:
            self._following.choose(now.ringer)
            self._ringer.use(now.ringer.spec)
        if now.language != before.language:
            self._speak(now.language)

    def _go(self) -> None:
        destination = self.destination
        waits = destination != self._connected and not self._idle
        if destination != self._connected and self._idle:
            self._connected = destination
            self._connect(destination)
        if waits != self.waits:
            self.waits = waits
            self.refresh()
