"""The packages made of a made-up app: a small one that links to what the real one does."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import bundle
import pytest
from linux import deb, dependencies, package, tarball

import gurukul_desktop

EPOCH = 1_763_800_000
VERSION = gurukul_desktop.__version__

needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="no dpkg-deb here")


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """An app whose one real program is ``true``: it links to the C library."""
    folder = tmp_path / "app" / "gurukul"
    inside = folder / "_internal" / "a folder"
    inside.mkdir(parents=True)
    shutil.copyfile(shutil.which("true") or "", folder / "gurukul")
    (folder / "gurukul").chmod(0o700)
    library = inside / "libheld.so.1"
    library.write_bytes(b"a library")
    library.chmod(0o755)
    (inside / "libheld.so").symlink_to(library.name)
    (inside / "अ.txt").write_text("text", "utf-8")
    return folder


def test_every_library_left_to_the_system_has_a_package() -> None:
    assert not bundle.LEFT_TO_SYSTEM - dependencies.PACKAGES.keys()
    # What PyInstaller itself leaves out, and what the wheels link to.
    needed = {"libEGL.so.1", "libGL.so.1", "libxcb.so.1", "libdrm.so.2", "libwayland-client.so.0"}
    assert dependencies.depends(needed, (2, 35)) == [
        "ca-certificates",
        "libc6 (>= 2.35)",
        "libdrm2",
        "libegl1",
        "libgl1",
        "libwayland-client0",
        "libxcb1",
        "xkb-data",
    ]


def test_a_renamed_package_is_one_of_two() -> None:
    assert "libasound2t64 | libasound2" in dependencies.depends({"libasound.so.2"}, (2, 35))


def test_an_unknown_library_stops_the_build() -> None:
    with pytest.raises(dependencies.UnknownLibraryError, match=r"libnew\.so\.1, libother\.so\.2"):
        dependencies.depends({"libother.so.2", "libc.so.6", "libnew.so.1"}, (2, 35))


def test_the_control_file() -> None:
    control = deb.Control("1.2.3", "amd64", "A <a@example.org>", ["b", "c | d"], ["e"], 42)
    fields = dict(
        line.split(": ", 1) for line in control.text().splitlines() if not line.startswith(" ")
    )
    assert fields == {
        "Package": "gurukul",
        "Version": "1.2.3",
        "Section": "net",
        "Priority": "optional",
        "Architecture": "amd64",
        "Maintainer": "A <a@example.org>",
        "Installed-Size": "42",
        "Depends": "b, c | d",
        "Recommends": "e",
        "Description": "Find a study partner and talk face to face",
    }


def test_the_maintainer_is_who_builds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBFULLNAME", "Asha")
    monkeypatch.setenv("DEBEMAIL", "asha@example.org")
    assert deb.maintainer() == "Asha <asha@example.org>"


def test_a_tarball_does_not_tell_when_and_by_whom_it_was_made(app: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.tar.gz", tmp_path / "2.tar.gz"
    tarball.write(app, first, EPOCH)
    copy = tmp_path / "elsewhere" / "gurukul"
    shutil.copytree(app, copy, symlinks=True)
    os.utime(copy / "gurukul", (1, 1))
    tarball.write(copy, second, EPOCH)
    assert first.read_bytes() == second.read_bytes()
    with tarfile.open(first) as archive:
        entries = archive.getmembers()
    assert [entry.name for entry in entries] == sorted(entry.name for entry in entries)
    assert {(entry.uid, entry.gid, entry.mtime) for entry in entries} == {(0, 0, EPOCH)}
    modes = {entry.name: entry.mode for entry in entries}
    assert modes["gurukul/gurukul"] == 0o755
    assert modes["gurukul/_internal/a folder/libheld.so.1"] == 0o644


@needs_dpkg
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages of Linux")
def test_all_packages(app: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
    archive, built, manifest = package.build(app, tmp_path)

    top = archive.name.removesuffix(".tar.gz")
    with tarfile.open(archive) as content:
        names = content.getnames()
        content.extractall(tmp_path / "मेरा फ़ोल्डर", filter="data")
    assert top.startswith(f"gurukul-{VERSION}-linux-")
    assert {name.split("/")[0] for name in names} == {top}
    assert f"{top}/share/applications/org.gurukul.Desktop.desktop" in names
    started = tmp_path / "मेरा फ़ोल्डर" / top / "gurukul"
    subprocess.run([str(started)], check=True, timeout=30)

    assert built.name == f"gurukul_{VERSION}_{answer('dpkg', '--print-architecture')}.deb"
    assert answer("dpkg-deb", "--field", str(built), "Version") == VERSION
    assert "libc6 (>= 2." in answer("dpkg-deb", "--field", str(built), "Depends")
    assert int(answer("dpkg-deb", "--field", str(built), "Installed-Size")) > 100
    listed = answer("dpkg-deb", "--contents", str(built)).splitlines()
    rights = {line.split(maxsplit=5)[5]: line.split(maxsplit=2)[:2] for line in listed}
    assert {owner for _, owner in rights.values()} == {"root/root"}
    assert rights["./usr/bin/gurukul"][0] == "-rwxr-xr-x"
    assert rights["./usr/lib/gurukul/gurukul"][0] == "-rwxr-xr-x"
    assert rights["./usr/lib/gurukul/_internal/a folder/libheld.so.1"][0] == "-rw-r--r--"
    for document in ("doc/gurukul/copyright", "doc/gurukul/changelog.gz", "man/man1/gurukul.1.gz"):
        assert f"./usr/share/{document}" in rights
    root = tmp_path / "root"
    subprocess.run(["dpkg-deb", "--raw-extract", str(built), str(root)], check=True, timeout=60)
    sums = (root / "DEBIAN" / "md5sums").read_text("utf-8").splitlines()
    assert len(sums) == sum(not line.startswith(("d", "l")) for line in listed)
    for line in sums:
        digest, _, name = line.partition("  ")
        assert hashlib.md5((root / name).read_bytes(), usedforsecurity=False).hexdigest() == digest
    licences = (root / "usr/share/doc/gurukul/copyright").read_text("utf-8")
    assert "MIT" not in licences.split("\n")[0]
    assert deb.LICENSE.read_text("utf-8").rstrip() in licences
    assert "@" not in licences
    subprocess.run([str(root / "usr/bin/gurukul")], check=True, timeout=30)

    source = json.loads(manifest.read_text("utf-8"))["modules"][0]["sources"][0]
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert source == {"type": "archive", "path": archive.name, "sha256": digest}

    again = tmp_path / "again"
    again.mkdir()
    for first, second in zip((archive, built, manifest), package.build(app, again), strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name
    assert not list(again.glob("linux-*")), "what was needed on the way is removed"


def answer(*command: str) -> str:
    return subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=60
    ).stdout.strip()
