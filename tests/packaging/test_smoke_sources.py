"""The mirror of a clean root, read from apt's files."""

from pathlib import Path

import pytest
from smoke.sources import archives, components, mirror_of

DEBIAN = "http://mirror.example.org/debian"
DEB822 = f"""\
Types: deb deb-src
# a comment within
URIs: {DEBIAN}
Suites: bookworm
 bookworm-updates
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 -----END PGP PUBLIC KEY BLOCK-----

Types: deb-src
URIs: http://source.example.org/debian
Suites: trixie

Types: deb
Enabled: no
URIs: http://off.example.org/debian
Suites: sid
"""


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (f"deb {DEBIAN} bookworm main contrib\n", [(DEBIAN, "bookworm")]),
        (f"deb [arch=amd64 signed-by=/k.gpg] {DEBIAN} jammy main", [(DEBIAN, "jammy")]),
        (f"deb [ arch=amd64 ] {DEBIAN} jammy main", [(DEBIAN, "jammy")]),
        (f"# deb {DEBIAN} bookworm main\ndeb-src {DEBIAN} bookworm main\n", []),
        ("deb [broken\ndeb\n", []),
        (DEB822, [(DEBIAN, "bookworm"), (DEBIAN, "bookworm-updates")]),
        ("", []),
    ],
)
def test_what_a_file_of_apt_says(text: str, pairs: list[tuple[str, str]]) -> None:
    assert list(archives(text)) == pairs


def test_the_mirror_of_a_suite(tmp_path: Path) -> None:
    folder = tmp_path / "sources.list.d"
    folder.mkdir()
    (tmp_path / "sources.list").write_text("deb cdrom:[Debian]/ bookworm main\n")
    (folder / "debian.sources").write_text(DEB822)
    (folder / "old.list.save").write_text("deb http://old.example.org/debian jammy main\n")
    assert mirror_of("bookworm", tmp_path) == DEBIAN
    assert mirror_of("jammy", tmp_path) is None
    assert mirror_of("sid", tmp_path) is None


def test_the_first_mirror_of_a_list_of_mirrors(tmp_path: Path) -> None:
    mirrors = tmp_path / "mirrors.txt"
    mirrors.write_text(f"# of this region\n{DEBIAN}\tpriority:1\nhttp://far.example.org/debian\n")
    (tmp_path / "sources.list").write_text(
        f"deb mirror+file:{mirrors} jammy main\ndeb mirror+file:{tmp_path / 'absent'} noble main\n"
    )
    assert mirror_of("jammy", tmp_path) == DEBIAN
    assert mirror_of("noble", tmp_path) is None


def test_of_ubuntu_the_universe_belongs_to_a_desktop(tmp_path: Path) -> None:
    for name, script in (("bookworm", "sid"), ("jammy", "gutsy")):
        (tmp_path / script).touch()
        (tmp_path / name).symlink_to(script)
    assert components("bookworm", tmp_path) == "main"
    assert components("jammy", tmp_path) == "main,universe"
    assert components("unheard-of", tmp_path) == "main"
