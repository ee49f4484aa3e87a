"""The sentences of the settings sheet."""

from pathlib import Path

from gurukul_desktop.errors import MediaError
from gurukul_desktop.ui import device_words
from gurukul_desktop.ui.translation import translate


def same_ringer() -> str:
    """The ringer where none is chosen."""
    return translate("words", "Same as the speaker")


def ringer_sentence(error: MediaError | None, *, away: bool) -> str:
    """Why it does not ring where it was to; empty if it does."""
    if away:
        return translate("words", "It is not connected. The speaker rings instead.")
    if error is not None:
        problem = device_words.media_sentence(error)
        then = translate("words", "Until then the speaker rings instead.")
        return f"{problem} {then}"
    return ""


def name_sentence(*, typed: bool, waits: bool) -> str:
    """What becomes of the name that was written."""
    if typed:
        return translate("words", "For this run the command line decides.")
    if waits:
        return translate("words", "It changes when your search or call is over.")
    return translate("words", "What your partner reads. Empty: the server finds one for you.")


def server_sentence(server: str, *, typed: bool, waits: bool) -> str:
    """Which server is used."""
    if typed:
        return translate("words", "For this run the command line decides.")
    if waits:
        return translate("words", "It is used when your search or call is over.")
    if not server:
        return translate(
            "words",
            "Empty: this computer serves itself, and only its own windows find each other.",
        )
    return translate("words", "It is used now, and from now on.")


def wrong_server() -> str:
    """What was written is no address."""
    return translate(
        "words", "That is no server address. One looks like this: wss://study.example.org"
    )


def reset_sentence(copy: Path | None) -> str:
    """Everything is as at a first start."""
    done = translate("words", "All settings are as at a first start.")
    if copy is None:
        return done
    kept = translate("words", "What was set is kept in {file}.").replace("{file}", copy.name)
    return f"{done} {kept}"


def no_reset() -> str:
    """It was not reset, for no copy could be made."""
    return translate(
        "words", "Nothing was reset: the present settings could not be copied to be kept."
    )
