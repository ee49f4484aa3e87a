"""What a Python distribution says of its own licence."""

import importlib.metadata
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

_LICENCE_FILE: Final = re.compile(r"(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*$", re.IGNORECASE)
_NO_TEXT: Final = (".py", ".pyc")
_SOURCE_LABELS: Final = ("source", "source code", "repository", "code", "github", "homepage")


def licence_files(
    found: importlib.metadata.Distribution,
) -> list[importlib.metadata.PackagePath]:
    """Its licence files, wherever the tool that built it put them, sorted."""
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


def project_page(told: importlib.metadata.PackageMetadata) -> str:
    """Where its source is, else its home page."""
    pages = {}
    for each in told.get_all("Project-URL") or ():
        label, _, page = str(each).partition(",")
        pages[label.strip().lower()] = page.strip()
    for label in _SOURCE_LABELS:
        if label in pages:
            return pages[label]
    return told.get("Home-page") or "its source archive at the Python Package Index"


def bill_of_materials(found: importlib.metadata.Distribution) -> Iterator[tuple[str, str]]:
    """What is compiled into it, as its bills in CycloneDX's form tell: name and licence.

    The licence is an SPDX expression, or empty where the bill has none.
    """
    for file in found.files or ():
        if file.parent.name != "sboms" or file.suffix != ".json":
            continue
        for part in json.loads(read(file)).get("components", ()):
            named = [f"({_named_licence(each)})" for each in part.get("licenses", ())]
            licence = named[0][1:-1] if len(named) == 1 else " AND ".join(named)
            yield f"{part['name']} {part['version']}", licence


def read(file: importlib.metadata.PackagePath) -> str:
    """The text of one of its files."""
    return Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")


def _named_licence(entry: Mapping[str, object]) -> str:
    licence = entry.get("license")
    if isinstance(licence, Mapping):
        return str(licence.get("id") or licence.get("name"))
    return str(entry.get("expression"))
