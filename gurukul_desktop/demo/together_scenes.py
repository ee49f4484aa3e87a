"""The scenes of what two do together in a call: writing, a timer, goals, a shared screen."""

from dataclasses import replace
from typing import Final

from gurukul_desktop.demo.offline import PARTNER
from gurukul_desktop.demo.offline_sharing import TARGETS
from gurukul_desktop.demo.scene import CONNECTED, IDLE, Call, Scene
from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.session.block_store import BlockedPerson
from gurukul_desktop.session.chat import Ability, Author, ChatLine, ChatView
from gurukul_desktop.session.focus import FocusTimer, Phase
from gurukul_desktop.session.snapshot import PartnerView

_TALKED: Final = 754.0
_WRITTEN: Final = 1_790_000_000.0
_TOGETHER: Final = replace(
    CONNECTED,
    ability=Ability.YES,
    own_goal="Finish the integrals of chapter 4",
    partner_goal="Read the second act",
)
_LINES: Final = (
    (Author.PARTNER, "Namaste! Shall we begin with exercise 12?"),
    (Author.OWN, "Yes. I found a good page on it: https://study.example.org/integrals"),
    (Author.PARTNER, "बहुत अच्छा, धन्यवाद 🙂"),
    (Author.OWN, "Twenty-five minutes, then we compare?"),
    (Author.PARTNER, "قبل أن نبدأ: ما معنى هذه الكلمة؟"),
)
_CHAT: Final = ChatView(
    tuple(
        ChatLine(number, author, text, _WRITTEN + 40.0 * number)
        for number, (author, text) in enumerate(_LINES)
    )
)
_TIMER: Final = FocusTimer(phase=Phase.FOCUS, running=False, left=19 * 60 + 40.0)

TOGETHER_SCENES: Final = (
    Scene("connected-goals", "What each wants to do", _TOGETHER, "a", "b", _TALKED),
    Scene(
        "connected-chat",
        "Writing to each other",
        replace(_TOGETHER, chat=_CHAT),
        "a",
        "b",
        _TALKED,
        steps=(Call("ChatModel", "setOpen", (True,)),),
    ),
    Scene(
        "connected-link",
        "Before a link of the chat is opened",
        replace(_TOGETHER, chat=_CHAT),
        "a",
        "b",
        _TALKED,
        steps=(
            Call("ChatModel", "setOpen", (True,)),
            Call("Sheets", "askLink", ("https://study.example.org/integrals",)),
        ),
    ),
    Scene(
        "connected-small",
        "The partner in a small window above others",
        CONNECTED,
        "a",
        "b",
        _TALKED,
        steps=(Call("Viewing", "toggleSmall"),),
    ),
    Scene(
        "connected-unread",
        "The partner has written, and I have not looked",
        replace(_TOGETHER, chat=replace(_CHAT, unread=2)),
        "a",
        "b",
        _TALKED,
    ),
    Scene(
        "connected-timer",
        "The focus timer that both share, paused",
        replace(_TOGETHER, focus=_TIMER),
        "a",
        "b",
        _TALKED,
        steps=(Call("FocusModel", "setOpen", (True,)),),
    ),
    Scene(
        "connected-sharing",
        "My screen is shared",
        replace(CONNECTED, sharing=TARGETS[0]),
        "a",
        "b",
        _TALKED,
    ),
    Scene(
        "connected-screen",
        "The partner shares a screen",
        replace(CONNECTED, partner=PartnerView(PARTNER, screen=True)),
        "a",
        "c",
        _TALKED,
    ),
    Scene(
        "connected-share",
        "What to share",
        CONNECTED,
        "a",
        "b",
        _TALKED,
        steps=(Call("Sheets", "askShare"),),
    ),
    Scene(
        "buddies-blocked",
        "My buddies, with people whom I blocked",
        replace(IDLE, blocked=(BlockedPerson(UserId("u9"), "Somebody", _WRITTEN),)),
        steps=(Call("Sheets", "showBuddies"),),
    ),
)
