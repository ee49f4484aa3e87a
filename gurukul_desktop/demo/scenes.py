"""Every state that the window can show, by name.

To add one, append a :class:`Scene` to one of the tuples below (a part with many of them may
have a module of its own and add its tuple to ``SCENES``)::

    Scene(
        "searching-widened",                          # <page>-<what is notable>
        "Nobody shares the topic: the search is wider now",
        replace(SEARCHING, topics=("Algebra",)),      # the session's snapshot
        shows="a",                                    # own picture: a variant of the pattern
        prepare=lambda world: world.desk.gone.add("camera"),    # what else the app answers
        steps=(Call("Sheets", "showDevices"),),        # what is opened, by its QML type
    )

It is then in ``gurukul demo --offline --scene NAME``, in ``make gallery`` and, after
``python -m tests.ui.pictures``, in the picture tests. Names stay: references go by them.
"""

import time
from dataclasses import replace
from typing import Final

from gurukul_desktop.demo.offline import PARTNER, World
from gurukul_desktop.demo.scene import (
    CONNECTED,
    CONNECTING,
    ENDED,
    IDLE,
    SEARCHING,
    TOPICS,
    Call,
    Put,
    Scene,
)
from gurukul_desktop.demo.settings_scenes import SETTINGS_SCENES
from gurukul_desktop.demo.together_scenes import TOGETHER_SCENES
from gurukul_desktop.errors import MediaError, MediaFault, UsageError
from gurukul_desktop.media.choice import Choice
from gurukul_desktop.protocol.messages import SessionId
from gurukul_desktop.session.quality import Cause, Level, Quality
from gurukul_desktop.session.snapshot import (
    Carrier,
    Link,
    Notice,
    PartnerView,
    Refusal,
    Reportable,
    Standing,
)
from gurukul_desktop.updates.release import Release
from gurukul_desktop.updates.watch import UpdateState

__all__ = ["SCENES", "Call", "Put", "Scene", "named"]


_TALKED: Final = 754.0


def _newer(world: World) -> None:
    release = Release("1.4.0", "https://study.example.org/download")
    world.updates.state = UpdateState("ready", asked=int(time.time()) - 10_000, release=release)


def _headset_away(world: World) -> None:
    world.desk.chosen["microphone"] = Choice("microphone7", "Green headset")
    world.desk.gone.add("microphone")


def _crashed(world: World) -> None:
    world.desktop.crashed = True


_IDLE_SCENES: Final = (
    Scene("idle", "Before a search", IDLE, shows="a"),
    Scene("idle-topics", "With what to study today", replace(IDLE, topics=TOPICS), shows="a"),
    Scene(
        "idle-preview",
        "With a preview of what a partner would see",
        IDLE,
        shows="a",
        steps=(Call("LobbyModel", "setPreviewing", (True,)),),
    ),
    Scene(
        "idle-connecting",
        "The server is looked for",
        replace(IDLE, link=Link.CONNECTING, buddies=()),
        shows="a",
    ),
    Scene(
        "idle-offline",
        "The server cannot be reached",
        replace(IDLE, link=Link.OFFLINE, retry_in=8.0),
        shows="a",
    ),
    Scene(
        "idle-no-camera",
        "Another app has the camera",
        replace(IDLE, camera_error=MediaError("camera", MediaFault.BUSY, "Built-in camera")),
    ),
    Scene("idle-audio", "Audio only is chosen", replace(IDLE, media="audio")),
    Scene(
        "idle-camera-waits",
        "The camera stays closed until a match",
        replace(IDLE, camera_after_match=True),
    ),
    Scene(
        "idle-after-call",
        "The partner of just now can still be reported",
        replace(IDLE, reportable=Reportable(SessionId("s1"), PARTNER)),
        shows="a",
        notice=(Notice.PARTNER_LEFT, PARTNER),
    ),
    Scene("idle-update", "There is a newer version", IDLE, shows="a", prepare=_newer),
    Scene("idle-crashed", "The run before did not end in order", IDLE, prepare=_crashed),
)

_SEARCHING_SCENES: Final = (
    Scene("searching", "Finding a partner", SEARCHING, shows="a"),
    Scene(
        "searching-topics",
        "Finding a partner for a topic, with a long name of it",
        replace(SEARCHING, topics=TOPICS, position=1, waiting=1),
        shows="a",
    ),
    Scene(
        "searching-widened",
        "Nobody with that topic came, and the search goes on for anybody",
        replace(SEARCHING, topics=TOPICS, widened=True, position=1, waiting=1),
        shows="a",
    ),
    Scene(
        "searching-offline",
        "The server went away while searching",
        replace(SEARCHING, link=Link.OFFLINE, retry_in=4.0, position=0, waiting=0),
        shows="a",
    ),
    Scene(
        "searching-detour",
        "Over HTTP, as WebSockets do not get through",
        replace(SEARCHING, carrier=Carrier.HTTP),
        shows="a",
    ),
    Scene(
        "searching-trouble",
        "The server is there and cannot match",
        replace(SEARCHING, server_trouble=True),
        shows="a",
    ),
    Scene(
        "searching-no-camera",
        "Another app has the camera",
        replace(SEARCHING, camera_error=MediaError("camera", MediaFault.BUSY, "Built-in camera")),
    ),
    Scene(
        "searching-refused",
        "Another program has the port of this app",
        replace(SEARCHING, link=Link.OFFLINE, refusal=Refusal.OCCUPIED, retry_in=12.0, position=0),
        shows="a",
    ),
)

_CONNECTING_SCENES: Final = (
    Scene("connecting", "Matched, waiting for the partner", CONNECTING, shows="a"),
    Scene(
        "connecting-audio",
        "Matched for an audio call",
        replace(CONNECTING, media="audio", call_media="audio"),
    ),
)

_CONNECTED_SCENES: Final = (
    Scene("connected", "A call", CONNECTED, shows="a", sees="b", talked=_TALKED),
    Scene(
        "connected-audio",
        "An audio call",
        replace(CONNECTED, media="audio", call_media="audio"),
        talked=_TALKED,
    ),
    Scene(
        "connected-camera-off",
        "The partner has turned camera and microphone off, and so have I",
        replace(
            CONNECTED,
            partner=PartnerView("अनन्या शर्मा", camera=False, microphone=False),
            camera=False,
            microphone=False,
        ),
        talked=_TALKED,
    ),
    Scene(
        "connected-no-camera",
        "My camera was unplugged",
        replace(
            CONNECTED,
            camera_error=MediaError("camera", MediaFault.UNPLUGGED, "Desk camera HD"),
        ),
        sees="b",
        talked=_TALKED,
    ),
    Scene(
        "connected-reconnecting",
        "Nothing is heard of the partner",
        replace(CONNECTED, reconnecting=True, quality=Quality(Level.POOR, Cause.SILENT)),
        shows="a",
        sees="b",
        talked=_TALKED,
    ),
    Scene(
        "connected-poor",
        "A poor connection, with the reason",
        replace(CONNECTED, quality=Quality(Level.POOR, Cause.INCOMING)),
        shows="a",
        sees="b",
        talked=_TALKED,
    ),
    Scene(
        "connected-figures",
        "The figures of the call",
        CONNECTED,
        shows="a",
        sees="b",
        talked=_TALKED,
        steps=(Put("CallFigures", "detailed", True),),
    ),
    Scene(
        "connected-asked",
        "The partner asks to be buddies",
        replace(CONNECTED, standing=Standing.ASKS),
        shows="a",
        sees="b",
        talked=_TALKED,
    ),
    Scene(
        "connected-buddies",
        "A call with a buddy",
        replace(CONNECTED, standing=Standing.BUDDIES),
        shows="a",
        sees="c",
        talked=_TALKED,
    ),
    Scene(
        "connected-devices",
        "Camera and sound beside the call",
        CONNECTED,
        shows="a",
        sees="b",
        talked=_TALKED,
        steps=(Call("Sheets", "showDevices"),),
    ),
    Scene(
        "connected-report",
        "Reporting the partner",
        CONNECTED,
        shows="a",
        sees="b",
        talked=_TALKED,
        steps=(Call("Sheets", "askReport"),),
    ),
)

_ENDED_SCENES: Final = (
    Scene("ended", "After a call", ENDED, shows="a"),
    Scene(
        "ended-next",
        "The next search begins by itself",
        replace(ENDED, find_next=True),
        shows="a",
        next_in=8.0,
    ),
    Scene(
        "ended-at-once",
        "A call that never was connected, for a moment",
        replace(ENDED, summary=None, addable=False),
        shows="a",
    ),
    Scene(
        "ended-skipped",
        "After a skip, before the next search",
        replace(ENDED, searching_again=True),
        shows="a",
    ),
)

_SHEET_SCENES: Final = (
    Scene("history", "My sessions", IDLE, shows="a", steps=(Call("Sheets", "showHistory"),)),
    Scene("buddies", "My buddies", IDLE, shows="a", steps=(Call("Sheets", "showBuddies"),)),
    Scene(
        "buddies-none",
        "No buddies yet",
        replace(IDLE, buddies=()),
        shows="a",
        steps=(Call("Sheets", "showBuddies"),),
    ),
    Scene("devices", "Camera and sound", IDLE, shows="a", steps=(Call("Sheets", "showDevices"),)),
    Scene(
        "devices-away",
        "The chosen microphone is not there, the camera is denied",
        replace(IDLE, camera_error=MediaError("camera", MediaFault.DENIED, "Built-in camera")),
        prepare=_headset_away,
        steps=(Call("Sheets", "showDevices"),),
    ),
    Scene(
        "about",
        "The app itself",
        IDLE,
        shows="a",
        prepare=_newer,
        steps=(Call("Sheets", "showAbout"),),
    ),
)

_BEGIN: Final = Call("WelcomeModel", "begin")
_ON: Final = Call("WelcomeModel", "forward")
_WELCOME_SCENES: Final = (
    Scene("welcome-name", "The first start: a name", IDLE, steps=(_BEGIN,)),
    Scene("welcome-devices", "The devices", IDLE, shows="a", steps=(_BEGIN, _ON)),
    Scene("welcome-manners", "How to behave", IDLE, shows="a", steps=(_BEGIN, _ON, _ON)),
)


SCENES: Final = (
    *_IDLE_SCENES,
    *_SEARCHING_SCENES,
    *_CONNECTING_SCENES,
    *_CONNECTED_SCENES,
    *_ENDED_SCENES,
    *_SHEET_SCENES,
    *_WELCOME_SCENES,
    *TOGETHER_SCENES,
    *SETTINGS_SCENES,
)


def named(name: str) -> Scene:
    """The scene of this name.

    Raises:
        UsageError: there is none.
    """
    for scene in SCENES:
        if scene.name == name:
            return scene
    raise UsageError(f"There is no scene {name!r}: gurukul demo --list-scenes prints them all.")
