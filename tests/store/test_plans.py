"""No query without an index: what SQLite plans for every statement the store runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from inbox_watch.errors import EXIT_FINE
from inbox_watch.records import StatementKind, Trouble
from inbox_watch.store.runs import Run
from inbox_watch.store.store import Store, open_store
from tests.store.builders import HOUR, NOW, alert, finding, learned, uid, unreadable

_Ask = Callable[[Store], object]

# Asked for as a whole; of runs there are never more than some thousand.
_WHOLE = {"statements", "application_ids", "application_ids_of", "runs", "first_runs", "log_run", "chart"}
# A few rows within what an index finds, or the one that is first.
_SORTED = {"unreadable", "cursors", "heard", "near", "near again", "first_runs", "log_run", "say", "say_all"}
_SORTED |= {"application_ids_of"}

_SIMILAR = replace(finding(4), in_reply_to=(finding(1).message_id,))
_EVERYTHING = replace(
    learned(3, finding(1), finding(2), read_until=NOW),
    unreadable=(unreadable(3),),
    alerts=(alert("a"),),
    application_ids={"k": "a1"},
)
QUESTIONS: dict[str, _Ask] = {
    "keep": lambda store: store.keep(_EVERYTHING, NOW),
    "keep again": lambda store: store.keep(replace(_EVERYTHING, read_until=NOW + 99 * HOUR), NOW),
    "replace_findings": lambda store: store.replace_findings([finding(1)]),
    "findings": lambda store: store.findings(),
    "chart": lambda store: store.chart(),
    "near": lambda store: store.near([_SIMILAR]),
    "near again": lambda store: store.near(),
    "keep near": lambda store: store.keep(learned(4, _SIMILAR), NOW),
    "keep beside a word": lambda store: store.keep(learned(4, _SIMILAR), NOW),
    "is_told": lambda store: store.is_told("today"),
    "mark_told": lambda store: store.mark_told("today", [finding(1).sha256]),
    "last_said": lambda store: store.last_said(),
    "unreadable": lambda store: store.unreadable(tries_below=3),
    "known": lambda store: store.known([uid(1), uid(9)]),
    "sighted": lambda store: store.sighted("personal"),
    "cursors": lambda store: store.cursors("personal"),
    "heard": lambda store: store.heard(NOW),
    "say": lambda store: store.say(StatementKind.CLOSE, "a1", {}, NOW),
    "say_all": lambda store: store.say_all([(StatementKind.CLOSE, "a1", {})], NOW),
    "statements": lambda store: store.statements(),
    "application_ids": lambda store: store.application_ids(),
    "application_ids_of": lambda store: store.application_ids_of(["k"]),
    "pending_alerts": lambda store: store.pending_alerts(NOW),
    "alerts_sent": lambda store: store.alerts_sent(["a"], NOW),
    "drop_alerts": lambda store: store.drop_alerts(["a"]),
    "alert_failed": lambda store: store.alert_failed("a", NOW, NOW),
    "log_run": lambda store: store.log_run(Run("personal", NOW, NOW, EXIT_FINE, 1)),
    "runs": lambda store: store.runs(),
    "first_runs": lambda store: store.first_runs(),
    "trouble": lambda store: store.trouble("lock"),
    "keep_trouble": lambda store: store.keep_trouble("lock", Trouble(NOW)),
    "no trouble": lambda store: store.keep_trouble("lock", None),
    "last_good_run": lambda store: store.last_good_run("personal"),
}


def _chart(store: Store) -> None:
    store.keep(_EVERYTHING, NOW)
    store.chart()


def _chart_a_word(store: Store) -> None:
    store.say(StatementKind.RELABEL, finding(1).sha256, {"detail": "offer"}, NOW)
    _chart(store)


# What has to be there before the question is asked.
_BEFORE: dict[str, _Ask] = {
    "near": _chart,
    "near again": _chart,
    "keep near": _chart,
    "keep beside a word": _chart_a_word,
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_statement_is_planned_over_an_index(path: Path, question: str) -> None:
    with open_store(path) as store:
        if question in _BEFORE:
            _BEFORE[question](store)
        plan = _plan(store, QUESTIONS[question])
    assert question in _WHOLE or not [step for step in plan if step.startswith("SCAN") and "INDEX" not in step]
    assert question in _SORTED or not [step for step in plan if "TEMP B-TREE" in step]


def _plan(store: Store, ask: _Ask) -> list[str]:
    """Return the steps SQLite would take for the statements behind a question."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, many: bool) -> None:
        asked.append((sql, values[0] if many else values))

    with store.database.reading() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", note)
    ask(store)
    event.remove(engine, "before_cursor_execute", note)
    with store.database.reading() as connection:
        return [
            row.detail
            for sql, values in asked
            if not sql.startswith("BEGIN")
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        ]
