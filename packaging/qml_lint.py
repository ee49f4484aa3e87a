"""Lints the QML module, with the types that Python registers made visible to qmllint.

    python packaging/qml_lint.py [BUILD_FOLDER]

pyside6-metaobjectdump reads the decorators in ``gurukul_desktop/ui``, pyside6-qmltyperegistrar
turns that into a ``.qmltypes`` file, and a ``qmldir`` makes it the module ``Gurukul.Native``.
Ends with qmllint's status; every warning counts.
"""

import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
UI: Final = ROOT / "assets" / "ui"
TYPED: Final = [
    ROOT / "gurukul_desktop" / "ui" / name
    for name in (
        "rows_model.py",  # what names another comes after it
        "licences_model.py",
        "about_model.py",
        "blocked_model.py",
        "buddies_model.py",
        "call_model.py",
        "chat_model.py",
        "focus_model.py",
        "desktop_model.py",
        "device_options.py",
        "devices_model.py",
        "notices_model.py",
        "history_model.py",
        "lobby_model.py",
        "people_model.py",
        "search_model.py",
        "welcome_model.py",
        "summary_model.py",
        "topics_model.py",
        "session_model.py",
        "targets_model.py",
        "sharing_model.py",
        "usage_model.py",
        "settings_model.py",
        "video.py",
    )
]
MODULE: Final = "Gurukul.Native"


def tool(name: str) -> str:
    """A program of this Python's environment, else of the path."""
    found = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    if found is None:
        sys.exit(f"{name} is missing: it comes with PySide6.")
    return found


def make_types(build: Path) -> None:
    """Describe the Python types as the QML module :data:`MODULE` below ``build``."""
    folder = build.joinpath(*MODULE.split("."))
    folder.mkdir(parents=True, exist_ok=True)
    described = folder / "types.json"
    command = [tool("pyside6-metaobjectdump"), "--out-file", str(described), *map(str, TYPED)]
    subprocess.run(command, check=True)
    registrar = subprocess.run(
        [
            tool("pyside6-qmltyperegistrar"),
            f"--import-name={MODULE}",
            "--major-version=1",
            "--minor-version=0",
            f"--generate-qmltypes={folder / 'native.qmltypes'}",
            f"-o={folder / 'registration.cpp'}",
            described,
        ],
        check=False,
        capture_output=True,  # it warns that it does not know Qt's own classes; qmllint does
        text=True,
    )
    if registrar.returncode:
        sys.exit(registrar.stderr)
    (folder / "qmldir").write_text(
        f"module {MODULE}\ntypeinfo native.qmltypes\ndepends QtMultimedia\ndepends QtQuick\n"
    )


def lint(build: Path) -> int:
    """The status of qmllint over all QML files."""
    files = sorted(UI.rglob("*.qml"))
    command = [tool("pyside6-qmllint"), "--max-warnings", "0", "-I", str(UI), "-I", str(build)]
    return subprocess.run([*command, *map(str, files)], check=False).returncode


def main() -> int:
    if len(sys.argv) > 1:
        build = Path(sys.argv[1])
        make_types(build)
        return lint(build)
    with tempfile.TemporaryDirectory() as folder:
        make_types(Path(folder))
        return lint(Path(folder))


if __name__ == "__main__":
    sys.exit(main())
