"""The ``.deb`` in a clean system: installed, run by a plain user, removed without a trace."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from smoke import sources
from smoke.listing import KEPT, compare, listing
from smoke.program import Program
from smoke.root import EXCHANGE, HOME, PATH, USER, Root
from smoke.steps import Failed, Steps
from smoke.trials import seat, try_call, try_window, try_words

BUNDLE: Final = "usr/lib/gurukul"
COMMAND: Final = "/usr/bin/gurukul"
SOUND: Final = "libasound2-plugins"
"""What leads from ALSA to a sound server: a desktop has it, a clean root has not."""


@dataclass(frozen=True)
class Wish:
    """Where the package is tried.

    Attributes:
        package: the ``.deb``.
        suite: of the clean system, such as ``bookworm``.
        mirror: where it is fetched from; empty is where this machine gets that suite.
        roots: a folder that keeps what was fetched for the next time.
        pictures: where the photographs go.
        seconds: how long the call lasts.
    """

    package: Path
    suite: str
    mirror: str
    roots: Path
    pictures: Path
    seconds: float


def obstacle(wish: Wish, effective_user: int) -> str:
    """Why a clean system cannot be made here, as a sentence; empty if it can."""
    if effective_user != 0:
        return "Making a clean root and entering it takes root's rights."
    for program in ("debootstrap", "unshare", "chroot"):
        if shutil.which(program) is None:
            return f"{program} is not installed."
    if not wish.mirror and sources.mirror_of(wish.suite) is None:
        return f"This machine's package sources have no {wish.suite}: name a mirror with --mirror."
    return ""


def try_package(steps: Steps, wish: Wish, version: str, work: Path) -> None:
    """All of it.

    Args:
        work: an empty folder for the root and what goes in and out.

    Raises:
        Failed: something is not as it must be.
    """
    exchange, logs = work / "exchange", work / "logs"
    for folder in (exchange, logs, wish.roots / "archives"):
        folder.mkdir(parents=True, exist_ok=True)
    exchange.chmod(0o1777)
    root = Root(work / "root", exchange, wish.roots / "archives")
    mirror = wish.mirror or sources.mirror_of(wish.suite) or ""
    parts = sources.components(wish.suite)
    root.make(wish.suite, mirror, parts, wish.roots / wish.suite)
    root.apt("update")
    root.run("useradd", "--create-home", "--shell", "/bin/sh", USER)
    steps.done(
        f"a clean {wish.suite} of {len(root.packages())} packages, and a user without rights"
    )

    packages, before = root.packages(), listing(root.folder)
    shutil.copy(wish.package, exchange / "gurukul.deb")
    root.apt("install", "--no-install-recommends", f"{EXCHANGE}/gurukul.deb")
    came = root.packages().keys() - packages.keys()
    steps.done(f"installed, with {len(came) - 1} packages that it depends on")

    environment = {"HOME": HOME, "PATH": PATH, "LANG": "C.UTF-8"}
    bundle = root.folder / BUNDLE
    bare = Program(root.command(COMMAND, user=USER), bundle, logs, environment)
    try_words(steps, bare, version)
    with seat() as (display, door, folders):
        command = root.command(COMMAND, user=USER, shared=folders)
        app = Program(command, bundle, logs, environment, root.folder)
        try_window(steps, app, display, door, wish.pictures / f"{wish.suite}-window.png")
        root.apt("install", "--no-install-recommends", SOUND)
        pictures = wish.pictures / wish.suite
        pictures.mkdir(exist_ok=True)
        try_call(steps, app, door, wish.seconds, (exchange, EXCHANGE), pictures)

    root.apt("purge", "gurukul", SOUND)
    # Without these, apt keeps what a package of the root would have liked to have beside it.
    settings = [f"APT::AutoRemove::{kind}Important=false" for kind in ("Recommends", "Suggests")]
    root.apt("autoremove", "--purge", *(word for setting in settings for word in ("-o", setting)))
    _check_removed(steps, root, packages, before)


def _check_removed(
    steps: Steps, root: Root, packages: dict[str, str], before: dict[str, str]
) -> None:
    after = root.packages()
    if after != packages:
        odd = sorted(set(after.items()) ^ set(packages.items()))
        raise Failed("The packages are not those of before.", "\n".join(map(" ".join, odd)))
    difference = compare(before, listing(root.folder))
    if difference:
        lines = difference.lines()
        raise Failed(
            f"Removing the package left {len(lines)} traces: {lines[0]}.", "\n".join(lines)
        )
    for name in difference.kept:
        steps.done(f"may differ: {name}, {KEPT[name]}")
    steps.done(f"removed: all of {len(before)} files and folders are as they were")


def unpack(archive: Path, folder: Path) -> Path:
    """Unpack a ``.tar.gz`` as a student does; returns the program in it.

    Raises:
        Failed: there is not one program in it.
    """
    subprocess.run(["tar", "-xzf", str(archive), "-C", str(folder)], check=True)
    found: Sequence[Path] = [path for path in folder.glob("*/gurukul") if path.is_file()]
    if len(found) != 1:
        raise Failed(f"{archive.name} does not hold one folder with the program gurukul.")
    return found[0]
