from __future__ import annotations

from collections.abc import Iterator

import pytest

from inbox_watch.knowledge import use


@pytest.fixture(autouse=True)
def shipped_tables() -> Iterator[None]:
    """Tables that a test put to use end with it."""
    yield
    use({})
