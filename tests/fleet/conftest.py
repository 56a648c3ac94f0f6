from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.store.places import skip_without_server
from tests.support.dovecot import Dovecot, version
from tests.support.postgres import Postgres

if TYPE_CHECKING:
    from inbox_watch.fleet.mailbox import Work
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


@pytest.fixture
def work(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """What a worker process has, in this one; it judges by rules alone."""
    from inbox_watch.fleet.fleet_file import load_fleet
    from inbox_watch.fleet.judging import Judges
    from inbox_watch.fleet.mailbox import Work
    from inbox_watch.store.server.clients import Server
    from inbox_watch.store.server.turns import Turns
    from tests.fleet.test_judging import recipe

    monkeypatch.setenv("PATH", f"{stage.folder}:{os.environ['PATH']}")
    house = load_fleet(stage.folder / "worker.toml").house
    server, judges = Server(stage.worker_url), Judges(recipe, 1)
    turns = Turns(server)
    yield Work(server, turns, judges, house, Event(), lambda: datetime.now(UTC))
    judges.stop()
    turns.close()
    server.close()
