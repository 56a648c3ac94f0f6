"""Tell, then mark: at least once, never lost, and one target that fails does not repeat the others."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from inbox_watch.alerts.deliver import GIVE_UP_AFTER_TRIES, addressed, send_pending
from inbox_watch.config import Settings
from inbox_watch.records import Alert
from inbox_watch.store.store import Store
from tests.alerts.servers import Service

NOW = datetime(2026, 5, 1, 6, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FAILING = "json://localhost:1/s3cret"


def alert(number: int, severity: str = "normal") -> Alert:
    return Alert(f"mail:{number}", "offer", severity, f"Offer {number}.", "Read it.")


def to(*targets: str, over: int = 5, quiet: tuple[time, time] | None = None) -> Settings:
    return Settings(
        (), Path(), timezone=ZoneInfo("Europe/Berlin"), alert_targets=targets, digest_over=over, quiet_hours=quiet
    )


def queue(store: Store, targets: list[str], *alerts: Alert) -> None:
    store.queue_alerts(addressed(alerts, targets), NOW)


def test_what_is_waiting_is_sent_and_marked(store: Store, service: Service) -> None:
    queue(store, [service.target], alert(1), alert(2))
    assert send_pending(store, to(service.target), NOW) == ()
    assert [heard["title"] for heard in service.heard] == ["Offer 1.", "Offer 2."]
    assert store.unsent_alerts() == ()


def test_nothing_is_sent_twice(store: Store, service: Service) -> None:
    for _ in range(3):
        queue(store, [service.target], alert(1))
        send_pending(store, to(service.target), NOW)
    assert len(service.heard) == 1


def test_a_target_that_fails_does_not_repeat_the_others(store: Store, service: Service) -> None:
    targets = [FAILING, service.target]
    queue(store, targets, alert(1))
    for minutes in (0, 5, 20, 60):
        (problem,) = send_pending(store, to(*targets), NOW + minutes * MINUTE)
        assert "s3cret" not in problem
    assert len(service.heard) == 1
    assert [item.tries for item in store.unsent_alerts()] == [4]


def test_after_a_failure_the_target_is_left_alone_for_this_run(store: Store) -> None:
    queue(store, [FAILING], alert(1), alert(2))
    assert len(send_pending(store, to(FAILING), NOW)) == 1
    assert [item.tries for item in store.unsent_alerts()] == [1, 0]


def test_a_failure_is_tried_again_later_and_later(store: Store) -> None:
    queue(store, [FAILING], alert(1))
    waits, now = [], NOW
    for _ in range(GIVE_UP_AFTER_TRIES - 1):
        send_pending(store, to(FAILING), now)
        (waiting,) = store.unsent_alerts()
        assert send_pending(store, to(FAILING), waiting.next_try_at - MINUTE) == ()
        waits.append((waiting.next_try_at - now) // MINUTE)
        now = waiting.next_try_at
    assert waits == [5, 10, 20, 40, 80, 160, 320, 360, 360]
    assert store.unsent_alerts()[0].failed_at is None
    assert send_pending(store, to(FAILING), now) != ()
    (given_up,) = store.unsent_alerts()
    assert (given_up.tries, given_up.failed_at) == (GIVE_UP_AFTER_TRIES, now)
    assert send_pending(store, to(FAILING), now + timedelta(days=9)) == ()


def test_a_second_try_that_arrives_says_that_it_may_be_a_repeat(store: Store, service: Service) -> None:
    queue(store, [service.target], alert(1))
    service.status = 503
    assert send_pending(store, to(service.target), NOW) != ()
    service.status = 200
    assert send_pending(store, to(service.target), NOW + 5 * MINUTE) == ()
    assert [heard["message"] for heard in service.heard] == ["Read it.", "Read it.\n(This may be a repeat.)"]
    assert store.unsent_alerts() == ()


@pytest.mark.parametrize(("count", "messages"), [(3, 3), (4, 1)])
def test_more_than_the_digest_allows_go_out_as_one(count: int, messages: int, store: Store, service: Service) -> None:
    queue(store, [service.target], *(alert(number) for number in range(count)))
    assert send_pending(store, to(service.target, over=3), NOW) == ()
    assert len(service.heard) == messages
    assert store.unsent_alerts() == ()


def test_a_digest_names_every_alert_the_urgent_first(store: Store, service: Service) -> None:
    queue(store, [service.target], alert(1), alert(2, "urgent"))
    send_pending(store, to(service.target, over=1), NOW)
    assert service.heard[0]["title"] == "2 things happened in your applications, 1 of them urgent."
    assert service.heard[0]["message"] == "- Offer 2.\n- Offer 1."


def test_a_digest_that_fails_leaves_every_alert_waiting(store: Store) -> None:
    queue(store, [FAILING], alert(1), alert(2))
    assert len(send_pending(store, to(FAILING, over=1), NOW)) == 1
    assert [(item.tries, item.next_try_at) for item in store.unsent_alerts()] == [(1, NOW + 5 * MINUTE)] * 2


def test_the_outbox_names_targets_without_their_secrets() -> None:
    rows = addressed([alert(1), alert(2)], ["stdout", FAILING])
    assert len({row.key for row in rows}) == 4
    assert "s3cret" not in "".join(row.key for row in rows)


def test_an_alert_for_a_target_that_is_gone_is_dropped(store: Store, service: Service) -> None:
    queue(store, [FAILING, service.target], alert(1))
    assert send_pending(store, to(service.target), NOW) == ()
    assert (len(service.heard), store.unsent_alerts()) == (1, ())
    queue(store, [service.target], alert(1))
    assert send_pending(store, to(service.target), NOW) == ()
    assert len(service.heard) == 1, "what was sent is remembered"


def test_in_quiet_hours_only_what_is_pressing_is_sent(store: Store, service: Service) -> None:
    settings = to(service.target, quiet=(time(22), time(7)))
    queue(store, [service.target], alert(1, "urgent"), alert(2, "pressing"), alert(3, "normal"))
    assert send_pending(store, settings, datetime(2026, 5, 2, 4, 59, tzinfo=UTC)) == ()
    assert [heard["title"] for heard in service.heard] == ["Offer 2."]
    assert [item.tries for item in store.unsent_alerts()] == [0, 0]
    assert send_pending(store, settings, datetime(2026, 5, 2, 5, tzinfo=UTC)) == ()
    assert [heard["title"] for heard in service.heard] == ["Offer 2.", "Offer 1.", "Offer 3."]


def test_the_last_try_says_what_to_run(store: Store) -> None:
    queue(store, [FAILING], alert(1))
    now = NOW
    for number in range(1, GIVE_UP_AFTER_TRIES + 1):
        (problem,) = send_pending(store, to(FAILING), now)
        assert ("alerts test" in problem) is (number == GIVE_UP_AFTER_TRIES)
        now = store.unsent_alerts()[0].next_try_at


def test_a_clock_that_was_years_fast_holds_no_alert_back(store: Store, service: Service) -> None:
    store.queue_alerts(addressed([alert(1)], [service.target]), NOW + timedelta(days=1500))
    assert send_pending(store, to(service.target), NOW) == ()
    assert len(service.heard) == 1
