"""The parts of the app, each with its licence and the texts that have to go with it."""

import importlib.metadata
import json
import platform
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from licensing import spdx
from licensing.inventory import Entry, Installed, Inventory
from licensing.system_packages import Package
from licensing.table import Library, Table, text

_LICENCE_FILE: Final = re.compile(r"(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*$", re.IGNORECASE)
_NO_TEXT: Final = (".py", ".pyc")
_SOURCE_LABELS: Final = ("source", "source code", "repository", "code", "github", "homepage")


@dataclass(frozen=True)
class Text:
    """A text that goes with a part, such as its licence."""

    title: str
    body: str


@dataclass(frozen=True)
class Component:
    """One part of the app.

    Attributes:
        name: as people know it.
        version: may be empty where nothing tells it.
        licence: an SPDX expression.
        origin: how it came into the app.
        source: where its source is.
        files: its libraries in the bundle.
        note: what else there is to say.
        texts: what has to go with it, apart from the standard texts of licences.
    """

    name: str
    version: str
    licence: str
    origin: str
    source: str
    files: tuple[str, ...] = ()
    note: str = ""
    texts: tuple[Text, ...] = ()

    @property
    def title(self) -> str:
        """Name, version and licence in one line."""
        return f"{' '.join(filter(None, (self.name, self.version)))} ({self.licence})"


class Parts:
    """Makes the components of an inventory.

    Args:
        table: what is known of libraries.
        installed: the environment that the bundle was made from.
    """

    def __init__(self, table: Table, installed: Installed) -> None:
        self._table = table
        self._installed = installed
        self.problems: list[str] = []
        """What keeps a component from being made, in words for the packager."""

    def components(self, inventory: Inventory) -> list[Component]:
        """Every part that is not this project's own, sorted by name."""
        made: list[Component] = []
        if inventory.python:
            made.append(self._python())
        for name, entries in inventory.distributions.items():
            made += self._distribution(name, entries)
        for (key, package), found in inventory.libraries.items():
            entries = [entry for entry, _ in found]
            owners = sorted({owner for _, owner in found} - {""})
            made.append(self._library(self._table.libraries[key], owners, package, entries))
        for each in made:
            self._check(each)
        return sorted(made, key=lambda each: (each.name.lower(), each.version, each.origin))

    def _python(self) -> Component:
        row = self._table.libraries["python"]
        folder = Path(sysconfig.get_path("stdlib"))
        kept = [folder / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
        texts = [Text("LICENSE.txt", _read(each)) for each in kept if each.is_file()][:1]
        texts += [Text(_kept_title(name), text(name)) for name in row.texts]
        return Component(
            name=row.name,
            version=platform.python_version(),
            licence=row.licence,
            origin="the Python that built the app",
            source=row.source,
            note=row.note.strip(),
            texts=tuple(texts),
        )

    def _distribution(self, name: str, entries: list[Entry]) -> Iterator[Component]:
        found = self._installed.distributions[name]
        row = self._table.distribution(name)
        metadata = found.metadata
        title = f"{metadata['Name']} {metadata['Version']}"
        licence = row.licence or metadata.get("License-Expression") or metadata.get("License") or ""
        if not licence:
            self.problems.append(f"{title}: its metadata names no licence")
            return
        texts = [Text(each.name, _read(Path(str(each.locate())))) for each in _licence_files(found)]
        texts += [Text(_kept_title(each), text(each)) for each in row.texts]
        if row.bill:
            texts.append(self._bill(found, title))
        yield Component(
            name=metadata["Name"],
            version=metadata["Version"],
            licence=licence,
            origin="a distribution of the Python Package Index",
            source=_project_page(metadata),
            note=row.note.strip(),
            texts=tuple(texts),
        )
        modules = [entry for entry in entries if entry[2] == "EXTENSION"]
        for key in row.contains:
            yield self._library(self._table.libraries[key], [name], None, modules, within=True)

    def _bill(self, found: importlib.metadata.Distribution, title: str) -> Text:
        """What a bill of materials in CycloneDX's form names, after its licences are checked."""
        lines: list[str] = []
        for file in found.files or ():
            if file.parent.name != "sboms" or file.suffix != ".json":
                continue
            for part in json.loads(_read(Path(str(file.locate())))).get("components", ()):
                named = [_named_licence(each) for each in part.get("licenses", ())]
                line = f"{part['name']} {part['version']}"
                lines.append(f"{line} ({' AND '.join(named)})" if named else line)
                if named:
                    self._fits(" AND ".join(f"({each})" for each in named), f"{line} in {title}")
        if not lines:
            self.problems.append(f"{title}: its bill of materials is not in the distribution")
        return Text("What its bill of materials names", "\n".join(sorted(lines)))

    def _library(
        self,
        library: Library,
        owners: list[str],
        package: Package | None,
        entries: list[Entry],
        *,
        within: bool = False,
    ) -> Component:
        texts = [Text(_kept_title(name), text(name)) for name in library.texts]
        version, source, origin = "", library.source, "the build machine"
        note = library.note.strip()
        if package is not None:
            texts = [Text(_kept_title(package.source), package.copyright)]
            version = package.version
            origin = package.system
            source = f"the source package {package.source} {package.version} of {package.system}"
        else:
            if owners:
                found = [self._installed.distributions[owner].metadata for owner in owners]
                named = " and ".join(f"{each['Name']} {each['Version']}" for each in found)
                origin = f"compiled into {named}" if within else f"inside {named}"
                if library.within:
                    note = f"{note}\nIts licence stands under {named}.".strip()
            version = _version(library.version, entries)
            if library.report:
                texts.append(Text("How it was built", _report(library.report)))
        return Component(
            name=library.name,
            version=version,
            licence=library.licence,
            origin=origin,
            source=source,
            files=()
            if within
            else tuple(sorted(name.replace("\\", "/") for name, _, _ in entries)),
            note=note,
            texts=tuple(texts),
        )

    def _check(self, component: Component) -> None:
        where = f"{component.name} ({component.origin})"
        self._fits(component.licence, where)
        for each in component.texts:
            if "--enable-nonfree" in each.body and each.title == "How it was built":
                self.problems.append(f"{where}: it was built with parts that nobody may pass on")
        if component.texts or "Its licence stands under" in component.note:
            return
        try:
            names = spdx.parse(component.licence).identifiers
        except spdx.LicenceError:
            return
        if lacking := sorted(names - spdx.STANDARD_TEXTS.keys() - spdx.WITHOUT_TEXT):
            self.problems.append(f"{where}: there is no text for {', '.join(lacking)}")

    def _fits(self, licence: str, where: str) -> None:
        try:
            fits = spdx.parse(licence).compatible
        except spdx.LicenceError as error:
            self.problems.append(f"{where}: {error}")
        else:
            if not fits:
                self.problems.append(f"{where}: {licence} may not be part of a work under GPL-3")


def standard_texts(components: Iterable[Component]) -> set[str]:
    """The names of the standard texts that the components' licences and texts mean."""
    # What Debian's copyright files refer to; the bare names are the newest version's.
    refers = re.compile(r"common-licenses/([A-Za-z0-9.-]*[A-Za-z0-9])")
    newest = {"GPL": "GPL-3", "LGPL": "LGPL-3", "GPL-1": "GPL-2"}
    kept = {name for names in spdx.STANDARD_TEXTS.values() for name in names}
    found: set[str] = set()
    for each in components:
        for identifier in spdx.parse(each.licence).identifiers:
            found |= set(spdx.STANDARD_TEXTS.get(identifier, ()))
        for body in each.texts:
            found |= {newest.get(name, name) for name in refers.findall(body.body)} & kept
    return found


def _licence_files(
    found: importlib.metadata.Distribution,
) -> list[importlib.metadata.PackagePath]:
    named = {str(each) for each in found.metadata.get_all("License-File") or ()}
    return [
        file
        for file in sorted(found.files or (), key=str)
        if file.parts[0].endswith(".dist-info")
        and file.suffix not in _NO_TEXT
        and (
            "licenses" in file.parts[1:-1]
            or PurePosixPath(*file.parts[1:]).as_posix() in named
            or (len(file.parts) == 2 and _LICENCE_FILE.match(file.name))
        )
    ]


def _kept_title(name: str) -> str:
    return f"Copyright and licence of {name}"


def _project_page(metadata: importlib.metadata.PackageMetadata) -> str:
    pages = {}
    for each in metadata.get_all("Project-URL") or ():
        label, _, page = str(each).partition(",")
        pages[label.strip().lower()] = page.strip()
    for label in _SOURCE_LABELS:
        if label in pages:
            return pages[label]
    return metadata.get("Home-page") or "its source archive at the Python Package Index"


def _named_licence(entry: Mapping[str, object]) -> str:
    licence = entry.get("license")
    if isinstance(licence, Mapping):
        return str(licence.get("id") or licence.get("name"))
    return str(entry.get("expression"))


def _version(pattern: str, entries: Iterable[Entry]) -> str:
    if not pattern:
        return ""
    looked = re.compile(pattern.encode())
    for _, path, _ in entries:
        if (file := Path(path)).is_file() and (found := looked.search(file.read_bytes())):
            return found[1].decode().rstrip(".")
    return ""


def _report(module: str) -> str:
    command = [sys.executable, "-m", module, "--version"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
