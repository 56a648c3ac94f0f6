"""What the user said, what is to be told, and the diary."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from inbox_watch.errors import EXIT_FINE, EXIT_TEMPORARY, CannotWrite
from inbox_watch.records import StatementKind, Trouble
from inbox_watch.store.outbox import Queued
from inbox_watch.store.runs import KEPT, Run
from inbox_watch.store.store import Store
from tests.store.builders import DAY, HOUR, NOW, alert


def test_statements_are_numbered_in_the_order_of_saying(store: Store) -> None:
    first = store.say(StatementKind.RELABEL, "sha", {"label": "offer", "note": "jürgen\0"}, NOW)
    second = store.say(StatementKind.CLOSE, "a1", {}, NOW - DAY)
    assert (first.number, second.number) == (1, 2)
    assert store.statements() == (first, second)


def test_many_statements_are_kept_in_their_order_or_not_at_all(store: Store) -> None:
    kept = store.say_all([(StatementKind.CLOSE, name, {}) for name in ("a2", "a1")], NOW)
    assert [statement.about for statement in kept] == ["a2", "a1"]

    def breaks_off() -> Iterator[tuple[StatementKind, str, dict[str, str]]]:
        yield StatementKind.CLOSE, "a3", {}
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        store.say_all(breaks_off(), NOW)
    assert store.statements() == kept


def test_a_statement_that_does_not_read_back_is_damage(store: Store) -> None:
    store.say(StatementKind.CLOSE, "a1", {}, NOW)
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE statements SET kind = 'sing'")
    with pytest.raises(CannotWrite, match="damaged"):
        store.statements()


def test_a_key_has_the_application_id_it_got_last(store: Store) -> None:
    store.name_applications({"k1": "a1", "k2": "a1"})
    store.name_applications({"k1": "a9", "k3": "a2"})
    assert store.application_ids() == {"k1": "a9", "k2": "a1", "k3": "a2"}


def test_some_application_ids_come_with_the_highest(store: Store) -> None:
    assert store.application_ids_of(["k1"]) == {}
    store.name_applications({"k1": "a9", "k2": "a10", "k3": "a2"})
    assert store.application_ids_of(["k3", "k4"]) == {"k2": "a10", "k3": "a2"}


def test_alerts_wait_in_the_order_they_were_queued(store: Store) -> None:
    store.queue_alerts([alert("b")], NOW)
    store.queue_alerts([alert("c"), alert("a")], NOW + HOUR)
    assert [item.alert for item in store.pending_alerts(NOW + HOUR)] == [alert("b"), alert("a"), alert("c")]
    assert store.pending_alerts(NOW)[0] == Queued(alert("b"), NOW, 0, NOW)


def test_a_sent_alert_is_neither_pending_nor_unsent(store: Store) -> None:
    store.queue_alerts([alert("a")], NOW)
    store.alerts_sent(["a"], NOW)
    assert store.pending_alerts(NOW) == store.unsent_alerts() == ()


def test_an_alert_that_failed_waits_for_its_next_try(store: Store) -> None:
    store.queue_alerts([alert("a")], NOW)
    store.alert_failed("a", NOW, NOW + HOUR)
    assert store.pending_alerts(NOW) == ()
    assert store.pending_alerts(NOW + HOUR) == (Queued(alert("a"), NOW, 1, NOW + HOUR),)


def test_a_dropped_alert_is_gone(store: Store) -> None:
    store.queue_alerts([alert("a"), alert("b")], NOW)
    store.drop_alerts(["a"])
    assert [item.alert for item in store.unsent_alerts()] == [alert("b")]


def test_an_alert_given_up_is_still_shown(store: Store) -> None:
    store.queue_alerts([alert("a")], NOW)
    store.alert_failed("a", NOW, None)
    assert store.pending_alerts(NOW + DAY) == ()
    assert store.unsent_alerts() == (Queued(alert("a"), NOW, 1, NOW, failed_at=NOW),)


def test_a_late_failure_does_not_unsend(store: Store) -> None:
    store.queue_alerts([alert("a")], NOW)
    store.alerts_sent(["a"], NOW)
    store.alert_failed("a", NOW, None)
    assert store.unsent_alerts() == ()


def _run(account: str, hour: int, outcome: int = EXIT_FINE) -> Run:
    return Run(account, NOW + hour * HOUR, NOW + (hour + 1) * HOUR, outcome, messages=hour)


def test_the_last_good_run_of_an_account_is_the_last_that_was_fine(store: Store) -> None:
    assert store.last_good_run("personal") is None
    assert store.first_runs() == {}
    for run in (_run("personal", 1), _run("personal", 2, EXIT_TEMPORARY), _run("other", 3)):
        store.log_run(run)
    assert store.last_good_run("personal") == NOW + 2 * HOUR
    assert store.runs() == (_run("other", 3), _run("personal", 2, EXIT_TEMPORARY), _run("personal", 1))


def test_the_diary_is_bounded_but_keeps_each_first_run_and_each_last_good_one(store: Store) -> None:
    for hour in range(3):
        store.log_run(_run("personal", hour))
    for hour in range(3, KEPT + 9):
        store.log_run(_run("broken", hour, EXIT_TEMPORARY))
    assert len(store.runs()) == KEPT + 3
    assert store.runs()[-3:] == (_run("broken", 3, EXIT_TEMPORARY), _run("personal", 2), _run("personal", 0))
    assert store.last_good_run("personal") == NOW + 3 * HOUR
    assert store.first_runs() == {"personal": NOW, "broken": NOW + 3 * HOUR}


def test_what_is_wrong_is_remembered_by_topic_until_it_is_well(store: Store) -> None:
    refused = Trouble(NOW, frozenset({4, 75}), NOW + HOUR)
    store.keep_trouble("account personal", Trouble(NOW))
    store.keep_trouble("account personal", refused)
    store.keep_trouble("lock", Trouble(NOW))
    store.keep_trouble("lock", None)
    assert store.trouble("account personal") == refused
    assert store.trouble("lock") is None
