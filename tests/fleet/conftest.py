from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store.places import skip_without_server
from tests.support.dovecot import Dovecot, version
from tests.support.postgres import Postgres

if TYPE_CHECKING:
    from tests.fleet.stage import Stage

_numbers = count(1)


@pytest.fixture(scope="session")
def fleet_postgres() -> Iterator[Postgres]:
    """A server for fleets."""
    skip_without_server()
    if find_spec("procrastinate") is None:
        pytest.skip("procrastinate is not installed (the extra `fleet`)")
    with Postgres() as server:
        yield server


@pytest.fixture(scope="session")
def fleet_dovecot() -> Iterator[Dovecot]:
    """A server of mail with an account for each client that a test adds."""
    if version() is None:
        pytest.skip("Dovecot is not installed: apt-get install dovecot-imapd")
    with Dovecot() as server:
        yield server


@pytest.fixture
def stage(tmp_path: Path, fleet_postgres: Postgres, fleet_dovecot: Dovecot) -> Stage:
    """A fleet with nobody in it."""
    from tests.fleet.stage import Stage

    return Stage(tmp_path, fleet_postgres, fleet_dovecot, f"fleet{next(_numbers)}")
