"""What an answer comes to: the applications around one message are surveyed with it and without it, and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from inbox_watch.cli.said import name_of, surveyed_today
from inbox_watch.config import Settings
from inbox_watch.memory import gather_on
from inbox_watch.records import Standing, State, Statement, StatementKind
from inbox_watch.report.words import STATES, Calendar
from inbox_watch.store.store import Store
from inbox_watch.survey import Evidence, Survey

_ENDS = frozenset({State.REJECTED, State.CLOSED})
_NEVER = 2**62  # the number of what is not said yet


@dataclass(frozen=True, slots=True)
class Answer:
    """Something the user may say about a message."""

    kind: StatementKind
    about: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Around:
    """What may have to do with one message, whatever is answered: nothing else is looked at, so it is quick."""

    evidence: Evidence
    seen: Survey
    settings: Settings
    now: datetime

    @property
    def calendar(self) -> Calendar:
        """The calendar of the user."""
        zone = self.settings.timezone
        return Calendar(self.now.astimezone(zone).date(), zone)

    def foreseen(self, answer: Answer) -> Survey:
        """What is seen once the answer is given."""
        if_said = (*self.evidence.statements, _said(answer, self.now))
        return surveyed_today(replace(self.evidence, statements=if_said), self.settings, self.now)

    def effects(self, after: Survey) -> tuple[str, ...]:
        """What is different then, a clause each; empty for nothing."""
        return tuple(_differences(self.seen, after, self.calendar))


def around(store: Store, key: str, answers: Sequence[Answer], settings: Settings, now: datetime) -> Around:
    """Look at all that these answers about the message of this sha256 could touch.

    Whether a mailbox was read lately has nothing to do with an answer, so all of them count as read.
    """
    near = store.around(key, [_said(answer, now) for answer in answers])
    evidence = gather_on(store, near, now)
    evidence = replace(evidence, heard=tuple(replace(folder, until=now) for folder in evidence.heard))
    return Around(evidence, surveyed_today(evidence, settings, now), settings, now)


def _said(answer: Answer, now: datetime) -> Statement:
    return Statement(_NEVER, answer.kind, now, answer.about, answer.values)


def _differences(before: Survey, after: Survey, calendar: Calendar) -> Iterator[str]:
    was = {each.application.id: each for each in before.report.standings}
    now = {each.application.id: each for each in after.report.standings}
    for id_, standing in was.items():
        if id_ not in now:
            yield f"takes {id_} away"
        elif change := _change(standing, now[id_], calendar):
            yield change
    for id_, standing in now.items():
        if id_ not in was:
            yield f"makes an application: {name_of(standing.application)}"


def _change(was: Standing, now: Standing, calendar: Calendar) -> str:
    id_, due_on = now.application.id, now.follow_up.due_on
    if was.state is not now.state:
        return f"closes {id_}" if now.state in _ENDS else f"{id_}: {STATES[now.state]}"
    if due_on and due_on != was.follow_up.due_on:
        return f"{id_}: follow-up due {calendar.day(due_on)}"
    return ""
