"""The state of a fleet in lines for a terminal, in one line for a monitor, and as a document of JSON. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from inbox_watch.fleet.state import Problem, Queue, State, ago, causes, length, problems, severity
from inbox_watch.report.grid import Column, table
from inbox_watch.report.words import counted

_HEADINGS = ("Provider", "Mailboxes", "Due", "Waiting", "At work", "Polled", "Slow", "In trouble")
_SHOWN = 20


def to_text(state: State, *, width: int | None) -> str:
    """Return what there is to say, the problems first."""
    rows = [_HEADINGS, *(_cells(state, queue) for queue in _largest(state))]
    grid = table(rows, (*(Column() for _ in _HEADINGS[:-1]), Column(share=1)), width) if state.queues else ""
    return "".join(f"{line}\n" for line in _lines(state)) + grid


def check_line(state: State) -> str:
    """Return the line of a monitor's plugin: the grade, what is wrong, and numbers to draw."""
    found = problems(state)
    said = " ".join(problem.text for problem in found) or f"{counted(state.mailboxes, 'mailbox', 'mailboxes')} polled."
    heard = (state.now - state.heard_at).total_seconds() if state.heard_at else ""
    drawn = f"lag={state.lag().total_seconds():.0f}s heartbeat={f'{heard:.0f}s' if heard != '' else 'U'}"
    return f"FLEET {severity(found).name} - {said} | {drawn} unsent={state.unsent}"


def document(state: State) -> dict[str, Any]:
    """Return the state as JSON has it; instants are UTC."""
    found = problems(state)
    return {
        "at": _instant(state.now),
        "severity": severity(found).name.lower(),
        "problems": [{"severity": each.severity.name.lower(), "text": each.text} for each in found],
        "workers": state.workers,
        "last_heartbeat": _instant(state.heard_at),
        "last_dispatch": _instant(state.dispatched_at),
        "mailboxes": state.mailboxes,
        "lag_seconds": round(state.lag().total_seconds()),
        "clients_with_unsent_alerts": state.unsent,
        "clients_withdrawn": state.withdrawn,
        "troubles": dict(causes(state.queues)),
        "queues": [_queue_document(state, queue) for queue in state.queues],
    }


def _queue_document(state: State, queue: Queue) -> dict[str, Any]:
    return {
        "queue": queue.name,
        "mailboxes": queue.mailboxes,
        "due": queue.due,
        "lag_seconds": round(state.lag([queue]).total_seconds()),
        "claimed": queue.claimed,
        "polled_last_five_minutes": queue.polled,
        "slow": queue.slow,
        "jobs": queue.jobs,
        "troubles": dict(queue.troubles),
        "paused_until": _instant(queue.paused_until),
    }


def _lines(state: State) -> Iterator[str]:
    yield from _graded(problems(state))
    yield f"{counted(state.mailboxes, 'mailbox', 'mailboxes')}; longest wait {length(state.lag())}."
    yield (
        f"Workers alive: {state.workers} (last heard {ago(state.heard_at, state.now)}); jobs last made "
        f"{ago(state.dispatched_at, state.now)}."
    )
    yield f"Alerts to be sent: of {counted(state.unsent, 'client')}."
    if state.withdrawn:
        yield f"Consent withdrawn: {counted(state.withdrawn, 'client')}, read no more; rows stay until `fleet remove`."
    if found := causes(state.queues):
        yield f"In trouble: {', '.join(f'{number} by {cause}' for cause, number in found.items())}."
    if len(state.queues) > _SHOWN:
        yield f"The largest {_SHOWN} of {len(state.queues)} queues:"


def _graded(found: Sequence[Problem]) -> Iterator[str]:
    if not found:
        yield "All is well."
    for problem in found:
        yield f"{problem.severity.name.lower()}: {problem.text}"


def _cells(state: State, queue: Queue) -> tuple[str, ...]:
    troubles = ", ".join(f"{number} {cause}" for cause, number in causes([queue]).items())
    is_paused = queue.paused_until is not None and queue.paused_until > state.now
    waiting = "paused" if is_paused else length(state.lag([queue]))
    numbers = (queue.claimed, queue.polled, queue.slow)
    return (queue.name, str(queue.mailboxes), str(queue.due), waiting, *map(str, numbers), troubles or "-")


def _largest(state: State) -> Sequence[Queue]:
    return sorted(state.queues, key=lambda queue: (-queue.mailboxes, queue.name))[:_SHOWN]


def _instant(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else None
