"""What the desktop is told: entry, metadata, manual page, Flatpak manifest."""

import configparser
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from linux import share

import gurukul_desktop
from gurukul_desktop.cli import gurukul

BUILT = datetime(2026, 11, 22, tzinfo=UTC)
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class KeysAsWritten(configparser.ConfigParser):
    """A parser that leaves capitals as they are."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("usr") / "share"
    share.write(made, "1.2.3", BUILT)
    return made


@pytest.fixture(scope="module")
def entry(folder: Path) -> configparser.SectionProxy:
    parser = KeysAsWritten(interpolation=None, delimiters=("=",), strict=True)
    parser.read(folder / "applications" / f"{share.APP_ID}.desktop", "utf-8")
    assert parser.sections() == ["Desktop Entry"]
    return parser["Desktop Entry"]


@pytest.fixture(scope="module")
def metainfo(folder: Path) -> ElementTree.Element:
    return ElementTree.parse(folder / "metainfo" / f"{share.APP_ID}.metainfo.xml").getroot()


def test_the_entry_starts_the_app_with_a_link(entry: configparser.SectionProxy) -> None:
    assert entry["Type"] == "Application"
    assert entry["Exec"] == "gurukul %u"
    assert entry["TryExec"] == "gurukul"
    assert entry["MimeType"] == "x-scheme-handler/gurukul;"
    assert entry["Terminal"] == "false"
    assert entry["Icon"] == share.APP_ID


def test_every_text_is_there_in_hindi(entry: configparser.SectionProxy) -> None:
    for key in ("Name", "GenericName", "Comment", "Keywords"):
        assert entry[key].isascii()
        assert re.search("[\u0900-\u097f]", entry[f"{key}[hi]"]), key
    for key in ("Categories", "Keywords", "Keywords[hi]", "MimeType"):
        assert entry[key].endswith(";"), key


def test_the_window_names_its_entry() -> None:
    source = Path(gurukul_desktop.__file__).parent / "ui" / "application.py"
    assert f'setDesktopFileName("{share.APP_ID}")' in source.read_text("utf-8")


def test_metadata_and_entry_agree(
    metainfo: ElementTree.Element, entry: configparser.SectionProxy
) -> None:
    assert metainfo.attrib == {"type": "desktop-application"}
    assert metainfo.findtext("id") == share.APP_ID
    assert metainfo.findtext("launchable") == f"{share.APP_ID}.desktop"
    assert metainfo.findtext("provides/mediatype") == entry["MimeType"].rstrip(";")
    assert metainfo.findtext("provides/binary") == entry["TryExec"]
    texts = {
        (found.tag, found.get(LANGUAGE)): found.text
        for found in metainfo
        if found.tag in ("name", "summary")
    }
    assert texts == {
        ("name", None): entry["Name"],
        ("name", "hi"): entry["Name[hi]"],
        ("summary", None): entry["Comment"],
        ("summary", "hi"): entry["Comment[hi]"],
    }
    categories = [found.text for found in metainfo.iterfind("categories/category")]
    assert categories == entry["Categories"].rstrip(";").split(";")


def test_metadata_tells_release_and_rating(metainfo: ElementTree.Element) -> None:
    releases = [found.attrib for found in metainfo.iterfind("releases/release")]
    assert releases == [{"version": "1.2.3", "date": "2026-11-22"}]
    assert metainfo.findtext("metadata_license") == "CC0-1.0"
    rating = {found.get("id"): found.text for found in metainfo.iterfind("content_rating/*")}
    assert rating == {"social-chat": "intense", "social-audio": "intense"}


def test_an_icon_of_every_size(folder: Path) -> None:
    hicolor = folder / "icons" / "hicolor"
    files = sorted(str(p.relative_to(hicolor)) for p in hicolor.rglob("*") if p.is_file())
    sizes = (16, 24, 32, 48, 64, 128, 256, 512)
    expected = [f"{n}x{n}/apps/{share.APP_ID}.png" for n in sizes]
    assert files == sorted([*expected, f"scalable/apps/{share.APP_ID}.svg"])


def test_nothing_else_is_placed_and_nothing_is_left_to_fill_in(folder: Path) -> None:
    tops = {p.name for p in folder.iterdir()}
    assert tops == {"applications", "icons", "man", "metainfo"}
    for file in (*folder.glob("metainfo/*"), *folder.glob("applications/*")):
        assert not re.search("@[A-Z]+@", file.read_text("utf-8")), file


def test_the_manual_page_has_every_option_and_command() -> None:
    page = (share.HERE / "gurukul.1").read_text("utf-8").replace("\\-", "-")
    answer = CliRunner().invoke(gurukul, ["--help"]).output
    options = re.findall(r"^\s+(?:-\w, )?(--[\w-]+)", answer, re.MULTILINE)
    commands = re.findall(r"^  (\w+)  ", answer.partition("Commands:")[2], re.MULTILINE)
    assert "--version" in options
    assert "demo" in commands
    assert [word for word in (*options, *commands) if word not in page] == []


def test_the_flatpak_has_what_a_call_needs() -> None:
    text = (share.HERE / f"{share.APP_ID}.json").read_text("utf-8")
    manifest = json.loads(text)
    assert manifest["id"] == share.APP_ID
    assert manifest["command"] == "gurukul"
    assert {
        "--share=network",
        "--socket=pulseaudio",
        "--socket=wayland",
        "--socket=fallback-x11",
        "--talk-name=org.freedesktop.Notifications",
        # Qt opens /dev/video* itself, and the camera's portal hands out PipeWire streams. It
        # holds the graphics card too (dri).
        "--device=all",
    } <= set(manifest["finish-args"])
    assert not any("filesystem" in argument for argument in manifest["finish-args"])
    (module,) = manifest["modules"]
    assert module["sources"] == [{"type": "archive", "path": "@TARBALL@", "sha256": "@SHA256@"}]
