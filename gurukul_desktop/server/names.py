"""What people call themselves, made fit to be shown to a stranger."""

from typing import Final

from gurukul_desktop.protocol.plain_text import plain_name

DEFAULT_NAME: Final = "Student"


def clean_name(name: str) -> str:
    """The name without control and direction characters, runs of space as one; never empty."""
    return plain_name(name) or DEFAULT_NAME
