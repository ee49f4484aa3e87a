"""What the smoke test reads: the demo's report, lists of files, the screen, the version."""

import json
import struct
import tarfile
import zlib
from pathlib import Path

import files
import pytest
import smoke_test
from smoke import contents
from smoke.installed import unpack
from smoke.screen import photograph
from smoke.steps import Failed, Steps
from smoke.trials import read_report

import gurukul_desktop


def test_the_version_is_the_checkout_s() -> None:
    assert smoke_test.version() == gurukul_desktop.__version__


def test_a_report_is_about_two_sides(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    with pytest.raises(Failed, match="has written no report"):
        read_report(path)
    path.write_text(json.dumps({"asha": {}, "ravi": None}))
    assert read_report(path) == {"asha": {}, "ravi": None}
    for other in ("{}", "[]", json.dumps({"asha": {}})):
        path.write_text(other)
        with pytest.raises(Failed, match="not about two sides"):
            read_report(path)


def framebuffer(path: Path, colours: int) -> None:
    """Sixteen rows in as many colours, as Xvfb writes them."""
    width, height = 64, 16
    header = [0] * 25
    header[0], header[1], header[4], header[5] = 100 + 4, 7, width, height
    header[11], header[12], header[19] = 32, width * 4, 2
    rows = b"".join(bytes((n % colours, 0, 0, 0)) * width for n in range(height))
    path.write_bytes(struct.pack(">25I", *header) + b"name" + bytes(2 * 12) + rows)


def test_the_screen_becomes_a_png(tmp_path: Path) -> None:
    framebuffer(tmp_path / "screen", colours=16)
    assert photograph(tmp_path / "screen", tmp_path / "p.png")
    data = (tmp_path / "p.png").read_bytes()
    assert struct.unpack(">2I", data[16:24]) == (64, 16)
    start = data.index(b"IDAT") + 4
    pixels = zlib.decompress(
        data[start : start + struct.unpack(">I", data[start - 8 : start - 4])[0]]
    )
    row = 1 + 64 * 3
    # Blue comes first on the screen and last in the picture.
    assert pixels[5 * row : 5 * row + 4] == b"\0\0\0\5"
    assert len(pixels) == 16 * row


def test_an_empty_screen_is_seen_to_be_empty(tmp_path: Path) -> None:
    framebuffer(tmp_path / "screen", colours=2)
    assert not photograph(tmp_path / "screen", tmp_path / "p.png")


def test_an_archive_without_the_program_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        archive.add(__file__, "folder/readme")
    with pytest.raises(Failed, match="does not hold one folder with the program"):
        unpack(tmp_path / "a.tar.gz", tmp_path)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A built app of three files; of its program nothing is asked here."""
    folder = tmp_path / "gurukul"
    notice = folder / "_internal" / contents.NOTICE
    notice.parent.mkdir(parents=True)
    notice.write_text(" ".join(contents.NAMED))
    (folder / "_internal" / "lib.so").write_bytes(b"\0built in /srv/build\0")
    (folder / "gurukul").touch()
    return folder


MACHINE = contents.Machine(Path("/srv/build/app"), Path("/srv"), Path("/srv/python"))


@pytest.mark.parametrize(
    ("data", "program", "named"),
    [
        (b"built in /srv/build/app/lib.c", True, True),
        (b"built in /srv/build/app/lib.c", False, True),
        (b"built in /srv/other/lib.c", True, False),
        (b"built in /srv/other/lib.c", False, True),
        (b"/srv/python/lib and /srvice", False, False),
    ],
)
def test_what_names_the_machine(data: bytes, program: bool, named: bool) -> None:
    assert MACHINE.named_in(data, program=program) is named


def test_a_path_of_the_machine_is_found(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = bundle / "gurukul"
    monkeypatch.setattr(contents, "modules", lambda app: [("a", b"\0/srv/python/a.py")])
    assert contents.machine_paths(app, MACHINE) == []
    monkeypatch.setattr(contents, "modules", lambda app: [("a.b", b"\0/srv/a/b.py")])
    (bundle / "_internal" / "lib.so").write_bytes(b"\0/srv/build/app/x.c\0")
    assert contents.machine_paths(app, MACHINE) == ["_internal/lib.so", "gurukul: a.b"]


def test_a_list_that_is_not_true_and_a_notice_that_is_not_there(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "modules", lambda app: [])
    listed = tmp_path / "gurukul.files.txt"
    listed.write_text(files.files_list(bundle))
    contents.try_contents(Steps(), bundle / "gurukul", [listed], MACHINE)
    (bundle / "more").touch()
    with pytest.raises(Failed, match=r"gurukul\.files\.txt is not true of the app"):
        contents.try_contents(Steps(), bundle / "gurukul", [listed], MACHINE)
    (bundle / "_internal" / contents.NOTICE).unlink()
    with pytest.raises(Failed, match=r"has no gurukul_desktop/assets/licences\.txt"):
        contents.try_contents(Steps(), bundle / "gurukul", [], MACHINE)
