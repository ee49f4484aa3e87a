"""The scenes of the settings: every section, and what can be said in them."""

import time
from typing import Final

import msgspec

from gurukul_desktop.demo.offline import World
from gurukul_desktop.demo.scene import CONNECTED, IDLE, Call, Put, Scene
from gurukul_desktop.media.choice import Choice
from gurukul_desktop.session.settings import Typed
from gurukul_desktop.updates.watch import UpdateState

_OPEN: Final = Call("Sheets", "showSettings")


def _section(name: str) -> tuple[Call | Put, ...]:
    return (_OPEN, Put("SettingsSheet", "view", name), Put("SettingsSheet", "listed", False))


def _named(world: World) -> None:
    world.settings.now = msgspec.structs.replace(world.settings.now, name="Asha")


def _ringer_away(world: World) -> None:
    ringer = Choice("gone", "Desk speaker")
    world.settings.now = msgspec.structs.replace(world.settings.now, ringer=ringer)
    world.settings.ringer_away = True


def _server(world: World) -> None:
    world.updates.state = UpdateState("ready", asked=int(time.time()) - 10_000)
    world.settings.now = msgspec.structs.replace(
        world.settings.now, server="wss://study.example.org/ws"
    )


def _typed(world: World) -> None:
    world.settings.typed = Typed(("wss://study.example.org/ws",), "Asha")
    world.settings.typed_devices = frozenset({"camera", "microphone", "speaker"})


SETTINGS_SCENES: Final = (
    Scene("settings", "How one is called", IDLE, prepare=_named, steps=_section("you")),
    Scene("settings-devices", "Devices", IDLE, shows="a", steps=_section("devices")),
    Scene(
        "settings-devices-typed",
        "The command line chose the devices",
        IDLE,
        shows="a",
        prepare=_typed,
        steps=_section("devices"),
    ),
    Scene("settings-sounds", "Volumes and the ringer", IDLE, steps=_section("sounds")),
    Scene(
        "settings-sounds-away",
        "The chosen ringer is not connected",
        IDLE,
        prepare=_ringer_away,
        steps=_section("sounds"),
    ),
    Scene("settings-voice", "What is done to the voice", IDLE, steps=_section("voice")),
    Scene("settings-calls", "Around a call", IDLE, steps=_section("calls")),
    Scene("settings-privacy", "What strangers may see", IDLE, steps=_section("privacy")),
    Scene("settings-appearance", "Colours, text and motion", IDLE, steps=_section("appearance")),
    Scene("settings-language", "What the window speaks", IDLE, steps=_section("language")),
    Scene(
        "settings-server", "The server and updates", IDLE, prepare=_server, steps=_section("server")
    ),
    Scene(
        "settings-server-typed",
        "The command line chose the server",
        IDLE,
        prepare=_typed,
        steps=_section("server"),
    ),
    Scene("settings-shortcuts", "Every key", IDLE, steps=_section("shortcuts")),
    Scene("settings-reset", "Begin anew", IDLE, steps=_section("reset")),
    Scene(
        "settings-in-a-call",
        "The partner can be left at any time",
        CONNECTED,
        shows="a",
        sees="b",
        talked=754.0,
        steps=_section("sounds"),
    ),
)
