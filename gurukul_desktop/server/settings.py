"""What an admin may change while the server runs, and which of three sources rules.

The environment (a command-line option counts as such) beats what is stored, which beats
the default. A stored value of no use is passed over, and shown as what it is.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, Literal, get_args
from urllib.parse import urlsplit

from msgspec import Struct

from gurukul_desktop.protocol.messages import ServerSettings, Transport

_log: Final = logging.getLogger(__name__)

Source = Literal["environment", "stored", "default"]

MAX_SERVERS: Final = 8
MAX_URL: Final = 255
_SCHEMES: Final = ("ws", "wss", "http", "https")
_TRANSPORTS: Final[tuple[str, ...]] = get_args(Transport)


class SettingError(ValueError):
    """A value that a setting cannot have, or a change that has no effect; one sentence."""


def parse_transport(text: str) -> str:
    """A way to carry messages.

    Raises:
        SettingError: none of those there are.
    """
    if text.strip() not in _TRANSPORTS:
        raise SettingError(f"The transport is one of {', '.join(_TRANSPORTS)}, not {text[:40]!r}.")
    return text.strip()


def parse_servers(text: str) -> str:
    """Addresses of servers between spaces, line ends or commas; each once, spaces between.

    Raises:
        SettingError: too many of them, or one is no ``ws``, ``wss``, ``http`` or ``https``
            address of a host.
    """
    urls = list(dict.fromkeys(text.replace(",", " ").split()))
    if len(urls) > MAX_SERVERS:
        raise SettingError(f"At most {MAX_SERVERS} servers, not {len(urls)}.")
    for url in urls:
        if not _is_server(url):
            raise SettingError(
                f"{url[:80]!r} is not a server address such as wss://study.example.org/ws."
            )
    return " ".join(urls)


def _is_server(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port  # raises if it is no number from 0 to 65535
    except ValueError:
        return False
    return (
        len(url) <= MAX_URL
        and url.isascii()
        and url.isprintable()
        and parts.scheme in _SCHEMES
        and bool(parts.hostname)
        and port != 0
        and parts.username is None
        and not parts.fragment
    )


def number_up_to(most: int) -> Callable[[str], str]:
    """Reads a whole number from 0 to ``most``."""

    def parse(text: str) -> str:
        digits = text.strip()
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 12 or int(digits) > most:
            raise SettingError(f"A whole number from 0 to {most} is wanted, not {text[:40]!r}.")
        return str(int(digits))

    return parse


class Setting(Struct, frozen=True):
    """One thing that may be changed.

    Attributes:
        key: its name in the store; in the environment it is ``GURUKUL_`` and this in capitals.
        parse: from what was typed to the one way in which it is stored.
        most: the largest number; None where it is no number.
    """

    key: str
    label: str
    hint: str
    parse: Callable[[str], str]
    most: int | None = None

    @property
    def variable(self) -> str:
        """The variable of the environment."""
        return f"GURUKUL_{self.key.upper()}"


def _limit(key: str, label: str, most: int, hint: str = "0 is no limit.") -> Setting:
    return Setting(key, label, hint, number_up_to(most), most)


SETTINGS: Final = (
    Setting(
        "transport",
        "Transport",
        "Auto: WebSocket, and HTTP where WebSockets do not get through.",
        parse_transport,
    ),
    Setting(
        "servers",
        "Server addresses",
        "One a line; students' apps use them from their next connection on."
        " Empty: the address that each app was given.",
        parse_servers,
    ),
    _limit("finds_per_minute", "Searches of one user in a minute", 10_000),
    _limit("messages_per_second", "Messages of one connection in a second", 10_000),
    _limit(
        "bytes_per_second",
        "Bytes of one connection in a second",
        100_000_000,
        "0 is no limit. Short bursts may be larger.",
    ),
    _limit("connections_per_user", "New connections of one user in a minute", 1_000),
    _limit(
        "connections_per_address",
        "Connections of one address",
        100_000,
        "0 is no limit. Loopback is not counted.",
    ),
)


class Ruling(Struct, frozen=True):
    """The value of one setting, and why it is so.

    Attributes:
        stored: what is stored, whether it rules or not.
        problem: what is wrong with it; empty if nothing is.
    """

    value: str
    source: Source
    stored: str | None
    problem: str


class LiveSettings:
    """What rules now in this instance.

    Args:
        given: the value of each setting from the command line, the environment or the
            default; what is left out cannot be changed here.
        fixed: those of them that were given on purpose, so that nothing stored beats them.
    """

    def __init__(self, given: Mapping[str, str | int], fixed: Collection[str] = ()) -> None:
        self._given = {
            setting.key: setting.parse(str(given[setting.key]))
            for setting in SETTINGS
            if setting.key in given
        }
        self._fixed = frozenset(fixed)
        self.rulings: dict[str, Ruling] = {}
        self.take({})

    def take(self, stored: Mapping[str, str]) -> None:
        """These are the stored settings now. A key that is not known means nothing."""
        self.rulings = {
            setting.key: self._rule(setting, stored.get(setting.key))
            for setting in SETTINGS
            if setting.key in self._given
        }

    def _rule(self, setting: Setting, stored: str | None) -> Ruling:
        given, problem = self._given[setting.key], ""
        value = None
        if stored is not None:
            try:
                value = setting.parse(stored)
            except SettingError as error:
                problem = str(error)
                _log.warning("the stored setting %s is ignored: %s", setting.key, problem)
        if setting.key in self._fixed:
            return Ruling(given, "environment", stored, problem)
        if value is None:
            return Ruling(given, "default", stored, problem)
        return Ruling(value, "stored", stored, problem)

    @property
    def for_clients(self) -> ServerSettings:
        """What clients are told, in ``welcome`` and when it changes."""
        transport: Any = self._value("transport", "auto")  # one of Transport: it was parsed
        return ServerSettings(transport, tuple(self._value("servers", "").split()))

    @property
    def limits(self) -> dict[str, int]:
        """Every limit by its key; 0 is none."""
        return {
            setting.key: int(self.rulings[setting.key].value)
            for setting in SETTINGS
            if setting.most is not None and setting.key in self.rulings
        }

    def _value(self, key: str, otherwise: str) -> str:
        return self.rulings[key].value if key in self.rulings else otherwise

    def checked(self, changes: Mapping[str, str | None]) -> dict[str, str | None]:
        """These changes as they are stored; None forgets what is stored.

        Raises:
            SettingError: an unknown setting, a value of no use, or one that the environment
                rules, so that storing it would change nothing.
        """
        known = {setting.key: setting for setting in SETTINGS if setting.key in self.rulings}
        proper: dict[str, str | None] = {}
        for key, value in changes.items():
            if key not in known:
                raise SettingError(f"There is no setting {key[:40]!r}.")
            if value is not None and key in self._fixed:
                raise SettingError(
                    f"{known[key].label}: set when the server was started"
                    f" ({known[key].variable} or the command line), which rules over this page."
                )
            try:
                proper[key] = None if value is None else known[key].parse(value)
            except SettingError as error:
                raise SettingError(f"{known[key].label}: {error}") from None
        return proper
