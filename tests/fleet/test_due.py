"""What is due is found by an index: a pass of the dispatcher costs as much as is due, however many are enrolled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tests.fleet.stage import Stage

_MANY = """
SET session_replication_role = replica;
INSERT INTO fleet.mailboxes (client, record, queue, consent_on, consent_until, next_poll_at, is_slow)
SELECT 'many-' || i, '{}', (ARRAY['Gmail', 'GMX', 'one.example'])[1 + i % 3], current_date, current_date,
now() + interval '1 hour', i % 500 = 0 FROM generate_series(1, 5000) i
"""


@pytest.fixture
def connection(stage: Stage) -> Iterator[Connection]:
    """A fleet of some size, as a worker sees it."""
    from inbox_watch.store.server.clients import Server
    from inbox_watch.store.server.mailboxes import one_step

    stage.sql(_MANY)
    stage.sql("VACUUM ANALYZE fleet.mailboxes")
    server = Server(stage.worker_url)
    with one_step(server) as its:
        yield its
    server.close()


def test_queues_are_those_in_which_somebody_is_due_who_consents_today(stage: Stage, connection: Connection) -> None:
    from inbox_watch.store.server.mailboxes import queues_due, queues_with_slow

    now = datetime.now(UTC)
    assert list(queues_due(connection, now)) == []
    stage.sql(
        "UPDATE fleet.mailboxes SET next_poll_at = now() - interval '1 minute' WHERE client IN ('many-1', 'many-3')"
    )
    stage.sql("UPDATE fleet.mailboxes SET consent_until = current_date - 1 WHERE client = 'many-1'")
    assert list(queues_due(connection, now)) == ["Gmail"]
    assert queues_with_slow(connection, now) == frozenset()
    stage.sql("UPDATE fleet.mailboxes SET claimed_at = now() WHERE client IN ('many-500', 'many-2')")
    assert queues_with_slow(connection, now) == {"one.example"}


def test_slow_ones_are_found_among_themselves(stage: Stage, connection: Connection) -> None:
    from inbox_watch.store.server.mailboxes import waiting

    stage.sql("UPDATE fleet.mailboxes SET next_poll_at = now() - interval '1 minute' WHERE queue = 'one.example'")
    now = datetime.now(UTC)
    slow = waiting(connection, "one.example", now, most=20, is_slow=True)
    assert {each.client for each in slow} == {"many-500", "many-2000", "many-3500", "many-5000"}
    quick = waiting(connection, "one.example", now, most=20, is_slow=False)
    assert (len(quick), any(each.is_slow for each in quick)) == (20, False)


def test_nobody_is_looked_at_who_is_not_due(connection: Connection) -> None:
    from inbox_watch.store.server import mailboxes

    now = datetime.now(UTC)
    asked = {"now": now, "day": now.date(), "queue": "Gmail", "most": 100}
    for statement in (mailboxes._QUEUES, mailboxes._SLOW, *mailboxes._WHICH.values()):
        plan = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", asked).scalar_one()
        assert not any(node["Node Type"] == "Seq Scan" for node in _nodes(plan[0]["Plan"])), json.dumps(plan, indent=1)
        assert sum(node["Actual Rows"] + node.get("Rows Removed by Filter", 0) for node in _nodes(plan[0]["Plan"])) < 50


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)
