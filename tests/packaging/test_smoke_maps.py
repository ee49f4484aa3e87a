"""The files of a program, read from its maps."""

import os
from pathlib import Path

import pytest
from smoke.maps import mapped, of_bundle, strangers

BUNDLE = Path("/opt/अध्ययन कक्ष/gurukul")
MAPS = f"""\
55d0c8c00000-55d0c8c0a000 r-xp 00000000 fe:00 131 {BUNDLE}/gurukul
7f00a0000000-7f00a0021000 rw-p 00000000 00:00 0
7f00b0000000-7f00b0100000 r--p 00000000 fe:00 132        {BUNDLE}/_internal/libQt6Core.so.6
7f00b0100000-7f00b0200000 r-xp 00100000 fe:00 132        {BUNDLE}/_internal/libQt6Core.so.6
7f00c0000000-7f00c0100000 r--p 00000000 fe:00 133        /usr/lib/libc.so.6 (deleted)
7f00d0000000-7f00d0100000 r--p 00000000 fe:00 134        /usr/share/fonts/DejaVuSans.ttf
7f00e0000000-7f00e0100000 rw-s 00000000 00:01 135        /memfd:wayland (deleted)
7f00e1000000-7f00e1100000 rw-s 00000000 00:01 136        /dev/shm/pulse-shm-1
7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0          [stack]
"""


def test_files_are_told_from_memory_and_libraries_from_data() -> None:
    assert mapped(MAPS) == {
        f"{BUNDLE}/gurukul": True,
        f"{BUNDLE}/_internal/libQt6Core.so.6": True,
        "/usr/lib/libc.so.6": True,
        "/usr/share/fonts/DejaVuSans.ttf": False,
    }


def test_this_process_maps_the_c_library_and_python() -> None:
    names = mapped(Path(f"/proc/{os.getpid()}/maps").read_text())
    assert any("libc.so" in name and code for name, code in names.items())
    assert strangers(names, BUNDLE, [])


def test_the_bundle_and_the_system_are_no_strangers() -> None:
    assert strangers(mapped(MAPS), BUNDLE, [Path("/srv/checkout")]) == []
    assert of_bundle(mapped(MAPS), BUNDLE) == [
        f"{BUNDLE}/_internal/libQt6Core.so.6",
        f"{BUNDLE}/gurukul",
    ]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/usr/local/lib/libportaudio.so.2", True),
        ("/srv/checkout/assets/ui/Main.qml", False),
        ("/usr/lib/python3/dist-packages/_cffi.so", True),
        ("/usr/lib/python3.11/lib-dynload/_ssl.so", True),
        ("/opt/venv/lib/x/site-packages/numpy/core.npy", False),
        ("/usr/libexec/other.so", True),
    ],
)
def test_a_stranger_is_named(path: str, code: bool) -> None:
    files = mapped(MAPS) | {path: code}
    assert strangers(files, BUNDLE, [Path("/srv/checkout")]) == [path]


def test_a_bundle_inside_of_the_checkout_is_its_own() -> None:
    checkout = Path("/srv/checkout")
    bundle = checkout / "dist" / "app" / "gurukul"
    files = {str(bundle / "gurukul"): True, str(checkout / "setup.so"): True}
    assert strangers(files, bundle, [checkout]) == [str(checkout / "setup.so")]


def test_a_library_that_the_bundle_brings_is_not_the_system_s(tmp_path: Path) -> None:
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal" / "libportaudio.so.2").touch()
    library = "/usr/lib/x86_64-linux-gnu/libportaudio.so.2"
    assert strangers({library: True}, tmp_path, []) == [library]


def test_in_a_root_the_system_is_the_root_s(tmp_path: Path) -> None:
    inside, outside = str(tmp_path / "usr/lib/libc.so.6"), "/usr/lib/libc.so.6"
    files = {inside: True, outside: True}
    assert strangers(files, tmp_path / "usr/lib/gurukul", [], tmp_path) == [outside]
