"""packaging/macos: from an ``.app`` to a notarised disk image, on tools that only write down."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from macos import disk_image, notary, package, signing
from macos.commands import Unfit, run

from tests.packaging import mac_app

DEVELOPER = "Developer ID Application: Gurukul (ABCDE12345)"
PROFILE = {signing.IDENTITY: DEVELOPER, notary.PROFILE: "gurukul"}

_TOOL = """#!/bin/sh
echo "$(basename "$0") $*" >> "$CALLS"
case "$(basename "$0") $*" in
hdiutil\\ create*) for image; do :; done; echo image > "$image" ;;
xcrun\\ notarytool\\ submit*) echo "{\\"id\\": \\"7\\", \\"status\\": \\"$STATUS\\"}" ;;
xcrun\\ notarytool\\ log*) echo "The signature of the binary is invalid." ;;
esac
"""


class Mac:
    """A computer with Apple's tools."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._calls = folder / "calls"
        tools = folder / "bin"
        tools.mkdir()
        for name in ("codesign", "hdiutil", "xcrun", "spctl"):
            (tools / name).write_text(_TOOL)
            (tools / name).chmod(0o755)
        monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setenv("CALLS", str(self._calls))
        monkeypatch.setenv("STATUS", "Accepted")
        self.app = mac_app.make(folder)
        self.out = folder / "dist"
        self.out.mkdir()

    @property
    def calls(self) -> list[str]:
        """What was asked of the tools, without the arguments that are paths."""
        if not self._calls.exists():
            return []
        lines = self._calls.read_text().splitlines()
        return [" ".join(word for word in line.split() if "/" not in word) for line in lines]


@pytest.fixture
def mac(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mac:
    return Mac(tmp_path, monkeypatch)


def test_without_an_identity_the_image_is_made_and_nobody_is_asked(mac: Mac) -> None:
    (image,) = package.build(mac.app, mac.out, {})
    assert image == mac.out / "Gurukul-1.2.3-macos-arm64.dmg"
    assert [file.name for file in mac.out.iterdir()] == [image.name]
    assert mac.calls == [
        *["codesign --force --sign - --timestamp=none"] * 4,
        "codesign --force --sign - --timestamp=none --entitlements",
        "codesign --verify --deep --strict --verbose=2",
        "hdiutil create -volname Gurukul 1.2.3 -srcfolder -fs HFS+ -format ULMO -ov",
        "hdiutil verify",
    ]
    strings = mac.app / "Contents" / "Resources" / "hi.lproj" / "InfoPlist.strings"
    assert strings.is_file()


def test_a_release_is_signed_notarised_stapled_and_assessed(mac: Mac) -> None:
    package.build(mac.app, mac.out, PROFILE)
    begin = mac.calls.index("hdiutil verify") + 1
    assert mac.calls[begin:] == [
        f"codesign --force --sign {DEVELOPER} --timestamp --options runtime",
        "codesign --verify --deep --strict --verbose=2",
        "xcrun notarytool submit --keychain-profile gurukul --wait --timeout 30m"
        " --output-format json",
        "xcrun stapler staple",
        "xcrun stapler validate",
        "spctl --assess --type open --context context:primary-signature --verbose=2",
        "spctl --assess --type execute --verbose=2",
    ]


def test_apples_refusal_is_told_with_its_reasons(mac: Mac, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATUS", "Invalid")
    with pytest.raises(Unfit, match=r"Apple refused Gurukul-1\.2\.3.*signature of the binary"):
        package.build(mac.app, mac.out, PROFILE)
    assert not any("stapler" in call for call in mac.calls)


def test_the_image_holds_the_app_and_a_link_to_the_applications(mac: Mac) -> None:
    seen: list[dict[str, str]] = []

    def look(command: Sequence[str]) -> str:
        if "create" in command:
            folder = Path(command[command.index("-srcfolder") + 1])
            seen.append(
                {
                    path.name: str(path.readlink()) if path.is_symlink() else ""
                    for path in folder.iterdir()
                }
            )
            current = "Gurukul.app/Contents/Frameworks/Python.framework/Versions/Current"
            assert (folder / current).is_symlink()
        return ""

    disk_image.write(mac.app, mac.out / "a.dmg", "Gurukul", look)
    assert seen == [{"Gurukul.app": "", "Applications": "/Applications"}]
    assert list(mac.out.iterdir()) == []


@pytest.mark.parametrize("failures", [1, disk_image.TRIES])
def test_a_volume_that_is_busy_for_a_moment_is_waited_for(mac: Mac, failures: int) -> None:
    tries: list[str] = []

    def busy(command: Sequence[str]) -> str:
        tries.append(command[1])
        if tries.count("create") <= failures:
            raise Unfit("hdiutil failed (1): create failed - Resource busy")
        return ""

    image = mac.out / "a.dmg"
    if failures < disk_image.TRIES:
        disk_image.write(mac.app, image, "Gurukul", busy, pause=0)
        assert tries == ["create", "create", "verify"]
    else:
        with pytest.raises(Unfit, match="Resource busy"):
            disk_image.write(mac.app, image, "Gurukul", busy, pause=0)
        assert tries == ["create"] * disk_image.TRIES


def test_a_key_file_is_named_by_its_path_and_its_content_stays_in_it(tmp_path: Path) -> None:
    key = tmp_path / "key.p8"
    key.write_text("secret")
    options = notary.credentials(
        {notary.KEY: str(key), notary.KEY_ID: "2X9R4HXF34", notary.ISSUER: "57246542"}
    )
    assert options == ["--key", str(key), "--key-id", "2X9R4HXF34", "--issuer", "57246542"]
    assert "secret" not in " ".join(notary.submit(Path("a.dmg"), options))


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({notary.PROFILE: "gurukul"}, "Only a signed app can be notarised: set GURUKUL_MACOS_ID"),
        (
            {notary.KEY: "key.p8"},
            "Notarising needs GURUKUL_NOTARY_KEY_ID and GURUKUL_NOTARY_ISSUER too",
        ),
        (
            {notary.KEY: "no.p8", notary.KEY_ID: "2X", notary.ISSUER: "57"},
            "GURUKUL_NOTARY_KEY names no file: no.p8",
        ),
    ],
)
def test_a_wrong_environment_is_one_sentence_before_anything_is_done(
    mac: Mac, environment: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Unfit) as error:
        package.build(mac.app, mac.out, environment)
    assert str(error.value).startswith(sentence)
    assert "\n" not in str(error.value)
    assert mac.calls == []


def test_what_is_no_app_is_refused(mac: Mac) -> None:
    with pytest.raises(Unfit, match=r"is no app: its Info\.plist cannot be read"):
        package.build(mac.out, mac.out, {})
    (mac.app / "Contents" / "MacOS" / "gurukul").write_bytes(b"\x7fELF\x02\x01\x01\x00")
    with pytest.raises(Unfit, match="is no program for macOS"):
        package.build(mac.app, mac.out, {})
    assert mac.calls == []


def test_another_system_says_that_it_has_no_such_tool() -> None:
    with pytest.raises(Unfit, match="There is no codesign-of-nowhere: macOS is packed on macOS"):
        run(["codesign-of-nowhere"])


def test_a_tool_that_fails_is_told_with_its_own_words() -> None:
    with pytest.raises(Unfit, match=r"sh failed \(3\): no identity found"):
        run(["sh", "-c", "echo no identity found >&2; exit 3"])


@pytest.mark.parametrize("answer", ["", "[]", '{"id": "7"}', "Error: HTTP 500"])
def test_an_answer_that_is_not_the_notarys_is_said(answer: str) -> None:
    with pytest.raises(Unfit, match="notarytool said something unknown"):
        notary.accepted(answer)
