"""JSON that anybody may have written: a file in the data folder, what a host or a program says."""

from typing import Final, TypeVar

import msgspec

LAST_SECOND: Final = 253_402_214_400
"""The last day of the year 9999, in seconds since 1970: beyond it there are no dates."""

T = TypeVar("T")


def decode(data: bytes | msgspec.Raw, kind: type[T]) -> T:
    """What ``data`` says, as a ``kind``.

    Raises:
        ValueError: it says no such thing, whatever it is.
    """
    try:
        return msgspec.json.decode(data, type=kind)  # its errors are ValueErrors
    except RecursionError:
        # Also of a field that is unknown, and would be passed over.
        raise ValueError("nested too deeply") from None
