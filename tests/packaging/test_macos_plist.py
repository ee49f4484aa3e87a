"""packaging/macos: what macOS is told of the app, read as macOS reads it."""

import plistlib
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from macos import bundle_plist, signing

from gurukul_desktop import __version__


@pytest.fixture
def plist() -> dict[str, Any]:
    read: dict[str, Any] = plistlib.loads(plistlib.dumps(bundle_plist.info_plist(__version__)))
    return read


def test_the_app_says_who_it_is(plist: dict[str, Any]) -> None:
    assert plist["CFBundleIdentifier"] == "org.gurukul.Desktop"
    assert plist["CFBundleName"] == plist["CFBundleDisplayName"] == "Gurukul"
    assert plist["CFBundleExecutable"] == "gurukul"
    assert plist["CFBundleShortVersionString"] == plist["CFBundleVersion"] == __version__
    assert plist["LSApplicationCategoryType"] == "public.app-category.education"
    assert plist["LSMinimumSystemVersion"] == "14.0"


def test_it_has_a_window_that_is_sharp(plist: dict[str, Any]) -> None:
    assert plist["NSHighResolutionCapable"] is True
    assert plist["LSBackgroundOnly"] is False
    assert "LSUIElement" not in plist


def test_it_opens_links_of_gurukul_and_no_others(plist: dict[str, Any]) -> None:
    (kind,) = plist["CFBundleURLTypes"]
    assert kind["CFBundleURLSchemes"] == ["gurukul"]


def test_the_rules_of_apples_url_loading_have_no_hole(plist: dict[str, Any]) -> None:
    assert "NSAppTransportSecurity" not in plist


@pytest.mark.parametrize("device", ["Camera", "Microphone", "LocalNetwork"])
def test_each_permission_is_asked_for_with_a_reason(plist: dict[str, Any], device: str) -> None:
    sentence = plist[f"NS{device}UsageDescription"]
    assert "study partner" in sentence
    assert sentence.endswith(".")


def test_nothing_else_is_asked_for(plist: dict[str, Any]) -> None:
    asked = {key for key in plist if key.endswith("UsageDescription")}
    assert asked == set(bundle_plist.PURPOSES)


def test_the_reasons_are_there_in_hindi_too(tmp_path: Path) -> None:
    files = bundle_plist.write_translations(tmp_path)
    resources = tmp_path / "Contents" / "Resources"
    assert files == [resources / f"{language}.lproj/InfoPlist.strings" for language in ("en", "hi")]
    english, hindi = (plistlib.loads(file.read_bytes()) for file in files)
    assert english == bundle_plist.PURPOSES
    assert hindi.keys() == english.keys()
    for sentence in hindi.values():
        assert sum("\u0900" <= letter <= "\u097f" for letter in sentence) > len(sentence) / 2


def test_the_entitlements_are_the_devices_and_one_exception() -> None:
    # As strictly as codesign reads it.
    ElementTree.parse(signing.ENTITLEMENTS)
    read = plistlib.loads(signing.ENTITLEMENTS.read_bytes())
    assert read == {
        "com.apple.security.device.camera": True,
        "com.apple.security.device.audio-input": True,
        "com.apple.security.device.microphone": True,
        "com.apple.security.cs.allow-unsigned-executable-memory": True,
    }
