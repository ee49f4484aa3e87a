"""Every file of a built app with its size and SHA-256, and what two builds differ in.

    python packaging/files.py A B

A and B are each a list that the build made (``dist/*.files.txt``) or the folder of an app. Prints
what differs; the status is 1 if anything does. A line of a list is::

    SHA-256  size in bytes  path below the app's folder
"""

import argparse
import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

Listed = Mapping[str, tuple[int, str]]
"""Size in bytes and SHA-256 by path below the app's folder, with slashes."""


def files_list(app: Path) -> str:
    """The list of an app's files, in the order of their paths.

    Links are left out: they have no content of their own.
    """
    lines = (f"{digest}  {size:>9}  {name}\n" for name, (size, digest) in _found(app).items())
    return "".join(lines)


def read(text: str) -> Listed:
    """A list as :func:`files_list` writes it.

    Raises:
        ValueError: it is something else.
    """
    listed = {}
    for line in text.splitlines():
        digest, size, name = line.split(maxsplit=2)
        listed[name] = (int(size), digest)
    return listed


def differences(one: Listed, other: Listed) -> list[str]:
    """One line for each file that only one of them has, or that they have otherwise."""
    lines = []
    for name in sorted(one.keys() | other.keys()):
        if name not in other:
            lines.append(f"only in the first   {name}")
        elif name not in one:
            lines.append(f"only in the second  {name}")
        elif one[name] != other[name]:
            sizes = f"{one[name][0]} and {other[name][0]} bytes"
            lines.append(f"not the same        {name} ({sizes})")
    return lines


def main(arguments: list[str]) -> int:
    """Compare two builds; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("one", type=Path, metavar="A")
    parser.add_argument("other", type=Path, metavar="B")
    given = parser.parse_args(arguments)
    one, other = (
        _found(path) if path.is_dir() else read(path.read_text("utf-8"))
        for path in (given.one, given.other)
    )
    lines = differences(one, other)
    print("\n".join(lines) or f"The same: {len(one)} files.")
    return 1 if lines else 0


def _found(app: Path) -> Listed:
    paths = {
        path.relative_to(app).as_posix(): path
        for path in app.rglob("*")
        if path.is_file() and not path.is_symlink()
    }
    return {name: (paths[name].stat().st_size, _digest(paths[name])) for name in sorted(paths)}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
