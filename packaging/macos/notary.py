"""Has Apple look at the disk image and vouch for it, so that a downloaded app just starts.

notarytool takes a keychain profile, made once by ``xcrun notarytool store-credentials``, or a key
file of App Store Connect with its two identifiers. The third way, an Apple ID with a password,
would put a secret on the command line, so it is not offered.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from macos.commands import Unfit

PROFILE: Final = "GURUKUL_NOTARY_PROFILE"
KEY: Final = "GURUKUL_NOTARY_KEY"
KEY_ID: Final = "GURUKUL_NOTARY_KEY_ID"
ISSUER: Final = "GURUKUL_NOTARY_ISSUER"
PATIENCE: Final = "30m"


def credentials(environment: Mapping[str, str]) -> list[str]:
    """How notarytool proves who asks, as its options; empty if nobody is to be asked.

    Raises:
        Unfit: the environment names a part of a key only, or a key that is not there.
    """
    values = {name: environment.get(name, "").strip() for name in (PROFILE, KEY, KEY_ID, ISSUER)}
    if values[PROFILE]:
        return ["--keychain-profile", values[PROFILE]]
    missing = [name for name in (KEY, KEY_ID, ISSUER) if not values[name]]
    if len(missing) == 3:
        return []
    if missing:
        raise Unfit(f"Notarising needs {' and '.join(missing)} too (or {PROFILE} alone).")
    if not Path(values[KEY]).is_file():
        raise Unfit(f"{KEY} names no file: {values[KEY]}")
    return ["--key", values[KEY], "--key-id", values[KEY_ID], "--issuer", values[ISSUER]]


def submit(image: Path, credentials: list[str]) -> list[str]:
    """The command that hands in ``image`` and waits; :func:`accepted` reads what it says."""
    command = ["xcrun", "notarytool", "submit", str(image), *credentials]
    return [*command, "--wait", "--timeout", PATIENCE, "--output-format", "json"]


def reasons(submission: str, credentials: list[str]) -> list[str]:
    """The command that tells why an image was refused."""
    return ["xcrun", "notarytool", "log", submission, *credentials]


def staple(image: Path) -> list[str]:
    """The command that puts Apple's word into ``image``, for Macs that are offline."""
    return ["xcrun", "stapler", "staple", str(image)]


def check(image: Path) -> list[str]:
    """The command that fails unless Apple's word is in ``image``."""
    return ["xcrun", "stapler", "validate", str(image)]


def accepted(answer: str) -> tuple[str, bool]:
    """The submission's identifier, and whether it was accepted. notarytool may end well though not.

    Raises:
        Unfit: the answer is not what notarytool says.
    """
    try:
        said = json.loads(answer)
        return str(said["id"]), said["status"] == "Accepted"
    except (ValueError, KeyError, TypeError):
        raise Unfit(f"notarytool said something unknown: {answer.strip()}") from None
