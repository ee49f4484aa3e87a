"""Registering Python types with QML, as PySide6's stubs should have it."""

from collections.abc import Callable
from typing import TypeVar, cast

from PySide6 import QtQml

_Type = TypeVar("_Type", bound=type)


def QmlUncreatable(reason: str) -> Callable[[_Type], _Type]:
    """A type that QML knows, and cannot make, for this reason.

    PySide6's decorator of the same name, which its stubs take for a class that cannot be
    called. The name is kept, for PySide6's tools look for it in the source.
    """
    return cast("Callable[[_Type], _Type]", QtQml.QmlUncreatable(reason))
