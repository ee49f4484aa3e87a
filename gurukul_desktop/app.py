"""The one place where the parts of the app are joined; start and shutdown order.

Start: window first, so that the student sees something at once; then devices and the
call thread (neither opens anything yet), the session, the link to the server. Shutdown
is the reverse, and leaves no thread, task, device or socket behind.
"""

import asyncio
import gc
import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gurukul_desktop import late
from gurukul_desktop.call.engine import CallEngine
from gurukul_desktop.config import AppOptions
from gurukul_desktop.desktop.instance import Instance
from gurukul_desktop.desktop.running import RunMark
from gurukul_desktop.desktop.sleep import SleepWatch
from gurukul_desktop.embedded_home import EmbeddedHome
from gurukul_desktop.errors import DeviceKind, UsageError
from gurukul_desktop.link import parse
from gurukul_desktop.log_file import file_in
from gurukul_desktop.media.devices import Device
from gurukul_desktop.media.ringer import Ringer
from gurukul_desktop.media.studio import Studio
from gurukul_desktop.paths import assets, log_dir
from gurukul_desktop.preferences import Language, PreferenceFile, file_for
from gurukul_desktop.protocol import messages
from gurukul_desktop.session.controller import SessionController
from gurukul_desktop.session.desk import Desk, choices
from gurukul_desktop.session.line_use import LineUse
from gurukul_desktop.session.ports import SessionObserver, Stage
from gurukul_desktop.session.settings import Settings, Typed
from gurukul_desktop.session.waking import Waking
from gurukul_desktop.session.wish_memory import WishMemory
from gurukul_desktop.signaling.address import embedded_url
from gurukul_desktop.signaling.client import SignalingClient
from gurukul_desktop.signaling.line import Destination, Line
from gurukul_desktop.signaling.sign_in import sign_in
from gurukul_desktop.stop_signals import stop_signals
from gurukul_desktop.ui import desktop_words, words
from gurukul_desktop.ui.desktop import Desktop
from gurukul_desktop.ui.device_watch import DeviceWatch
from gurukul_desktop.ui.event_loop import run_in_qt
from gurukul_desktop.ui.identity import Identity
from gurukul_desktop.ui.language import Speech
from gurukul_desktop.ui.last_run import LastRun
from gurukul_desktop.ui.link_events import LinkEvents
from gurukul_desktop.ui.permissions import system_permission
from gurukul_desktop.ui.screens import Screens
from gurukul_desktop.ui.services import Services
from gurukul_desktop.ui.sounds import SoundPlayer, StateSounds
from gurukul_desktop.ui.stage import WindowStage
from gurukul_desktop.ui.translation import translate
from gurukul_desktop.ui.window import Window
from gurukul_desktop.updates.watch import UpdateWatch

log = logging.getLogger(__name__)

DEVICE_RELEASE_SECONDS: Final = 2.0
UNSEEN_SECONDS: Final = 2.0
"""How long a start waits for a window that is not drawn, as one is that starts minimized."""


class App:
    """One running app.

    Args:
        options: what was asked for.
        instance: where second starts are heard of; None where nobody looks for this one.
        observers: who watches the session beside the window.
        stage: wraps the place where the partner is seen and heard, to watch that too.
    """

    def __init__(
        self,
        options: AppOptions,
        instance: Instance | None = None,
        *,
        observers: Sequence[SessionObserver] = (),
        stage: Callable[[Stage], Stage] = lambda stage: stage,
    ) -> None:
        self.stopped = asyncio.Event()
        self._options = options
        self._instance = instance
        self._identity = Identity(options.data_dir)
        loop = asyncio.get_running_loop()

        def device_changed() -> None:
            # Called on a device's thread; the session lives on this loop.
            try:
                loop.call_soon_threadsafe(self._refresh)
            except RuntimeError:  # a driver that hung has come round after the app's end
                return

        preferences = PreferenceFile(file_for(options.data_dir, self._identity.number))
        self._speech = Speech()
        self._speech.use(preferences.now.language)
        typed: dict[DeviceKind, str | None] = {
            "camera": options.camera,
            "microphone": options.microphone,
            "speaker": options.speaker,
        }
        chosen = choices(preferences.now, typed)
        self.studio = Studio(
            *(chosen[kind].spec for kind in ("camera", "microphone", "speaker")),
            on_change=device_changed,
            permission=system_permission(),
        )
        self.ringer = Ringer(self.studio.speaker, on_change=device_changed)
        sounds = SoundPlayer(self.ringer, assets() / "sounds")
        self.controller = SessionController(
            self.studio, self._identity.reports, self._identity.blocks, self._identity.history
        )
        self.controller.search.remember_in(WishMemory(preferences, audio_only=options.audio_only))
        self._desk = Desk(
            self.studio,
            self.controller.equipment,
            preferences,
            chosen,
            play_test=lambda: sounds.test(
                self.studio.speaker, gain=preferences.now.call_volume / 100
            ),
        )
        self.settings = Settings(
            preferences,
            Typed(
                options.servers,
                options.name,
                {kind: chosen[kind] for kind, spec in typed.items() if spec is not None},
            ),
            home=(embedded_url(options.port),),
            studio=self.studio,
            ringer=self.ringer,
            session=self.controller,
            desk=self._desk,
            play_ring=sounds.test_ring,
        )
        self._line_use = LineUse(self.studio, self.controller.equipment, preferences)
        self._updates = UpdateWatch(
            options.update_url, preferences, first=self._identity.number == 1
        )
        self._mark = RunMark(options.data_dir, self._identity.number)
        last_run = LastRun(
            self._mark, preferences, file_in(log_dir(options.data_dir)), self._desk.names
        )
        self.window = Window(
            Services(
                session=self.controller,
                devices=self._desk,
                chat=self.controller.together,
                focus=self.controller.together,
                updates=self._updates,
                aftercall=self.controller.aftercall,
                sharing=self.controller.sharing,
                usage=self._line_use,
                desktop=last_run,
                settings=self.settings,
                history=self._identity.history,
                newcomer=not (options.name or options.find),
                clock=loop.time,
            )
        )
        self._updates.join(self.window.about.refresh)
        self._desk.join(self.window.devices)
        self.controller.sharing.join(Screens(self.window))
        self._watch = DeviceWatch(self._listed, self.window)
        self.window.closed.connect(self.stopped.set)
        self._seen = asyncio.Event()
        self._loading: asyncio.Future[None] | None = None
        self.window.window.frameSwapped.connect(
            self._on_screen, Qt.ConnectionType.SingleShotConnection
        )
        self.window.show()
        preferences.on_unkept = lambda: self.window.devices.say(translate("words", words.NOT_KEPT))
        if self._identity.number is None or preferences.unreadable:
            self.window.devices.say(translate("words", words.NOT_KEPT))
        if preferences.set_aside is not None:
            aside = preferences.set_aside
            self.window.notices.keep(lambda: words.set_aside_sentence(aside))
        if self._identity.blocks.set_aside:
            self.window.devices.say(words.blocks_sentence(self._identity.blocks.set_aside))

        self._engine = CallEngine()
        self._home = EmbeddedHome(options.data_dir, options.port)
        self._link = Line(self.settings.destination, self._client)
        self.settings.join(
            self.window.settings,
            connect=self._connect,
            on_reset=lambda: self._updates.set_on(True),
            speak=self.speak,
        )
        self.controller.together.join(preferences)
        self._desktop = Desktop(self.window, self.controller, preferences, self.follow)
        self._waking = Waking(self.controller, self.controller.search, self._link)
        self._sleep = SleepWatch(self._waking.woke)
        self.controller.set_hide_address(preferences.now.hide_address)
        self.controller.join(
            server=self._link,
            calls=self._engine,
            stage=stage(WindowStage(self.window.remote, self.studio.speaker)),
            observers=[
                self.window,
                self._desk,
                self.settings,
                StateSounds(sounds),
                self._desktop,
                self._waking,
                last_run,
                *observers,
            ],
        )
        self._show_self = self.studio.camera.subscribe(self.window.local.present)

    def _on_screen(self) -> None:
        log.info("= the window is on the screen")
        self._seen.set()
        self._watch.start()
        self._loading = asyncio.get_running_loop().run_in_executor(None, late.load)

    async def appear(self) -> None:
        """Wait until the window is seen, or would be if it were not in the background.

        What starts then is slow to load, on whichever thread, and would keep it from being drawn.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(UNSEEN_SECONDS):
                await self._seen.wait()
        gc.freeze()  # what there is now stays, and is not looked at again in each search
        gc.enable()

    def _client(self, destination: Destination) -> SignalingClient:
        """A link to the server that is meant; that of this machine is started if need be."""
        at_home = destination.urls == (embedded_url(self._options.port),)
        at_home = at_home and not self._options.servers
        return SignalingClient(
            *destination.urls,
            name=destination.name,
            tokens=self._identity.tokens,
            listener=self.controller,
            summon=self._home.summon if at_home else None,
            sign_in=sign_in(self._options.token, self._options.token_file),
        )

    def _connect(self, destination: Destination) -> None:
        if destination.urls != self._link.destination.urls:
            self.controller.on_message(messages.Buddies(()))  # those of the other server
        self._link.change(destination)

    def _listed(self, kind: DeviceKind, devices: Sequence[Device]) -> None:
        self._desk.listed(kind, devices)
        self.settings.listed(kind, devices)

    def _refresh(self) -> None:
        self._desk.refresh()
        self.settings.refresh()

    def follow(self, link: str) -> None:
        """Fill in what a ``gurukul://`` link asks for; to search is left to the student."""
        try:
            wish = parse(link)
        except UsageError as error:
            self.window.devices.say(str(error))
        else:
            self.controller.aftercall.put_away()
            if self.controller.search.fill_in(wish):
                self.window.desktop.linked.emit()
                self.window.devices.say(desktop_words.link_filled_in())
            else:
                self.window.devices.say(translate("words", words.LINK_LATER))

    def speak(self, language: Language) -> None:
        """Have the window in another language at once."""
        self._speech.use(language)
        self.window.retranslate()
        self.window.devices.on_devices()

    def start(self) -> None:
        """Begin to work; the window is already there."""
        self._engine.start()
        self._link.start()
        self._updates.start()
        self._sleep.start()
        self._desktop.start(self._instance)
        if self._options.link:
            self.follow(self._options.link)
        if self._options.find:
            self.controller.find()

    async def aclose(self) -> None:
        """End the call, tell everybody, release everything. Idempotent."""
        self._sleep.stop()
        self._waking.close()
        if self._loading is not None:
            # One that cannot be loaded is told by whoever uses it, and keeps nothing from its end.
            await asyncio.gather(self._loading, return_exceptions=True)
        await self._updates.aclose()
        await self.controller.aclose()
        await self._link.aclose()
        await self._engine.aclose()
        self._show_self()
        self._watch.stop()
        self.studio.close()
        await asyncio.to_thread(self.studio.join, DEVICE_RELEASE_SECONDS)
        await asyncio.to_thread(self.ringer.join, DEVICE_RELEASE_SECONDS)
        await self._home.aclose()
        await self._desktop.aclose()
        self._mark.close()
        self._identity.release()
        self.window.close()
        self._speech.stop()


async def live(app: App) -> None:
    """Run ``app`` until its window is closed or the process is told to stop."""
    with stop_signals(app.stopped):
        try:
            await app.appear()
            app.start()
            await app.stopped.wait()
        finally:
            await app.aclose()


async def _start(options: AppOptions, links: LinkEvents | None, instance: Instance | None) -> None:
    app = App(options, instance)
    if links is not None:
        links.join(app.follow)
    await live(app)


def run(application: QGuiApplication, options: AppOptions, instance: Instance | None = None) -> int:
    """Run the app; returns the exit status.

    Args:
        instance: where second starts are heard of.

    Raises:
        UsageError: a wrong device or file.
        MissingLibraryError: a part of Qt cannot be loaded.
    """
    links = LinkEvents(application) if sys.platform == "darwin" else None
    return run_in_qt(application, _start(options, links, instance))
