"""packaging/bundle.py on macOS: what of PyInstaller's lists stays in the ``.app``."""

from collections.abc import Sequence

import bundle

QT = "PySide6/Qt/lib"
SITE = "/site/PySide6/Qt/lib"


def framework(name: str) -> list[bundle.Entry]:
    """A framework as PyInstaller lists it."""
    inner = f"{name}.framework"
    return [
        (f"{QT}/{inner}/Versions/A/{name}", f"{SITE}/{inner}/Versions/A/{name}", "BINARY"),
        (
            f"{QT}/{inner}/Versions/A/Resources/Info.plist",
            f"{SITE}/{inner}/Versions/A/Resources/Info.plist",
            "DATA",
        ),
        (f"{QT}/{inner}/Versions/Current", "A", "SYMLINK"),
        (f"{QT}/{inner}/{name}", f"Versions/Current/{name}", "SYMLINK"),
        (name, f"{QT}/{inner}/Versions/A/{name}", "SYMLINK"),
    ]


EXTENSION = ("PySide6/QtCore.abi3.so", "/site/PySide6/QtCore.abi3.so", "EXTENSION")
PYTHON = ("Python.framework/Versions/3.13/Python", "/lib/Python.framework/Versions/3.13/Python")


def names(entries: Sequence[bundle.Entry]) -> set[str]:
    return {entry[0] for entry in entries}


def test_a_framework_stays_or_goes_as_a_whole() -> None:
    core, web = framework("QtCore"), framework("QtWebEngineCore")
    data: bundle.Entry = ("gurukul_desktop/LICENSE", "/LICENSE", "DATA")
    library = core[0][1]
    kept = bundle.linked(
        [EXTENSION, *core, *web],
        bundle.Wanted(()).binary,
        lambda path: [library] if path == EXTENSION[1] else [],
    )
    assert names(kept) == names([EXTENSION, *core])
    assert [entry for entry in [*core, data] if not bundle.follows(entry)] == [data]


def test_python_itself_stays_though_nothing_links_to_it() -> None:
    python: bundle.Entry = (*PYTHON, "BINARY")
    kept = bundle.linked([EXTENSION, python], bundle.Wanted(()).binary, lambda path: [])
    assert names(kept) == names([EXTENSION, python])
