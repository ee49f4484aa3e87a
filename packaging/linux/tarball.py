"""A folder as a ``.tar.gz`` that is the same, byte for byte, whenever it is made."""

import gzip
import tarfile
from collections.abc import Iterator
from pathlib import Path


def write(folder: Path, target: Path, epoch: int) -> None:
    """Write the archive.

    Args:
        folder: what goes in, under its own name.
        target: the archive.
        epoch: the time that every file gets, in seconds since 1970.
    """
    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", 9, file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in _sorted(folder):
            entry = archive.gettarinfo(path, str(path.relative_to(folder.parent)))
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entry.mtime = epoch
            entry.mode = mode(path)
            if path.is_file() and not path.is_symlink():
                with path.open("rb") as content:
                    archive.addfile(entry, content)
            else:
                archive.addfile(entry)


def mode(path: Path) -> int:
    """The permissions in an installation: programs and folders 755, all else 644.

    Libraries are no programs, whatever they came with.
    """
    if path.is_symlink():
        return 0o777
    if path.is_dir():
        return 0o755
    program = path.stat().st_mode & 0o100 and ".so" not in path.name
    return 0o755 if program else 0o644


def _sorted(folder: Path) -> Iterator[Path]:
    yield folder
    yield from sorted(folder.rglob("*"))
