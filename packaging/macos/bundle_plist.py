"""What macOS is told of the app: its ``Info.plist``, and its sentences in other languages.

``gurukul.spec`` hands :func:`info_plist` to PyInstaller's ``BUNDLE``; :mod:`macos.package` adds
:func:`write_translations`. The keys are those of Apple's *Information Property List* reference.

There is no ``NSAppTransportSecurity``: it binds Apple's own URL loading, and the app's network
is Python's and Qt's, so an exception in it would allow nothing that is needed.
"""

import plistlib
from pathlib import Path
from typing import Final

BUNDLE: Final = "Gurukul.app"
IDENTIFIER: Final = "org.gurukul.Desktop"
EXECUTABLE: Final = "gurukul"
SCHEME: Final = "gurukul"

MINIMUM_SYSTEM: Final = "14.0"
"""The oldest macOS, by the tags of the wheels: PyAV 18 on Apple silicon asks for 14.0, PySide6
6.11 for 13.0, all others for less. (PySide6's own libraries name 15.0 in their load commands;
the system does not look there for a library.)"""

PURPOSES: Final = {
    "NSCameraUsageDescription": (
        "Your study partner sees you during a video call. "
        "Gurukul opens the camera when you look for a partner or try your devices."
    ),
    "NSMicrophoneUsageDescription": (
        "Your study partner hears you during a call. "
        "Gurukul opens the microphone when you look for a partner or try your devices."
    ),
    # From macOS 15 on the student is asked before an app sends to its own network, which a call
    # between two students in one hostel or library does.
    "NSLocalNetworkUsageDescription": (
        "A call with a study partner on your own network goes directly from computer to computer."
    ),
}
"""Why each permission is asked for, as the system's dialog shows it."""

TRANSLATIONS: Final = {
    "en": PURPOSES,
    "hi": {
        "NSCameraUsageDescription": (
            "वीडियो कॉल में आपका स्टडी पार्टनर आपको देखता है। "
            "Gurukul कैमरा तभी खोलता है जब आप पार्टनर खोजते हैं या अपने उपकरण जाँचते हैं।"
        ),
        "NSMicrophoneUsageDescription": (
            "कॉल में आपका स्टडी पार्टनर आपको सुनता है। "
            "Gurukul माइक्रोफ़ोन तभी खोलता है जब आप पार्टनर खोजते हैं या अपने उपकरण जाँचते हैं।"
        ),
        "NSLocalNetworkUsageDescription": (
            "आपके ही नेटवर्क पर मौजूद स्टडी पार्टनर से कॉल सीधे एक कंप्यूटर से दूसरे तक जाती है।"
        ),
    },
}
"""The sentences of :data:`PURPOSES` by language."""


def info_plist(version: str) -> dict[str, object]:
    """The app's ``Info.plist``; PyInstaller adds the name of its icon.

    Args:
        version: of the app, such as "1.2.0": one to three numbers with dots.
    """
    return {
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleName": "Gurukul",
        "CFBundleDisplayName": "Gurukul",
        "CFBundleExecutable": EXECUTABLE,
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": sorted(TRANSLATIONS),
        "CFBundleURLTypes": [
            {
                "CFBundleURLName": IDENTIFIER,
                "CFBundleURLSchemes": [SCHEME],
                "CFBundleTypeRole": "Viewer",
            }
        ],
        "LSMinimumSystemVersion": MINIMUM_SYSTEM,
        "LSApplicationCategoryType": "public.app-category.education",
        "NSHighResolutionCapable": True,
        # Otherwise Macs with two graphics chips change to the one that empties the battery.
        "NSSupportsAutomaticGraphicsSwitching": True,
        # PyInstaller takes a program that may write to a terminal for one without a window.
        "LSBackgroundOnly": False,
        "NSHumanReadableCopyright": "© The Gurukul Desktop authors",
        **PURPOSES,
    }


def write_translations(app: Path) -> list[Path]:
    """Put the sentences of every language into an ``.app``; returns the files."""
    written = []
    for language, sentences in TRANSLATIONS.items():
        file = app / "Contents" / "Resources" / f"{language}.lproj" / "InfoPlist.strings"
        file.parent.mkdir(parents=True, exist_ok=True)
        # A .strings file may be a property list, and that one has an encoding for certain.
        file.write_bytes(plistlib.dumps(dict(sentences)))
        written.append(file)
    return written
