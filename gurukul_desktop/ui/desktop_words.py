"""What is said outside of the window: in the tray, in notifications, of a report."""

from gurukul_desktop.desktop.tray import Entry, Mark, TrayView
from gurukul_desktop.session.snapshot import Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui.translation import translate
from gurukul_desktop.ui.words import isolated, shown_name

_MARKS: dict[State, Mark] = {
    State.SEARCHING: "searching",
    State.CONNECTING: "call",
    State.CONNECTED: "call",
}


def tray_view(snapshot: Snapshot) -> TrayView:
    """What the tray shows of the session."""
    state = State.SEARCHING if snapshot.searching_again else snapshot.state
    mark = _MARKS.get(state, "idle")
    words = {
        "idle": translate("words", "Find Partner"),
        "searching": translate("words", "Cancel search"),
        "call": translate("words", "End call"),
    }
    mute = (
        translate("words", "Mute microphone")
        if snapshot.microphone
        else translate("words", "Unmute microphone")
    )
    return TrayView(
        mark=mark,
        title="Gurukul",
        tooltip=_tooltip(mark, snapshot),
        menu=(
            Entry(translate("words", "Show Gurukul")),
            Entry(words[mark]),
            Entry(mute, enabled=mark == "call"),
            Entry(translate("words", "Quit")),
        ),
    )


def _tooltip(mark: Mark, snapshot: Snapshot) -> str:
    if mark == "searching":
        return translate("words", "Looking for a study partner")
    if mark == "call":
        name = _name(snapshot)
        if not name:
            return translate("words", "In a study call")
        return translate("words", "In a study call with {name}").replace("{name}", name)
    return translate("words", "Ready to study")


def matched(snapshot: Snapshot) -> tuple[str, str]:
    """A partner was found: the title and the text of a notification."""
    title = translate("words", "Your study partner is here")
    name = _name(snapshot)
    if not name:
        return title, translate("words", "Your call begins now.")
    text = translate("words", "Your call with {name} begins now.")
    return title, text.replace("{name}", name)


def wrote(name: str) -> tuple[str, str]:
    """The partner wrote something; what they wrote stays in the window."""
    title = translate("words", "Your study partner wrote to you")
    if not name:
        return title, translate("words", "Open Gurukul to read it.")
    text = translate("words", "Open Gurukul to read what {name} wrote.")
    return title, text.replace("{name}", isolated(shown_name(name)))


def asked(sentence: str) -> tuple[str, str]:
    """Somebody wants to be a buddy; ``sentence`` is the toast's."""
    return translate("words", "A buddy for your studies"), sentence


def link_filled_in() -> str:
    """A link was followed."""
    return translate("words", "The link filled in what to study. Press Find Partner to begin.")


def report_copied() -> str:
    """What a report holds, as it was copied."""
    return translate(
        "words",
        "The report is copied. It tells of this app, this system, your settings and the last "
        "lines of the log. It holds no names, addresses or messages.",
    )


def _name(snapshot: Snapshot) -> str:
    return isolated(shown_name(snapshot.partner.name)) if snapshot.partner is not None else ""
