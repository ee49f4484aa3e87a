"""The key that signs guests' tokens, kept so that a restart recognises them."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Final

from gurukul_desktop.errors import UsageError

SECRET_FILE: Final = "server-secret"


def load_secret(data_dir: Path | None) -> str:
    """The secret kept in ``data_dir``, made there by the first to ask; random without one.

    Raises:
        UsageError: the file cannot be read or made, or is damaged.
    """
    if data_dir is None:
        return secrets.token_urlsafe(32)
    path = data_dir / SECRET_FILE
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make_secret(path)
        secret = path.read_text("ascii").strip()
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise UsageError(f"The server's secret {path} cannot be used: {reason}.") from None
    if len(secret) < 16:
        raise UsageError(f"The server's secret {path} is damaged; delete it to make a new one.")
    return secret


def _make_secret(path: Path) -> None:
    """Make the file whole or not at all, and never replace one that is there."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            # Two servers that start at once: the second link fails, and both read the first.
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
        except OSError:
            # No hard links on this file system (FAT): renaming is whole, though not exclusive.
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
