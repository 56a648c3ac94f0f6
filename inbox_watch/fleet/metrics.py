"""The state of a fleet for Prometheus, in its text format 0.0.4; no label names anybody. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from inbox_watch.fleet.cadence import Cause
from inbox_watch.fleet.state import Queue, Severity, State, problems
from inbox_watch.knowledge.providers import provider_named

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# The name of a server that is no provider's may be somebody's own, so all of them have one label.
OTHERS = "other servers"
_RECENT_SECONDS = 300


@dataclass(frozen=True, slots=True)
class _Sample:
    """One number; `labels` are of our own words or of providers.tsv."""

    number: float
    labels: Mapping[str, str]


def exposition(state: State) -> str:
    """Return the page that Prometheus reads."""
    return "".join(_family(name, help_, samples) for name, help_, samples in _families(state))


def _families(state: State) -> Iterator[tuple[str, str, list[_Sample]]]:
    alike = _by_label(state.queues)
    found = problems(state)
    yield "up", "1 while nothing critical is wrong.", _one(all(each.severity < Severity.CRITICAL for each in found))
    yield "problems", "What is wrong, by severity.", _by_severity([each.severity for each in found])
    yield "workers", "Workers that were heard lately.", _one(state.workers)
    yield "heartbeat_age_seconds", "Since a worker was last heard.", _age(state.heard_at, state.now)
    yield "dispatch_age_seconds", "Since jobs were last made.", _age(state.dispatched_at, state.now)
    yield "alerts_pending_clients", "Clients whose alerts are unsent.", _one(state.unsent)
    yield "alerts_pending_age_seconds", "Of the alerts that wait longest.", _age(state.unsent_since, state.now)
    yield "clients_withdrawn", "Clients who withdrew and are not removed.", _one(state.withdrawn)
    for name, help_, number in _OF_QUEUES:
        yield name, help_, [_Sample(number(state, queues), {"provider": label}) for label, queues in alike.items()]
    yield "mailboxes_in_trouble", "Mailboxes whose last poll failed, by cause.", list(_troubles(alike))


_OF_QUEUES = (
    ("mailboxes", "Mailboxes that are polled.", lambda _, queues: sum(each.mailboxes for each in queues)),
    ("mailboxes_due", "Mailboxes that wait for a job.", lambda _, queues: sum(each.due for each in queues)),
    ("mailboxes_claimed", "Mailboxes that a job has.", lambda _, queues: sum(each.claimed for each in queues)),
    ("mailboxes_slow", "Mailboxes whose last poll was slow.", lambda _, queues: sum(each.slow for each in queues)),
    ("lag_seconds", "Of the mailbox that waits longest.", lambda state, queues: state.lag(queues).total_seconds()),
    ("jobs", "Jobs that wait or are under way.", lambda _, queues: sum(each.jobs for each in queues)),
    (
        "polls_per_second",
        "Over the last five minutes.",
        lambda _, queues: sum(each.polled for each in queues) / _RECENT_SECONDS,
    ),
    (
        "paused",
        "1 while a provider is left alone.",
        lambda state, queues: any(each.paused_until and each.paused_until > state.now for each in queues),
    ),
)


def _by_label(queues: Iterable[Queue]) -> Mapping[str, list[Queue]]:
    alike = dict[str, list[Queue]]()
    for queue in queues:
        alike.setdefault(queue.name if provider_named(queue.name) else OTHERS, []).append(queue)
    return alike


def _troubles(alike: Mapping[str, list[Queue]]) -> Iterator[_Sample]:
    for label, queues in alike.items():
        for cause in Cause:
            number = sum(queue.troubles.get(cause, 0) for queue in queues)
            yield _Sample(number, {"provider": label, "cause": cause.value})


def _by_severity(found: list[Severity]) -> list[_Sample]:
    return [_Sample(found.count(each), {"severity": each.name.lower()}) for each in list(Severity)[1:]]


def _one(number: float) -> list[_Sample]:
    return [_Sample(number, {})]


def _age(moment: datetime | None, now: datetime) -> list[_Sample]:
    """Return no sample of what never was."""
    return [] if moment is None else _one(max((now - moment).total_seconds(), 0))


def _family(name: str, help_: str, samples: list[_Sample]) -> str:
    full = f"inbox_watch_fleet_{name}"
    lines = [f"# HELP {full} {help_}", f"# TYPE {full} gauge", *(_line(full, sample) for sample in samples)]
    return "".join(f"{line}\n" for line in lines)


def _line(name: str, sample: _Sample) -> str:
    labels = ",".join(f'{label}="{_escaped(text)}"' for label, text in sample.labels.items())
    return f"{name}{{{labels}}} {float(sample.number):g}" if labels else f"{name} {float(sample.number):g}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
