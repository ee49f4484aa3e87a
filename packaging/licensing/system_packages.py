"""What the Debian or Ubuntu of the build machine says of the libraries taken from it."""

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DOCUMENTS: Final = Path("/usr/share/doc")
_FOUND: Final = re.compile(r"^(?P<package>[a-z0-9][^\s:]*(?::\w+)?): (?P<path>/.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Package:
    """The source package that a library was built from.

    Attributes:
        system: the name of the system, such as "Debian GNU/Linux 12 (bookworm)".
        copyright: what the package's ``copyright`` file says.
    """

    system: str
    source: str
    version: str
    copyright: str


def packages(paths: Iterable[str]) -> dict[str, Package]:
    """The packages of those files that belong to one; nothing where there is no ``dpkg``."""
    if shutil.which("dpkg-query") is None:
        return {}
    # A package names a file as it was packed: before /lib became a link to /usr/lib, or after.
    names: dict[str, str] = {}
    for path in paths:
        for name in {path, str(Path(path).resolve())}:
            for spelt in {name, f"/usr{name}", name.removeprefix("/usr")}:
                names.setdefault(spelt, path)
    if not names:
        return {}
    found = _FOUND.findall(_answer("dpkg-query", "--search", *sorted(names)))
    owners = {names[path]: package for package, path in sorted(found) if path in names}
    described = _described(set(owners.values()))
    return {path: described[package] for path, package in owners.items() if package in described}


def _described(names: set[str]) -> dict[str, Package]:
    if not names:
        return {}
    system = platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
    fields = "${binary:Package}\\t${Package}\\t${source:Package}\\t${source:Version}\\n"
    answer = _answer("dpkg-query", "--show", f"--showformat={fields}", *sorted(names))
    made: dict[str, Package] = {}
    for line in answer.splitlines():
        full, name, source, version = line.split("\t")
        file = DOCUMENTS / name / "copyright"
        if file.is_file():
            words = file.read_text(encoding="utf-8", errors="replace")
            made[full] = made[name] = Package(system, source, version, words)
    return {name: made[name] for name in names if name in made}


def _answer(*command: str) -> str:
    # It ends with status 1 when one of many is unknown; the rest is in its answer all the same.
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return run.stdout
