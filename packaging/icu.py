"""ICU's data, without what Qt never asks for: 32 MB of one library become 6.

Qt calls ICU to sort text (QCollator), for letters of upper and lower case by language, for the
names of time zones and for character sets that it does not know itself. The library carries
much more: names of countries, currencies and units, spelled-out numbers, transliteration,
dictionaries to break lines in Chinese and Khmer (Qt breaks lines itself), for 880 locales.
What is kept is in :func:`wanted`: sorting and letters are the same for every language then,
and so is all else for English and India's languages. In others a time zone has its English name.

The format is ICU's "common data": a header, and a table of contents with the place of each
name and of its data, in the order of the names. https://unicode-org.github.io/icu/userguide/icu_data/
ICU's licence, which is in the notices, allows to change it.
"""

import re
import shutil
import struct
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SONAME: Final = re.compile(r"libicudata\.so\.(?P<version>\d+)$")
TOOLS: Final = ("as", "ld")

TREES: Final = {"": True, "coll": False, "zone": True}
"""What is kept of each language's bundles: its own, the order of its letters, its names of time
zones; and whether only those of :data:`LANGUAGES`."""

LANGUAGES: Final = {
    *("root", "en"),
    *("as", "bn", "brx", "doi", "gu", "hi", "kn", "kok", "ks", "mai", "ml", "mni"),
    *("mr", "ne", "or", "pa", "sa", "sat", "sd", "ta", "te", "ur"),
}
"""English and India's languages, as its Eighth Schedule lists them."""

DATA_OUT: Final = {
    "unames.icu",  # what each character is called
    "confusables.cfu",  # letters that look alike
    "grammaticalFeatures.res",
    "genderList.res",
    "pluralRanges.res",
    "currencyNumericCodes.res",
}
ENDINGS_OUT: Final = (
    ".cnv",  # character sets before Unicode; UTF-8, 16, 32, Latin 1 and ASCII are in the code
    ".spp",  # the preparation of names by RFC 3454, that the XMPP and NFS of others need
)

_MAGIC: Final = b"\xda\x27"
_FORMAT: Final = b"CmnD"
_ALIGNMENT: Final = 16
_LOCALE: Final = re.compile(r"(?P<language>[a-z]{2,3}|root)(?:_\w+)?\.res$")


class IcuFormatError(ValueError):
    """The bytes are no common data of ICU."""


@dataclass(frozen=True, slots=True)
class Package:
    """ICU's common data.

    Attributes:
        header: what stands before the table of contents.
        items: each item's data by its name, such as ``icudt73l/coll/hi.res``.
    """

    header: bytes
    items: Mapping[str, bytes]

    @classmethod
    def read(cls, data: bytes) -> "Package":
        """Read a package; what follows it is taken for the end of its last item.

        Raises:
            IcuFormatError: it is something else.
        """
        if data[2:4] != _MAGIC or data[12:16] != _FORMAT or data[8]:
            raise IcuFormatError("no common data of ICU, little endian")
        (start,) = struct.unpack_from("<H", data)
        (count,) = struct.unpack_from("<I", data, start)
        table = list(struct.iter_unpack("<II", data[start + 4 : start + 4 + 8 * count]))
        if len(table) != count:
            raise IcuFormatError("the table of contents is cut off")
        ends = [offset for _, offset in table[1:]] + [len(data) - start]
        items = {}
        for (name, offset), end in zip(table, ends, strict=True):
            text = data[start + name : data.index(0, start + name)].decode("ascii")
            items[text] = data[start + offset : start + end]
        return cls(data[:start], items)

    def written(self) -> bytes:
        """The package as ICU reads it."""
        # ICU looks a name up by halves, so their order is that of their bytes.
        names = sorted(self.items)
        place = 4 + 8 * len(names)
        text, table = bytearray(), []
        for name in names:
            table.append(place + len(text))
            text += name.encode("ascii") + b"\0"
        body = bytearray(struct.pack("<I", len(names))) + bytes(8 * len(names)) + text
        for number, name in enumerate(names):
            body += bytes(-(len(self.header) + len(body)) % _ALIGNMENT)
            struct.pack_into("<II", body, 4 + 8 * number, table[number], len(body))
            body += self.items[name]
        return self.header + bytes(body)

    def only(self, wanted: Callable[[str], bool]) -> "Package":
        """The package without the items that are not wanted."""
        kept = {name: data for name, data in self.items.items() if wanted(name)}
        return Package(self.header, kept)


def wanted(name: str) -> bool:
    """Whether Qt may ask for the item of this name."""
    *folders, file = name.split("/")
    tree = folders[1] if len(folders) > 1 else ""
    if tree not in TREES or file in DATA_OUT or file.endswith(ENDINGS_OUT):
        return False
    locale = _LOCALE.match(file)
    return locale is None or not TREES[tree] or locale["language"] in LANGUAGES


def smaller(library: Path, folder: Path) -> Path:
    """Write a library of ICU's data with only what is wanted; needs binutils' :data:`TOOLS`.

    Args:
        library: such as ``libicudata.so.73``.
        folder: where the new one is written, under the same name.

    Returns:
        The new library; where a tool is missing, the one that was given.
    """
    named = SONAME.match(library.name)
    if named is None or not all(map(shutil.which, TOOLS)):
        return library
    content = library.read_bytes()
    package = Package.read(content[content.index(_FORMAT) - 12 :])
    symbol = f"icudt{named['version']}_dat"
    data, source, made = (folder / name for name in ("icu.dat", "icu.s", library.name))
    data.write_bytes(package.only(wanted).written())
    source.write_text(
        f'.section .note.GNU-stack,"",%progbits\n.section .rodata\n.balign {_ALIGNMENT}\n'
        f".globl {symbol}\n.type {symbol},%object\n{symbol}:\n"
        f'.incbin "{data.name}"\n.size {symbol},.-{symbol}\n',
        encoding="ascii",
    )
    subprocess.run(["as", "-o", "icu.o", source.name], check=True, cwd=folder)
    link = ["ld", "-shared", "-soname", library.name, "--build-id=none", "-z", "noexecstack"]
    subprocess.run([*link, "-o", made.name, "icu.o"], check=True, cwd=folder)
    return made
