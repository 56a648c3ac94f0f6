"""What is wrong with a fleet, and how it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from inbox_watch.fleet.state import Queue, Severity, State, length, problems, severity
from inbox_watch.fleet.state_text import check_line, document, to_text

NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def before(minutes: float) -> datetime:
    return NOW - minutes * MINUTE


def fleet(*queues: Queue, **fields: Any) -> State:
    """A fleet in which all is well, but for what a test says."""
    well: dict[str, Any] = {
        "workers": 2,
        "heard_at": before(0.1),
        "dispatched_at": before(0.2),
        "unsent": 0,
        "unsent_since": None,
    }
    return State(NOW, queues or (Queue("Gmail", 100, due=3, due_since=before(0.5)),), **(well | fields))


def test_all_is_well() -> None:
    assert problems(fleet()) == ()
    assert severity(problems(fleet())) is Severity.FINE
    assert check_line(fleet()) == "FLEET FINE - 100 mailboxes polled. | lag=30s heartbeat=6s unsent=0"


def test_a_fleet_of_nobody_is_well() -> None:
    assert problems(fleet(Queue("Gmail", 0), heard_at=None)) == ()


@pytest.mark.parametrize(
    ("state", "grade", "text"),
    [
        (fleet(heard_at=None), Severity.CRITICAL, "No worker is alive (the last was heard: never)."),
        (fleet(heard_at=before(3)), Severity.CRITICAL, "No worker is alive (the last was heard: 3 minutes ago)."),
        (
            fleet(Queue("GMX", 9, 4, before(11))),
            Severity.WARNING,
            "4 mailboxes at GMX waited 11 minutes.",
        ),
        (fleet(Queue("GMX", 9, 1, before(31))), Severity.CRITICAL, "1 mailbox at GMX waited 31 minutes."),
        (
            fleet(Queue("GMX", 20, troubles={"login": 4, "unavailable": 7})),
            Severity.WARNING,
            "11 of 20 mailboxes at GMX failed last, most by unavailable.",
        ),
        (
            fleet(Queue("GMX", 9, 9, before(50), paused_until=before(-4))),
            Severity.WARNING,
            "GMX fails for many and is left alone; asked again 09:04 UTC.",
        ),
        (
            fleet(paused_until=before(-4)),
            Severity.CRITICAL,
            "Nobody is polled: the keeper of secrets or the database fails for many; asked again 09:04 UTC.",
        ),
        (
            fleet(unsent=2, unsent_since=before(16)),
            Severity.WARNING,
            "Alerts of 2 clients are unsent, for 16 minutes now.",
        ),
        (fleet(unsent=1, unsent_since=before(61)), Severity.CRITICAL, "Alerts of 1 client are unsent, for 1 hour now."),
    ],
)
def test_what_is_wrong(state: State, grade: Severity, text: str) -> None:
    assert [(each.severity, each.text) for each in problems(state)] == [(grade, text)]


@pytest.mark.parametrize(
    "state",
    [
        fleet(heard_at=before(1.9)),
        fleet(Queue("GMX", 9, 1, before(10))),
        fleet(Queue("GMX", 20, troubles={"login": 10})),
        fleet(Queue("GMX", 19, troubles={"login": 19})),
        fleet(unsent=1, unsent_since=before(15)),
        fleet(Queue("GMX", 9, 9, before(9), paused_until=before(1))),
    ],
)
def test_what_is_not_yet_wrong(state: State) -> None:
    assert problems(state) == ()


def test_the_worst_stands_first() -> None:
    state = fleet(Queue("GMX", 9, 1, before(11)), heard_at=None)
    assert [each.severity for each in problems(state)] == [Severity.CRITICAL, Severity.WARNING]
    assert check_line(state).startswith("FLEET CRITICAL - No worker is alive")
    assert check_line(state).endswith("| lag=660s heartbeat=U unsent=0")


@pytest.mark.parametrize(
    ("time", "said"),
    [(0, "0 seconds"), (59, "59 seconds"), (60, "1 minute"), (7199, "1 hour"), (86_400, "1 day"), (-5, "0 seconds")],
)
def test_how_long(time: int, said: str) -> None:
    assert length(timedelta(seconds=time)) == said


def test_text_has_the_problems_first_and_a_line_a_queue() -> None:
    queue = Queue("GMX", 20, 2, before(12), claimed=5, polled=3, slow=1, troubles={"login": 1, "secret": 2})
    lines = to_text(fleet(queue, Queue("Gmail", 80)), width=None).splitlines()
    assert lines[0] == "warning: 2 mailboxes at GMX waited 12 minutes."
    assert "100 mailboxes; longest wait 12 minutes." in lines
    assert "In trouble: 2 by secret, 1 by login." in lines
    assert not any("withdrawn" in line for line in lines)
    assert "Consent withdrawn: 2 clients, read no more; rows stay until `fleet remove`." in to_text(
        fleet(withdrawn=2), width=None
    )
    assert [line.split()[0] for line in lines[-2:]] == ["Gmail", "GMX"]
    assert lines[-1].split()[1:] == ["20", "2", "12", "minutes", "5", "3", "1", "2", "secret,", "1", "login"]


def test_the_document_says_the_same() -> None:
    state = fleet(Queue("GMX", 20, 2, before(12), troubles={"login": 1}, jobs=4), dispatched_at=None)
    told = document(state)
    assert (told["severity"], told["mailboxes"], told["lag_seconds"]) == ("warning", 20, 720)
    assert (told["last_heartbeat"], told["last_dispatch"]) == ("2026-05-01T08:59:54Z", None)
    assert document(fleet(withdrawn=2))["clients_withdrawn"] == 2
    assert told["queues"][0]["troubles"] == told["troubles"] == {"login": 1}
    assert document(replace(state, heard_at=None))["problems"][0]["severity"] == "critical"
