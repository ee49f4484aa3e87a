"""What goes into the installed app and what stays out, and that the recipe can be read."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import bundle
import PySide6
import pytest

QT = Path(PySide6.__file__).parent
QT = QT / "Qt" if (QT / "Qt").is_dir() else QT
PACKAGING = Path(bundle.__file__).parent
LIBRARY = "PySide6/Qt/lib/"
_IMPORT = re.compile(r"^import (Qt[\w.]*)", re.MULTILINE)

LINKS = {
    "/S/libqxcb.so": ["/S/libQt6Gui.so.6", "/usr/libX11.so.6"],
    "/S/libQt6Gui.so.6": ["/S/libQt6Core.so.6"],
    "/S/libQt6Core.so.6": ["/usr/libstdc++.so.6", "/usr/libzstd.so.1"],
    "/usr/libstdc++.so.6": ["/usr/libonly-for-it.so.1"],
}


@pytest.fixture(scope="module")
def modules() -> set[str]:
    scanner = next(QT.glob("**/qmlimportscanner*"))
    return bundle.qml_modules(scanner, QT / "qml")


def imported() -> Iterator[str]:
    """What our QML files import of Qt."""
    for file in bundle.UI.rglob("*.qml"):
        yield from _IMPORT.findall(file.read_text("utf-8"))


def test_the_recipe_is_python() -> None:
    recipe = PACKAGING / "gurukul.spec"
    compile(recipe.read_text("utf-8"), str(recipe), "exec")


@pytest.mark.parametrize("folder", bundle.PLUGINS)
def test_plugins_are_named_without_lib_and_ending(folder: str) -> None:
    for name in (folder, *bundle.PLUGINS[folder]):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert not name.startswith("lib")


def test_our_qml_files_get_every_module_that_they_import(modules: set[str]) -> None:
    names = {name.replace(".", "/") for name in imported()}
    assert "QtQuick/Layouts" in names
    left_out = bundle.QML_OUT_ON_LINUX if sys.platform == "linux" else set()
    assert names - modules == left_out


def test_every_qml_module_is_there(modules: set[str]) -> None:
    assert all((QT / "qml" / name / "qmldir").is_file() for name in modules)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("PySide6/Qt/qml/QtQuick/Layouts/qmldir", True),
        ("PySide6\\qml\\QtQuick\\Layouts\\qmldir", True),
        ("PySide6/Qt/qml/QtQuick/Layouts/plugins.qmltypes", False),
        ("PySide6/Qt/qml/QtQuick3D/qmldir", False),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/QtCore.pyi", False),
        ("gurukul_desktop/assets/ui/Gurukul/Main.qml", True),
    ],
)
def test_which_data_is_wanted(name: str, wanted: bool) -> None:
    chosen = bundle.Wanted({"QtQuick/Layouts"})
    assert chosen.data((name, f"/S/{name}", "DATA")) is wanted


@pytest.mark.parametrize(
    ("name", "kind", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "BINARY", True),
        ("PySide6/plugins/platforms/qwindows.dll", "BINARY", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", "BINARY", False),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", "BINARY", False),
        ("PySide6/Qt/qml/QtQuick/Layouts/libqquicklayoutsplugin.so", "BINARY", True),
        ("PySide6/Qt/qml/QtQuick3D/libqquick3dplugin.so", "BINARY", False),
        ("PySide6/QtCore.abi3.so", "EXTENSION", True),
        ("PySide6/Qt/lib/libQt6Core.so.6", "BINARY", False),
        ("libportaudio.so.2", "BINARY", True),
        ("libpulse.so.0", "BINARY", True),
    ],
)
def test_which_library_is_wanted_for_its_own_sake(name: str, kind: str, wanted: bool) -> None:
    chosen = bundle.Wanted({"QtQuick/Layouts"})
    assert chosen.binary((name, f"/S/{name}", kind)) is wanted


def test_what_is_wanted_brings_what_it_links_to() -> None:
    plugin = ("PySide6/Qt/plugins/platforms/libqxcb.so", "/S/libqxcb.so", "BINARY")
    gui = (f"{LIBRARY}libQt6Gui.so.6", "/S/libQt6Gui.so.6", "BINARY")
    core = (f"{LIBRARY}libQt6Core.so.6", "/S/libQt6Core.so.6", "BINARY")
    pdf = (f"{LIBRARY}libQt6Pdf.so.6", "/S/libQt6Pdf.so.6", "BINARY")
    zstd = ("libzstd.so.1", "/usr/libzstd.so.1", "BINARY")
    core_link = ("libQt6Core.so.6", f"{LIBRARY}libQt6Core.so.6", "SYMLINK")
    pdf_link = ("libQt6Pdf.so.6", f"{LIBRARY}libQt6Pdf.so.6", "SYMLINK")
    entries = [plugin, gui, core, pdf, zstd, core_link, pdf_link]
    kept = bundle.linked(entries, bundle.Wanted([]).binary, lambda path: LINKS.get(path, ()))
    assert kept == [plugin, gui, core, zstd, core_link]


def test_what_belongs_to_the_system_stays_there_with_all_that_it_brings() -> None:
    entries = [
        ("PySide6/QtCore.abi3.so", "/S/libQt6Core.so.6", "EXTENSION"),
        ("libstdc++.so.6", "/usr/libstdc++.so.6", "BINARY"),
        ("libonly-for-it.so.1", "/usr/libonly-for-it.so.1", "BINARY"),
    ]
    kept = bundle.linked(entries, bundle.Wanted([]).binary, lambda path: LINKS.get(path, ()))
    assert kept == entries[:1]


def test_what_the_app_imports_is_not_left_out() -> None:
    ours = PACKAGING.parent / "gurukul_desktop"
    out = "|".join(re.escape(name) for name in bundle.MODULES_OUT)
    importing = re.compile(rf"^(?:from|import) ({out})(?:\.|\s)", re.MULTILINE)
    found = {
        (file.name, name)
        for file in ours.rglob("*.py")
        # The server asks for what only a deployed one has where it is needed.
        if ours / "server" not in file.parents
        for name in importing.findall(file.read_text("utf-8"))
    }
    assert not found
