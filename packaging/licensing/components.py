"""The parts of the app, each with its licence and the texts that have to go with it."""

import importlib.metadata
import platform
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from licensing import metadata, spdx
from licensing.inventory import Entry, Installed, Inventory
from licensing.system_packages import Package
from licensing.table import Library, Table, text


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
        elsewhere: what has to go with it is among the texts of what brought it.
    """

    name: str
    version: str
    licence: str
    origin: str
    source: str
    files: tuple[str, ...] = ()
    note: str = ""
    texts: tuple[Text, ...] = ()
    elsewhere: bool = False

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
            library = self._table.libraries[key]
            entries = [entry for entry, _ in found]
            owners = sorted({owner for _, owner in found} - {""})
            if package is not None:
                made.append(_packaged(library, package, entries))
            else:
                made.append(self._brought(library, owners, entries))
        for each in made:
            self._check(each)
        return sorted(made, key=lambda each: (each.name.lower(), each.version, each.origin))

    def _python(self) -> Component:
        row = self._table.libraries["python"]
        folder = Path(sysconfig.get_path("stdlib"))
        kept = [folder / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
        texts = [
            Text("LICENSE.txt", each.read_text(encoding="utf-8")) for each in kept if each.is_file()
        ][:1]
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
        told = found.metadata
        title = self._title(name)
        licence = row.licence or told.get("License-Expression") or told.get("License") or ""
        if not licence:
            self.problems.append(f"{title}: its metadata names no licence")
            return
        texts = [Text(each.name, metadata.read(each)) for each in metadata.licence_files(found)]
        texts += [Text(_kept_title(each), text(each)) for each in row.texts]
        if row.bill:
            texts.append(self._bill(found, title))
        yield Component(
            name=told["Name"],
            version=told["Version"],
            licence=licence,
            origin="a distribution of the Python Package Index",
            source=metadata.project_page(told),
            note=row.note.strip(),
            texts=tuple(texts),
        )
        modules = [entry for entry in entries if entry[2] == "EXTENSION"]
        for key in row.contains:
            yield self._compiled_in(self._table.libraries[key], name, modules)

    def _bill(self, found: importlib.metadata.Distribution, title: str) -> Text:
        parts = sorted(metadata.bill_of_materials(found))
        if not parts:
            self.problems.append(f"{title}: its bill of materials is not in the distribution")
        for name, licence in parts:
            if licence:
                self._fits(licence, f"{name} in {title}")
        lines = [f"{name} ({licence})" if licence else name for name, licence in parts]
        return Text("What its bill of materials names", "\n".join(lines))

    def _brought(self, library: Library, owners: list[str], entries: list[Entry]) -> Component:
        """A library that distributions brought, or that is on the build machine in no package."""
        named = " and ".join(self._title(each) for each in owners)
        texts = [Text(_kept_title(name), text(name)) for name in library.texts]
        note = library.note.strip()
        if library.within:
            note = f"{note}\nIts licence stands under {named}.".strip()
        if library.report:
            report = _report(library.report)
            texts.append(Text("How it was built", report))
            if "--enable-nonfree" in report:
                self.problems.append(f"{library.name}: it holds parts that nobody may pass on")
        return Component(
            name=library.name,
            version=_version(library.version, entries),
            licence=library.licence,
            origin=f"inside {named}" if named else "the build machine",
            source=library.source,
            files=_names(entries),
            note=note,
            texts=tuple(texts),
            elsewhere=library.within and bool(named),
        )

    def _compiled_in(self, library: Library, owner: str, modules: list[Entry]) -> Component:
        """A library that is a part of a distribution's own modules."""
        return Component(
            name=library.name,
            version=_version(library.version, modules),
            licence=library.licence,
            origin=f"compiled into {self._title(owner)}",
            source=library.source,
            note=library.note.strip(),
            texts=tuple(Text(_kept_title(name), text(name)) for name in library.texts),
        )

    def _title(self, owner: str) -> str:
        told = self._installed.distributions[owner].metadata
        return f"{told['Name']} {told['Version']}"

    def _check(self, component: Component) -> None:
        where = f"{component.name} ({component.origin})"
        self._fits(component.licence, where)
        if component.texts or component.elsewhere:
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


def _packaged(library: Library, package: Package, entries: list[Entry]) -> Component:
    """A library of the building system."""
    return Component(
        name=library.name,
        version=package.version,
        licence=library.licence,
        origin=package.system,
        source=f"the source package {package.source} {package.version} of {package.system}",
        files=_names(entries),
        note=library.note.strip(),
        texts=(Text(_kept_title(package.source), package.copyright),),
    )


def _names(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(sorted(name.replace("\\", "/") for name, _, _ in entries))


def _kept_title(name: str) -> str:
    return f"Copyright and licence of {name}"


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
