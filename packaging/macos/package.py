"""The app as macOS users install it: a disk image with the app in it.

``Gurukul-VERSION-macos-ARCHITECTURE.dmg``, for the processor that it was built on: PySide6 is
universal, but PyAV, NumPy and the other wheels with machine code are for one processor each, so
a universal app would be two builds put together by hand.

======================================  =========================================================
``GURUKUL_MACOS_IDENTITY``              signs: the name of a Developer ID Application certificate
``GURUKUL_NOTARY_PROFILE``              notarises, by a profile in the keychain
``GURUKUL_NOTARY_KEY``, ``…_KEY_ID``,   notarises, by a key file of App Store Connect
``GURUKUL_NOTARY_ISSUER``
======================================  =========================================================
"""

import os
import plistlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from macos import bundle_plist, disk_image, mach_o, notary, signing
from macos.commands import Unfit, run


@dataclass(frozen=True, slots=True)
class Built:
    """What is known of an ``.app``.

    Attributes:
        executable: the name of its program.
        version: the app's.
        architecture: the processor that its program is for, or ``universal2``.
    """

    executable: str
    version: str
    architecture: str


def build(app: Path, out: Path, environment: Mapping[str, str] = os.environ) -> list[Path]:
    """Sign the app, make its disk image, and have that notarised, as the environment says.

    Args:
        app: ``Gurukul.app``, as PyInstaller's ``BUNDLE`` left it.
        out: where the image goes.
        environment: read for the variables above.

    Returns:
        The files that were made.

    Raises:
        Unfit: the app or the environment does not do, or a tool failed.
    """
    identity = signing.identity(environment)
    credentials = notary.credentials(environment)
    if credentials and identity == signing.AD_HOC:
        raise Unfit(f"Only a signed app can be notarised: set {signing.IDENTITY}.")
    built = inspect(app)
    bundle_plist.write_translations(app)
    with tempfile.TemporaryDirectory() as work:
        entitlements = signing.write_entitlements(Path(work, signing.ENTITLEMENTS.name))
        for command in signing.sign_app(app, built.executable, identity, entitlements):
            run(command)
    run(signing.verify(app))
    image = out / disk_image.name(built.version, built.architecture)
    disk_image.write(app, image, f"Gurukul {built.version}", run)
    if identity != signing.AD_HOC:
        run(signing.sign(image, identity))
        run(signing.verify(image))
    if credentials:
        _notarise(image, credentials)
        run(signing.assess_image(image))
        run(signing.assess_app(app))
    return [image]


def inspect(app: Path) -> Built:
    """Look at an ``.app`` before anything is done to it.

    Raises:
        Unfit: it is not the app, or cannot be started.
    """
    try:
        plist = plistlib.loads((app / "Contents" / "Info.plist").read_bytes())
        executable = str(plist["CFBundleExecutable"])
        version = str(plist["CFBundleShortVersionString"])
    except (OSError, plistlib.InvalidFileException, KeyError):
        raise Unfit(f"{app} is no app: its Info.plist cannot be read.") from None
    if plist.get("CFBundleIdentifier") != bundle_plist.IDENTIFIER:
        raise Unfit(f"{app} is another app: {plist.get('CFBundleIdentifier')}.")
    program = app / "Contents" / "MacOS" / executable
    architectures = mach_o.architectures(program) if program.is_file() else []
    if not architectures:
        raise Unfit(f"{program} is no program for macOS.")
    return Built(executable, version, architectures[0] if len(architectures) == 1 else "universal2")


def _notarise(image: Path, credentials: list[str]) -> None:
    submission, good = notary.accepted(run(notary.submit(image, credentials)))
    if not good:
        raise Unfit(f"Apple refused {image.name}: {run(notary.reasons(submission, credentials))}")
    run(notary.staple(image))
    run(notary.check(image))
