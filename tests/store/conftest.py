from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from inbox_watch.store.store import Store, open_store
from tests.store.places import Files, Home, skip_without_server
from tests.support.invariants import assert_invariants
from tests.support.postgres import Postgres

if TYPE_CHECKING:
    from inbox_watch.store.homes import Place
    from tests.store.clients import Clients


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The place of a store that is a file."""
    return tmp_path / "data" / "state.db"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server with a login that does the work of the application."""
    skip_without_server()
    with Postgres() as server:
        yield server


@pytest.fixture(scope="session")
def clients(postgres: Postgres) -> Iterator[Clients]:
    """A database of clients."""
    from tests.store.clients import Clients

    made = Clients(postgres, "tests")
    yield made
    made.close()


@pytest.fixture(params=["file", "server"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """Each of the homes that a store may have."""
    if request.param == "file":
        yield Files(tmp_path)
    else:
        clients: Clients = request.getfixturevalue("clients")
        with clients.undisturbed():
            yield clients


@pytest.fixture
def place(home: Home) -> Path | Place:
    """A place where a store was never opened."""
    return home.place()


@pytest.fixture
def store(place: Path | Place) -> Iterator[Store]:
    """Whatever a test did to it, a store is sound when the test is over."""
    with open_store(place) as opened:
        yield opened
        assert_invariants(opened)
