"""A network of namespaces for a test, where they can be made."""

from collections.abc import Iterator

import pytest

from .namespaces import Network, network, why_not


@pytest.fixture
def net() -> Iterator[Network]:
    """A network of the test's own."""
    reason = why_not()
    if reason is not None:
        pytest.skip(reason)
    with network() as made:
        yield made
