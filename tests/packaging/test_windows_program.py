"""The programs themselves: the version resource and the manifest."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from windows import executables
from windows.version_resource import numbers, resource

from gurukul_desktop import __version__

WINDOWS_SETTINGS = "http://schemas.microsoft.com/SMI/{}/WindowsSettings"
ASSEMBLY = "urn:schemas-microsoft-com:asm.v{}"


def _evaluated(text: str) -> Any:
    """The expression with plain values in the place of PyInstaller's classes."""
    names: dict[str, Any] = {
        "VSVersionInfo": lambda ffi, kids: {"fixed": ffi, "kids": kids},
        "FixedFileInfo": lambda **fields: fields,
        "StringFileInfo": lambda tables: ("strings", tables),
        "StringTable": lambda language, strings: (language, dict(strings)),
        "StringStruct": lambda name, value: (name, value),
        "VarFileInfo": lambda variables: ("variables", variables),
        "VarStruct": lambda name, values: (name, values),
    }
    return eval(text, {"__builtins__": {}}, names)


def test_the_version_is_the_apps() -> None:
    found = _evaluated(resource(__version__, "gurukul.exe", "Gurukul"))
    assert found["fixed"]["filevers"] == found["fixed"]["prodvers"] == numbers(__version__)
    (_, [(language, strings)]), (_, [(name, values)]) = found["kids"]
    assert strings["FileVersion"] == strings["ProductVersion"] == __version__
    assert strings["OriginalFilename"] == "gurukul.exe"
    assert strings["InternalName"] == "gurukul"
    assert strings["FileDescription"] == "Gurukul"
    # The table's name says in hexadecimal what the translation says in numbers.
    assert (name, language) == ("Translation", f"{values[0]:04X}{values[1]:04X}")


@pytest.mark.parametrize(
    ("version", "four"),
    [
        ("1", (1, 0, 0, 0)),
        ("0.3.1", (0, 3, 1, 0)),
        ("0.3.1rc2", (0, 3, 1, 0)),
        ("2.0.dev1", (2, 0, 0, 0)),
        ("1.2.3.4", (1, 2, 3, 4)),
    ],
)
def test_windows_compares_four_numbers(version: str, four: tuple[int, ...]) -> None:
    assert numbers(version) == four


@pytest.mark.parametrize("version", ["", "next", "1.2.3.4.5", "1.70000"])
def test_what_is_no_version_is_refused(version: str) -> None:
    with pytest.raises(ValueError, match="no version"):
        numbers(version)


def test_a_version_before_the_release_is_marked() -> None:
    before = _evaluated(resource("1.0rc1", "a.exe", ""))["fixed"]["flags"]
    after = _evaluated(resource("1.0", "a.exe", ""))["fixed"]["flags"]
    assert (before, after) == (2, 0)


def test_one_program_has_a_console_and_one_has_none(tmp_path: Path) -> None:
    icon = tmp_path / "gurukul.ico"
    told = {
        name: executables.options(name, "1.2", icon, tmp_path / "work")
        for name in executables.PROGRAMS
    }
    assert [told[name]["console"] for name in told] == [False, True]
    for name, options in told.items():
        stamp = _evaluated(Path(options["version"]).read_text("utf-8"))
        assert stamp["kids"][0][1][0][1]["OriginalFilename"] == f"{name}.exe"
        assert Path(options["manifest"]) == executables.MANIFEST
        assert options["icon"] == str(icon)


def _setting(name: str, year: int) -> str | None:
    root = ElementTree.parse(executables.MANIFEST).getroot()
    place = f"{{{ASSEMBLY.format(3)}}}application/{{{ASSEMBLY.format(3)}}}windowsSettings"
    return root.findtext(f"{place}/{{{WINDOWS_SETTINGS.format(year)}}}{name}")


def test_the_manifest_is_one_that_pyinstaller_takes() -> None:
    root = ElementTree.parse(executables.MANIFEST).getroot()
    assert root.tag == f"{{{ASSEMBLY.format(1)}}}assembly"
    assert root.get("manifestVersion") == "1.0"
    level = root.find(f".//{{{ASSEMBLY.format(3)}}}requestedExecutionLevel")
    assert level is not None
    assert level.attrib == {"level": "asInvoker", "uiAccess": "false"}


def test_paths_are_long_and_unicode() -> None:
    assert _setting("longPathAware", 2016) == "true"
    assert _setting("activeCodePage", 2019) == "UTF-8"


def test_the_window_is_sharp_on_every_screen() -> None:
    assert _setting("dpiAwareness", 2016) == "PerMonitorV2"
    assert _setting("dpiAware", 2005) == "true/pm"


def test_the_manifest_names_this_windows() -> None:
    root = ElementTree.parse(executables.MANIFEST).getroot()
    named = root.iterfind(".//{urn:schemas-microsoft-com:compatibility.v1}supportedOS")
    # Windows 10 and 11 have one name between them.
    assert [system.get("Id") for system in named] == ["{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"]
