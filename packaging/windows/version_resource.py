"""The version resource of a program: what Windows shows in its properties.

PyInstaller reads it as an expression, from the file named by ``EXE(version=...)``. The fields
are those of ``VS_VERSIONINFO`` in the Windows SDK.
"""

import re
from typing import Final

COMPANY: Final = "The Gurukul Desktop authors"
PRODUCT: Final = "Gurukul"

_ENGLISH: Final = 0x0409
_UNICODE: Final = 1200
_FINAL_FLAGS: Final = 0x0
_PRERELEASE: Final = 0x2
_FLAGS_IN_USE: Final = 0x3F
_NT: Final = 0x40004
_APPLICATION: Final = 0x1

_NUMBERS: Final = re.compile(r"\d+(?:\.\d+)*")


def numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers that Windows compares: ``0.3.1rc2`` is 0, 3, 1, 0.

    Raises:
        ValueError: ``version`` does not begin with numbers, or one is over 65,535.
    """
    found = _NUMBERS.match(version)
    parts = [int(part) for part in found[0].split(".")] if found else []
    if not 0 < len(parts) <= 4 or max(parts) > 0xFFFF:
        raise ValueError(f"{version!r} is no version that Windows can show")
    major, minor, patch, build = parts + [0] * (4 - len(parts))
    return major, minor, patch, build


def resource(version: str, program: str, description: str) -> str:
    """The resource of one program, as PyInstaller reads it.

    Args:
        version: ``gurukul_desktop.__version__``.
        program: the file's name, such as ``gurukul.exe``.
        description: what the task manager and the "open with" dialog call it.

    Raises:
        ValueError: as :func:`numbers`.
    """
    final = _NUMBERS.fullmatch(version) is not None
    strings = {
        "CompanyName": COMPANY,
        "FileDescription": description,
        "FileVersion": version,
        "InternalName": program.removesuffix(".exe"),
        "LegalCopyright": f"{COMPANY}; MIT licence, with parts under the GPL 3",
        "OriginalFilename": program,
        "ProductName": PRODUCT,
        "ProductVersion": version,
    }
    structs = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in strings.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers(version)}, "
        f"prodvers={numbers(version)}, mask={_FLAGS_IN_USE}, "
        f"flags={_FINAL_FLAGS if final else _PRERELEASE}, OS={_NT}, fileType={_APPLICATION}, "
        f"subtype=0, date=(0, 0)), kids=[StringFileInfo([StringTable("
        f"'{_ENGLISH:04X}{_UNICODE:04X}', [{structs}])]), "
        f"VarFileInfo([VarStruct('Translation', [{_ENGLISH}, {_UNICODE}])])])\n"
    )
