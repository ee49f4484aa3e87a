"""What a bundle for Windows keeps: its libraries find each other by name alone."""

import bundle

PLUGIN = ("PySide6/plugins/platforms/qwindows.dll", "S/PySide6/plugins/platforms/qwindows.dll")
CORE = ("PySide6/Qt6Core.dll", "S/PySide6/Qt6Core.dll")
CODEC = ("av/codec.pyd", "S/av/codec.pyd")
AVCODEC = ("av.libs/avcodec-62-98.dll", "S/av.libs/avcodec-62-98.dll")
OPUS = ("av.libs\\libopus-0-43.dll", "S/av.libs/libopus-0-43.dll")
RUNTIMES = [
    ("PySide6/msvcp140.dll", "S/PySide6/msvcp140.dll"),
    ("shiboken6/msvcp140.dll", "S/shiboken6/msvcp140.dll"),
]
UNUSED = ("PySide6/Qt6Pdf.dll", "S/PySide6/Qt6Pdf.dll")

LINKS = {
    PLUGIN[1]: ["Qt6Core.dll", "KERNEL32.dll"],
    CODEC[1]: ["avcodec-62-98.dll", "python313.dll"],
    AVCODEC[1]: ["LIBOPUS-0-43.dll"],
    CORE[1]: ["MSVCP140.dll"],
}


def test_what_is_named_is_kept_wherever_it_lies() -> None:
    entries = [
        (*CODEC, "EXTENSION"),
        *((*file, "BINARY") for file in (PLUGIN, CORE, AVCODEC, OPUS, *RUNTIMES, UNUSED)),
    ]
    imports = bundle.same_named(entries, lambda path: LINKS.get(path, []))
    kept = bundle.linked(entries, bundle.Wanted([]).binary, imports)
    assert kept == [entry for entry in entries if entry[0] != UNUSED[0]]


def test_a_link_is_no_library() -> None:
    entries = [("Qt6Core.dll", "PySide6/Qt6Core.dll", "SYMLINK")]
    assert bundle.same_named(entries, lambda path: ["qt6core.dll"])("any") == []
