"""Every file of a clean system before and after: what an installed package left behind."""

import hashlib
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from smoke.root import HOME

Listing = Mapping[str, str]
"""Path below the root, with a slash before it, and what is there in words that can be compared."""

VIRTUAL: Final = ("/proc", "/sys", "/dev")
"""Not files of the system: the kernel's."""

KEPT: Final = {
    "/var/log/apt": "apt's log",
    "/var/log/dpkg.log": "dpkg's log",
    "/var/cache/apt": "apt's index of the packages, and the packages themselves",
    "/var/cache/debconf": "what debconf asked, with the copies that it keeps of it",
    "/var/cache/ldconfig": "what ldconfig knows of libraries that it has looked at",
    "/var/lib/dpkg/status": "dpkg's list of packages, which was compared by itself",
    "/var/lib/dpkg/status-old": "the copy of it",
    "/var/lib/apt/extended_states": "which packages apt installed by itself",
    HOME: "what the student made with the app, which no package removes",
}
"""What may differ, each with the reason; below a folder everything."""


@dataclass(frozen=True)
class Difference:
    """What two listings differ in, without what may differ.

    Attributes:
        added, gone, changed: paths.
        kept: the entries of :data:`KEPT` that explained something.
    """

    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    kept: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.changed)

    def lines(self) -> list[str]:
        """One a path."""
        return [
            *(f"left behind: {path}" for path in self.added),
            *(f"gone: {path}" for path in self.gone),
            *(f"changed: {path}" for path in self.changed),
        ]


def listing(root: Path) -> Listing:
    """Everything in a system's folder, not following links."""
    found = {}
    for folder, folders, files in os.walk(root):
        inside = "/" + Path(folder).relative_to(root).as_posix().removeprefix(".")
        inside = inside.rstrip("/")
        folders[:] = [name for name in folders if f"{inside}/{name}" not in VIRTUAL]
        for name in (*folders, *files):
            found[f"{inside}/{name}"] = _entry(Path(folder, name))
    return found


def compare(before: Listing, after: Listing, kept: Mapping[str, str] = KEPT) -> Difference:
    """What an installation and its removal changed."""
    explained: set[str] = set()

    def left(paths: set[str]) -> tuple[str, ...]:
        unexplained = []
        for path in sorted(paths):
            reason = next((name for name in kept if _within(path, name)), None)
            if reason is None:
                unexplained.append(path)
            else:
                explained.add(reason)
        return tuple(unexplained)

    both = before.keys() & after.keys()
    added = left(set(after.keys() - before.keys()))
    gone = left(set(before.keys() - after.keys()))
    changed = left({path for path in both if before[path] != after[path]})
    return Difference(added, gone, changed, tuple(sorted(explained)))


def _within(path: str, name: str) -> bool:
    return re.match(re.escape(name) + r"(?:/|$)", path) is not None


def _entry(path: Path) -> str:
    """Kind, rights, owner, and the content of a file or a link."""
    facts = path.lstat()
    words = f"{stat.filemode(facts.st_mode)} {facts.st_uid}:{facts.st_gid}"
    if stat.S_ISLNK(facts.st_mode):
        return f"{words} {os.readlink(path)}"
    if stat.S_ISREG(facts.st_mode):
        with path.open("rb") as file:
            return f"{words} {hashlib.file_digest(file, 'sha256').hexdigest()}"
    return words
