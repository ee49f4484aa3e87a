"""Files that only this user can read, and that are never half written."""

import os
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Put ``text`` (UTF-8) in the place of what ``path`` holds; its folder is made if need be.

    Raises:
        OSError: it could not be written; what was there before is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    # Created private, then renamed over the old one: never readable by others, never half.
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
