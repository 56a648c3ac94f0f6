"""The same polls of the same mailbox come to the same in every home."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from inbox_watch.config import ALERT_KINDS
from inbox_watch.consider import Judge
from inbox_watch.facts.gather import Place as Region
from inbox_watch.heard import Moment
from inbox_watch.memory import gather_for_report
from inbox_watch.poll import poll
from inbox_watch.records import Batch, Removal, StatementKind
from inbox_watch.sources.deadline import Deadline
from inbox_watch.store.homes import Place
from inbox_watch.store.store import Store, open_store
from inbox_watch.survey import survey
from inbox_watch.tell import tell_what_is_due
from inbox_watch.workdays import Workdays
from inbox_watch.workers import Workers, workers
from tests.store.builders import DAY
from tests.support.sample import ACCOUNT, BERLIN, SETTINGS

if TYPE_CHECKING:
    from tests.store.clients import Clients

WISHES = replace(SETTINGS, alert_targets=("stdout",), alert_on=ALERT_KINDS, look_back_days=4000, retention_days=4000)
FIRST = datetime(2026, 4, 20, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    with workers(Judge(None, Region(BERLIN, Workdays("DE")))) as made:
        yield made


def _search(store: Store, pool: Workers) -> list[object]:
    """Poll twice, two weeks apart, with words said and mail removed in between; returns all that came of it."""
    told: list[object] = []
    for now in (FIRST, FIRST + timedelta(days=14)):
        moment = Moment(now, now.date())
        poll(
            ACCOUNT, store, pool, WISHES, moment, since=FIRST.date() - 900 * DAY, deadline=Deadline(60), progress=_pass
        )
        tell_what_is_due(store, WISHES, moment)
        report = survey(gather_for_report(store, now), WISHES, today=moment.today, now=now).report
        told += [report.standings, report.unlinked, report.unsure, store.unsent_alerts(), store.application_ids()]
        last = store.findings()[-1]
        store.say(StatementKind.RELABEL, last.sha256, {"detail": "rejection"}, now)
        store.forget(Removal(frozenset({store.findings()[0].sha256})))
        told += [store.statements(), store.findings(), store.unreadable(), store.cursors("demo")]
        told.append([(each.folder, each.role) for each in store.heard(now)])  # until when is told by the clock
    return told


def _pass(_: Batch) -> None:
    """Nobody looks on."""


def _opened(place: Path | Place) -> Store:
    return open_store(place, own_addresses=WISHES.addresses)


@contextmanager
def _on_a_server(clients: Clients) -> Iterator[Store]:
    from inbox_watch.store.server.turns import Turns

    client = clients.place().name
    with closing(Turns(clients.server)) as runs, runs.one_run(client, FIRST) as place, _opened(place) as store:
        yield store


def test_a_search_comes_to_the_same_in_a_file_and_on_a_server(clients: Clients, tmp_path: Path, pool: Workers) -> None:
    with _opened(tmp_path / "state.db") as file, _on_a_server(clients) as server:
        of_file, of_server = _search(file, pool), _search(server, pool)
    assert of_file == of_server
    standings, _, _, alerts, *_ = of_file
    assert standings
    assert alerts
