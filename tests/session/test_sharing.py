"""A screen in the camera's place, as the session has it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from gurukul_desktop.call.ports import CallPlan, RemoteMedia
from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.media.ports import VideoSource
from gurukul_desktop.media.screens import ScreenTarget
from gurukul_desktop.media.switching import SwitchableVideo
from gurukul_desktop.protocol.messages import Media
from gurukul_desktop.session.equipment import Equipment
from gurukul_desktop.session.ports import ScreenObserver
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.sharing import Sharing
from gurukul_desktop.session.snapshot import Notice, Snapshot
from gurukul_desktop.session.states import State
from tests.session.fakes import FakeCall, FakeDevices, Watcher

SCREEN = ScreenTarget("screen 1", "screen", "HDMI-1", 1920, 1080)
WINDOW = ScreenTarget("window 1", "window", "Notes")


def _nothing(error: MediaError) -> None:
    pass


@dataclass
class Screens:
    """Two things to share, which come when the test says so."""

    source: VideoSource = field(
        default_factory=lambda: SwitchableVideo(lambda e, r: None, _nothing)
    )
    shown: ScreenTarget | None = None
    observer: ScreenObserver | None = None

    def targets(self) -> Sequence[ScreenTarget]:
        return SCREEN, WINDOW

    def start(self, target: ScreenTarget) -> None:
        self.shown = target

    def stop(self) -> None:
        self.shown = None

    def join(self, observer: ScreenObserver) -> None:
        self.observer = observer


class World:
    """A call with everything around it that sharing touches."""

    def __init__(self, media: Media = "video", *, camera: bool = True) -> None:
        self.presenter = Presenter(Snapshot(state=State.CONNECTED, call_media=media, camera=camera))
        self.seen = Watcher()
        self.presenter.join([self.seen])
        self.devices = FakeDevices()
        self.equipment = Equipment(self.devices, self.presenter)
        self.sharing = Sharing(self.presenter, self.equipment)
        self.screens = Screens()
        self.sharing.join(self.screens)
        self.equipment.open()
        self.call = FakeCall(CallPlan("caller", media), RemoteMedia(id, id), Silent())
        self.equipment.use(self.call)

    def share(self, target: ScreenTarget = SCREEN) -> None:
        self.sharing.share(target)
        self.sharing.on_screen()


class Silent:
    """Hears nothing of the call."""

    def __getattr__(self, name: str) -> object:
        return lambda *said: None


@pytest.mark.parametrize("camera", [True, False])
async def test_the_camera_gives_way_and_comes_back_as_it_was(camera: bool) -> None:
    world = World(camera=camera)
    assert world.devices.camera_open == camera
    world.sharing.share(SCREEN)
    assert not world.call.screen  # not before there is a picture
    world.sharing.on_screen()
    assert world.seen.now.sharing == SCREEN
    assert (world.call.screen, world.devices.camera_open) == (True, False)
    assert world.equipment.local().screen is world.screens.source
    world.share(WINDOW)
    assert world.seen.now.sharing == world.screens.shown == WINDOW
    world.sharing.stop()
    world.sharing.stop()
    assert world.seen.now.sharing is None
    assert world.screens.shown is None
    assert (world.call.screen, world.devices.camera_open) == (False, camera)
    assert world.call.media == (True, camera)
    assert world.seen.notices == []


async def test_an_audio_call_shares_nothing() -> None:
    world = World("audio")
    world.share()
    assert world.screens.shown is None
    assert world.seen.now.sharing is None
    assert world.equipment.local().screen is None


@pytest.mark.parametrize(
    ("fault", "shared", "notice"),
    [
        (MediaFault.DENIED, False, Notice.SHARING_DENIED),
        (MediaFault.BROKEN, False, Notice.SHARING_FAILED),
        (MediaFault.UNPLUGGED, True, Notice.SHARING_LOST),
    ],
)
async def test_what_cannot_be_shared_is_said_once(
    fault: MediaFault, shared: bool, notice: Notice
) -> None:
    world = World()
    world.sharing.share(SCREEN)
    if shared:
        world.sharing.on_screen()
    world.sharing.on_screen_fault(MediaError("camera", fault))
    world.sharing.on_screen_fault(MediaError("camera", fault))
    world.sharing.on_screen()  # on its way when it was stopped
    assert world.seen.notices == [notice]
    assert world.seen.now.sharing is None
    assert not world.call.screen
    assert world.devices.camera_open


async def test_the_use_of_the_line_reaches_this_call_and_the_next() -> None:
    world = World()
    assert world.call.usage == "automatic"
    world.equipment.set_usage("saving")
    assert world.call.usage == world.seen.now.usage == "saving"
    following = FakeCall(CallPlan("caller", "video"), RemoteMedia(id, id), Silent())
    world.equipment.use(following)
    assert following.usage == "saving"
