"""A command as one statement: the function of the database that does it, and its arguments."""

from typing import Final

import msgspec
from msgspec import Struct

from gurukul_desktop.server.names import clean_name
from gurukul_desktop.server.stores.commands import (
    Arrive,
    Befriend,
    Cancel,
    Command,
    Depart,
    End,
    Find,
    MediaFlows,
    Relay,
    Report,
    Skip,
    Unfriend,
)
from gurukul_desktop.server.stores.events import Relayed, encode_event


class Statement(Struct, frozen=True):
    """One statement with its arguments, the calling instance before them as ``$1``."""

    sql: str
    arguments: tuple[object, ...]


def delivering(happening: str) -> str:
    """A statement for an expression that gives what happened, and delivers it."""
    return f"select instance, user_id, event, key from gurukul.deliver($1, {happening})"


_ZERO: Final = "\ufdd0"
"""Stands for a zero character: Unicode keeps it for use inside a program."""

_ARRIVE: Final = delivering("gurukul.arrive($1, $2, $3, $4)")
_DEPART: Final = delivering("gurukul.depart($2, $3)")
_SEEK: Final = delivering("gurukul.seek($1, $2, $3, $4, $5, $6, $7)")
_CANCEL: Final = delivering("gurukul.cancel($2)")
_LEAVE: Final = delivering("gurukul.leave($2, $3, $4, $5)")
_REPORT: Final = delivering("gurukul.report($2, $3, $4, $5)")
_MEDIA_FLOWS: Final = delivering("gurukul.media_flows($2, $3)")
_RELAY: Final = delivering("gurukul.relay($2, $3, $4, $5, $6)")
_BEFRIEND: Final = delivering("gurukul.befriend($2, $3, $4)")
_UNFRIEND: Final = delivering("gurukul.unfriend($2, $3, $4, $5)")

CLAIM: Final = delivering("gurukul.claim($2)")
CLAIM_AND_PLACE: Final = delivering("gurukul.claim($2) || gurukul.place($2)")


def statement(command: Command, again: bool, key: str) -> Statement:
    """How the database carries out a command.

    Args:
        again: an earlier attempt may have succeeded unseen.
        key: names this command, if it is a signal, among all; the same when it is repeated.
    """
    user = clean(command.user)
    match command:
        case Arrive():
            name = clean_name(command.name) if command.name else ""
            return Statement(_ARRIVE, (user, clean(command.arrival), clean(name)))
        case Depart():
            return Statement(_DEPART, (user, clean(command.arrival)))
        case Find():
            wish = command.wish
            topics = [clean(topic) for topic in wish.topics]
            wanted = (user, wish.mode, wish.media, topics, wish.hide_address, again)
            return Statement(_SEEK, wanted)
        case Cancel():
            return Statement(_CANCEL, (user,))
        case Skip():
            return Statement(_LEAVE, (user, clean(command.session), "skipped", again))
        case End():
            return Statement(_LEAVE, (user, clean(command.session), "ended", again))
        case Report():
            told = (user, clean(command.session), command.reason, clean(command.note))
            return Statement(_REPORT, told)
        case MediaFlows():
            return Statement(_MEDIA_FLOWS, (user, clean(command.session)))
        case Relay():
            signal = Relayed(command.partner, command.session, command.data)
            event = encode_event(signal).decode()
            to = (user, clean(command.partner), clean(command.session), event, key)
            return Statement(_RELAY, to)
        case Befriend():
            return Statement(_BEFRIEND, (user, _known(command.session), _known(command.partner)))
        case Unfriend():
            whom = (user, _known(command.session), _known(command.partner), again)
            return Statement(_UNFRIEND, whom)


def clean(text: str) -> str:
    """Text as PostgreSQL can store it: it has no zero character, and no half of a pair."""
    if text.isascii():
        return text.replace("\0", _ZERO)
    text = text.replace(_ZERO, "\ufffd").replace("\0", _ZERO)
    return text.encode("utf-8", "replace").decode()


def restored(text: str) -> str:
    """What :func:`clean` was given."""
    return text if text.isascii() else text.replace(_ZERO, "\0")


def restored_json(text: str) -> str:
    """JSON that was made of cleaned texts, as JSON of the texts themselves."""
    return text if text.isascii() else text.replace(_ZERO, "\\u0000")


def _known(id_: str | None) -> str | None:
    return None if id_ is None else clean(id_)


def as_json(value: object) -> str:
    """A value as an argument of type ``jsonb``."""
    return msgspec.json.encode(value).decode()
