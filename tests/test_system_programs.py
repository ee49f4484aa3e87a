"""What programs of the system inherit from the installed app: nothing of its own."""

import os
import sys

import pytest

from gurukul_desktop.system_programs import environment

BUNDLE = os.path.abspath(os.path.join(os.sep, "opt", "अध्ययन app", "_internal"))
QT = os.path.join(BUNDLE, "PySide6", "Qt")


def path(*folders: str) -> str:
    return os.pathsep.join(folders)


@pytest.mark.parametrize(
    ("inherited", "given"),
    [
        # The linker's path was unset, empty, or another's.
        ({"LD_LIBRARY_PATH": BUNDLE}, {}),
        ({"LD_LIBRARY_PATH": BUNDLE, "LD_LIBRARY_PATH_ORIG": ""}, {}),
        (
            {"LD_LIBRARY_PATH": path(BUNDLE, "/opt/own"), "LD_LIBRARY_PATH_ORIG": "/opt/own"},
            {"LD_LIBRARY_PATH": "/opt/own"},
        ),
        # A copy started by a copy: what was before is the first one's.
        (
            {"LD_LIBRARY_PATH": path(BUNDLE, BUNDLE), "LD_LIBRARY_PATH_ORIG": path(BUNDLE, "/own")},
            {"LD_LIBRARY_PATH": "/own"},
        ),
        ({"DYLD_LIBRARY_PATH": path(BUNDLE, "/own")}, {"DYLD_LIBRARY_PATH": "/own"}),
        (
            {
                "QT_PLUGIN_PATH": os.path.join(QT, "plugins"),
                "QML2_IMPORT_PATH": os.path.join(QT, "qml"),
            },
            {},
        ),
        ({"_PYI_ARCHIVE_FILE": "x", "_PYI_PARENT_PROCESS_LEVEL": "1"}, {}),
        ({"PATH": path(BUNDLE, "/usr/bin", "/bin")}, {"PATH": path("/usr/bin", "/bin")}),
        # Not the app's.
        ({"QT_PLUGIN_PATH": "/own/plugins", "HOME": "/h"},) * 2,
        ({"LD_LIBRARY_PATH": BUNDLE + "2"},) * 2,
    ],
)
def test_what_the_app_s_start_added_is_gone(
    inherited: dict[str, str], given: dict[str, str]
) -> None:
    before = dict(inherited)
    assert environment(inherited, BUNDLE) == given
    assert inherited == before


def test_a_run_from_the_source_changes_nothing() -> None:
    assert not hasattr(sys, "_MEIPASS")
    assert environment() == dict(os.environ)
    own = {"LD_LIBRARY_PATH": "/own"}
    assert environment(own) == own


def test_the_installed_app_knows_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", BUNDLE, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", BUNDLE)
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    assert "LD_LIBRARY_PATH" not in environment()
