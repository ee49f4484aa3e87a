"""One window for all pictures of a module."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from tests.ui.pictures.photographer import Photographer


@pytest.fixture(scope="module")
def photographer(
    qapp: QGuiApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Photographer]:
    photographer = Photographer(tmp_path_factory.mktemp("translations"))
    yield photographer
    photographer.close()
