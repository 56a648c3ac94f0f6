from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import apprise
import pytest

from inbox_watch.store.store import Store, open_store
from tests.alerts.servers import Service, running


@pytest.fixture(scope="session", autouse=True)
def _apprise_is_loaded() -> None:
    """Its plugins import what Python 3.11 and 3.12 call deprecated."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        apprise.Apprise.instantiate("json://localhost")


@pytest.fixture
def service() -> Iterator[Service]:
    with running() as started:
        yield started


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data" / "state.db") as opened:
        yield opened
