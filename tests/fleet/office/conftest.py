from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.store.places import skip_without_server
from tests.support.postgres import Postgres

if TYPE_CHECKING:
    from tests.fleet.office.house import House


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server for the databases of fleets."""
    skip_without_server()
    if find_spec("procrastinate") is None:
        pytest.skip("procrastinate is not installed (the extra `fleet`)")
    with Postgres() as server:
        yield server


_numbers = count(1)


@pytest.fixture
def apart(postgres: Postgres) -> Iterator[House]:
    """A fleet's database with nobody in it."""
    from tests.fleet.office.house import House

    made = House(postgres, f"apart{next(_numbers)}")
    yield made
    made.close()


@pytest.fixture(scope="session")
def house(postgres: Postgres) -> Iterator[House]:
    """A fleet's database, with logins for its office and its workers."""
    from tests.fleet.office.house import House

    made = House(postgres, "fleet")
    yield made
    made.close()
