"""Signs an ``.app`` from the inside out, and finds out whether it holds.

codesign's ``--deep`` signs everything alike, so also libraries get the app's entitlements, and
it passes over what is not where code is looked for. So every Mach-O file is signed by itself,
then each framework, then the app around them, which seals all.
"""

import plistlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from macos import mach_o

IDENTITY: Final = "GURUKUL_MACOS_IDENTITY"
AD_HOC: Final = "-"
ENTITLEMENTS: Final = Path(__file__).with_name("entitlements.plist")


def identity(environment: Mapping[str, str]) -> str:
    """Who signs: the name of a *Developer ID Application* certificate in the keychain.

    Without one the signature is ad hoc: Apple silicon starts nothing unsigned. Others' Macs then
    refuse the downloaded app until its owner allows it in the privacy settings.
    """
    return environment.get(IDENTITY, "").strip() or AD_HOC


def parts(app: Path, executable: str) -> list[Path]:
    """What is signed before the app itself, in this order.

    Args:
        app: the ``.app``.
        executable: the name of its program, which is signed with the app.
    """
    contents = app / "Contents"
    frameworks = [
        version
        for framework in contents.rglob("*.framework")
        if framework.is_dir() and not framework.is_symlink()
        for version in _versions(framework)
    ]
    # codesign takes the program of a bundle for the bundle.
    with_bundle = {contents / "MacOS" / executable} | {
        version / _stem(version) for version in frameworks
    }
    files = [
        file
        for file in contents.rglob("*")
        if file.is_file()
        and not file.is_symlink()
        and file not in with_bundle
        and mach_o.architectures(file)
    ]
    return _deepest_first(files) + _deepest_first(frameworks)


def sign(path: Path, identity: str, entitlements: Path | None = None) -> list[str]:
    """The command that signs one file, framework, app or disk image.

    A timestamp and the hardened runtime are what notarising asks for. An ad hoc signature has no
    team, so under the hardened runtime the app could not load its own libraries.
    """
    command = ["codesign", "--force", "--sign", identity]
    if identity == AD_HOC:
        command += ["--timestamp=none"]
    else:
        command += ["--timestamp", "--options", "runtime"]
    if entitlements is not None:
        command += ["--entitlements", str(entitlements)]
    return [*command, str(path)]


def sign_app(app: Path, executable: str, identity: str, entitlements: Path) -> list[list[str]]:
    """The commands that sign an ``.app``."""
    inner = [sign(part, identity) for part in parts(app, executable)]
    return [*inner, sign(app, identity, entitlements)]


def write_entitlements(file: Path) -> Path:
    """Write :data:`ENTITLEMENTS` without comments, which codesign's strict parser may refuse."""
    file.write_bytes(plistlib.dumps(plistlib.loads(ENTITLEMENTS.read_bytes())))
    return file


def verify(path: Path) -> list[str]:
    """The command that fails unless everything in ``path`` is signed and unchanged."""
    return ["codesign", "--verify", "--deep", "--strict", "--verbose=2", str(path)]


def assess_app(app: Path) -> list[str]:
    """The command that fails unless Gatekeeper would start a downloaded ``app``."""
    return ["spctl", "--assess", "--type", "execute", "--verbose=2", str(app)]


def assess_image(image: Path) -> list[str]:
    """The command that fails unless Gatekeeper would open a downloaded ``image``."""
    primary = ["--type", "open", "--context", "context:primary-signature"]
    return ["spctl", "--assess", *primary, "--verbose=2", str(image)]


def _versions(framework: Path) -> list[Path]:
    """The folders of a framework that are signed."""
    versions = framework / "Versions"
    if not versions.is_dir():
        return [framework]
    return [
        version for version in versions.iterdir() if version.is_dir() and not version.is_symlink()
    ]


def _stem(version: Path) -> str:
    framework = version if version.suffix == ".framework" else version.parent.parent
    return framework.stem


def _deepest_first(paths: list[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: (-len(path.parts), str(path)))
