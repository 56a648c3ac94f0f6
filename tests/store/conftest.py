from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inbox_watch.store.store import Store, open_store
from tests.support.invariants import assert_invariants


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "state.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """Whatever a test did to it, a store is sound when the test is over."""
    with open_store(path) as opened:
        yield opened
        assert_invariants(opened)
