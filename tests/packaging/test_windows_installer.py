"""The Inno Setup script: read section by section, as its compiler does."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from windows import executables, package

SCRIPT = package.SCRIPT.read_text("utf-8")
SCHEME_KEY = r"Software\Classes\gurukul"
GIVEN = {"Version": "1.2.3", "Arch": "x64", "App": "APP", "Icon": "ICON", "Numbers": "1.2.3.0"}


def _lines() -> Iterator[str]:
    """The script's lines after Inno Setup's preprocessor, as far as it is used here."""
    defined = dict(GIVEN)
    for line in SCRIPT.splitlines():
        if found := re.match(r"#define (\w+) (.+)$", line.strip()):
            parts = [part.strip() for part in found[2].split(" + ")]
            value = "".join(p[1:-1] if p.startswith('"') else defined[p] for p in parts)
            defined.setdefault(found[1], value)
        elif line and not line.lstrip().startswith(("#", ";")):
            yield re.sub(r"\{#(\w+)\}", lambda name: defined[name[1]], line)


def _sections() -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    for line in _lines():
        if found := re.fullmatch(r"\[(\w+)\]", line):
            section = sections.setdefault(found[1], [])
        else:
            section.append(line)
    return sections


def _entries(name: str) -> list[dict[str, str]]:
    """The entries of a section whose lines are ``Key: value; Key: "value"``."""
    pairs = re.compile(r'(\w+): (?:"((?:[^"]|"")*)"|([^;]*))(?:; |$)')
    return [
        {key: quoted.replace('""', '"') or plain for key, quoted, plain in pairs.findall(line)}
        for line in SECTIONS[name]
    ]


SECTIONS = _sections()
SETUP = dict(line.split("=", 1) for line in SECTIONS["Setup"])


def test_it_is_the_same_app_for_ever() -> None:
    # With another one, the next version would be installed beside this one.
    assert SETUP["AppId"] == "{{9C79E5A2-960C-4684-A81A-6BA1DC5D7CE7}"


def test_it_asks_for_no_administrator() -> None:
    assert SETUP["PrivilegesRequired"] == "lowest"
    assert "PrivilegesRequiredOverridesAllowed" not in SETUP
    assert SETUP["DefaultDirName"] == r"{localappdata}\Programs\Gurukul"
    places = [entry["Name"] for entry in _entries("Icons")]
    assert places == [r"{userprograms}\Gurukul", r"{userdesktop}\Gurukul"]
    roots = {entry["Root"] for entry in _entries("Registry")}
    assert roots == {"HKCU"}


def test_it_says_which_version_it_brings() -> None:
    assert SETUP["AppVersion"] == SETUP["VersionInfoProductTextVersion"] == "1.2.3"
    assert SETUP["VersionInfoVersion"] == "1.2.3.0"
    assert SETUP["ArchitecturesAllowed"] == SETUP["ArchitecturesInstallIn64BitMode"]


def test_every_definition_is_given_by_the_build() -> None:
    needed = re.findall(r"#ifndef (\w+)", SCRIPT)
    assert sorted(needed) == sorted(GIVEN)
    source = Path(package.__file__).read_text("utf-8")
    for name in needed:
        assert f'"{name}":' in source


def test_links_open_the_app() -> None:
    values = {(e["Subkey"], e["ValueName"]): e["ValueData"] for e in _entries("Registry")}
    assert values == {
        (SCHEME_KEY, ""): "URL:Gurukul",
        (SCHEME_KEY, "URL Protocol"): "",
        (rf"{SCHEME_KEY}\DefaultIcon", ""): r'"{app}\gurukul.exe",0',
        (rf"{SCHEME_KEY}\shell\open\command", ""): r'"{app}\gurukul.exe" "%1"',
    }
    assert all(entry["ValueType"] == "string" for entry in _entries("Registry"))


def test_what_it_makes_it_removes() -> None:
    assert all(entry["Flags"] == "uninsdeletekey" for entry in _entries("Registry"))
    assert _entries("UninstallDelete") == [{"Type": "dirifempty", "Name": "{app}"}]
    flags = {flag for entry in _entries("Files") for flag in entry["Flags"].split()}
    assert "uninsneveruninstall" not in flags


def test_the_students_own_files_stay() -> None:
    # platformdirs has them in %LOCALAPPDATA%\gurukul, which nothing here names.
    removed = [entry["Name"] for entry in _entries("InstallDelete") + _entries("UninstallDelete")]
    assert removed == [r"{app}\_internal", "{app}"]
    assert "stay" in SECTIONS["Messages"][0]


def test_it_brings_the_whole_app_and_starts_what_is_there() -> None:
    (files,) = _entries("Files")
    assert files["Source"] == r"APP\*"
    assert files["DestDir"] == "{app}"
    assert {"recursesubdirs", "createallsubdirs", "ignoreversion"} <= set(files["Flags"].split())
    started = {e["Filename"] for name in ("Icons", "Run") for e in _entries(name)}
    assert started == {rf"{{app}}\{executables.WINDOWED}.exe"}


def test_a_running_app_is_closed() -> None:
    assert SETUP["CloseApplications"] == "force"
    assert SETUP["RestartApplications"] == "no"
    assert "AppMutex" not in SETUP  # with it the student would be asked to
    code = "\n".join(SECTIONS["Code"])
    assert "usUninstall" in code
    assert all(f"'{program[:7]}%'" in code.replace("''", "'") for program in executables.PROGRAMS)


@pytest.mark.parametrize("section", ["Tasks", "Icons", "Files", "Registry", "Run", "InstallDelete"])
def test_every_entry_is_read_whole(section: str) -> None:
    for line, entry in zip(SECTIONS[section], _entries(section), strict=True):
        assert line.count(": ") == len(entry)


def test_it_is_compressed_as_one_block() -> None:
    assert SETUP["Compression"].startswith("lzma2")
    assert SETUP["SolidCompression"] == "yes"


def test_it_is_signed_where_there_is_a_certificate() -> None:
    signed = SCRIPT.partition("#ifdef Sign")[2].partition("#endif")[0]
    assert "SignTool=gurukul\n" in signed
    assert "SignedUninstaller=yes\n" in signed
