"""packaging/macos: what is signed, in which order and how."""

import plistlib
from pathlib import Path

import pytest
from macos import mach_o, signing

from tests.packaging import mac_app

DEVELOPER = "Developer ID Application: Gurukul (ABCDE12345)"


def test_code_is_known_by_its_header(tmp_path: Path) -> None:
    file = tmp_path / "file"
    both = mac_app.fat(
        (mac_app.X86_64, mac_app.thin(mac_app.X86_64)), (mac_app.ARM64, mac_app.thin())
    )
    for content, architectures in (
        (mac_app.thin(), ["arm64"]),
        (mac_app.thin(mac_app.X86_64), ["x86_64"]),
        (both, ["x86_64", "arm64"]),
        (mac_app.fat((mac_app.ARM64, b"!<arch>\n")), []),
        (b"\xca\xfe\xba\xbe\x00\x00\x00\x34 a Java class", []),
        (b"\x7fELF\x02\x01\x01\x00", []),
        (b"", []),
    ):
        file.write_bytes(content)
        assert mach_o.architectures(file) == architectures


def test_everything_is_signed_once_from_the_inside_out(tmp_path: Path) -> None:
    app = mac_app.make(tmp_path)
    libraries = app / "Contents" / "Frameworks"
    assert signing.parts(app, "gurukul") == [
        libraries / "numpy/core.so",
        libraries / "libportaudio.dylib",
        libraries / "PySide6/Qt/lib/QtCore.framework/Versions/A",
        libraries / "Python.framework/Versions/3.13",
    ]


def test_the_app_comes_last_and_only_it_has_entitlements(tmp_path: Path) -> None:
    app = mac_app.make(tmp_path)
    entitlements = signing.write_entitlements(tmp_path / "entitlements.plist")
    *inner, last = signing.sign_app(app, "gurukul", DEVELOPER, entitlements)
    assert last[-1] == str(app)
    assert last[last.index("--entitlements") + 1] == str(entitlements)
    assert inner
    assert not any("--entitlements" in command for command in inner)


def test_a_developers_signature_has_what_notarising_asks_for() -> None:
    command = signing.sign(Path("a.dylib"), DEVELOPER)
    assert command == [
        "codesign", "--force", "--sign", DEVELOPER,
        "--timestamp", "--options", "runtime", "a.dylib",
    ]  # fmt: skip


def test_an_ad_hoc_signature_has_no_hardened_runtime_and_asks_no_server() -> None:
    command = signing.sign(Path("a.dylib"), signing.AD_HOC)
    assert command == ["codesign", "--force", "--sign", "-", "--timestamp=none", "a.dylib"]


@pytest.mark.parametrize(
    ("environment", "identity"),
    [
        ({}, "-"),
        ({signing.IDENTITY: "  "}, "-"),
        ({signing.IDENTITY: DEVELOPER}, DEVELOPER),
    ],
)
def test_who_signs_is_read_from_the_environment(environment: dict[str, str], identity: str) -> None:
    assert signing.identity(environment) == identity


def test_a_signature_is_looked_at_in_depth() -> None:
    assert {"--verify", "--deep", "--strict"} < set(signing.verify(Path("Gurukul.app")))


def test_codesign_gets_the_entitlements_without_comments(tmp_path: Path) -> None:
    file = signing.write_entitlements(tmp_path / "entitlements.plist")
    assert b"<!--" in signing.ENTITLEMENTS.read_bytes()
    assert b"<!--" not in file.read_bytes()
    assert plistlib.loads(file.read_bytes()) == plistlib.loads(signing.ENTITLEMENTS.read_bytes())
