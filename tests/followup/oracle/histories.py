"""Invented histories of one application: likely ones, and wild ones, each made from its number alone."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from inbox_watch.records import (
    Address,
    Advert,
    Application,
    CounterpartKind,
    Detail,
    Event,
    LinkReason,
    SentKind,
    Via,
)
from tests.followup.oracle.invented_mail import PAPERS, invented, later, linked
from tests.followup.oracle.invented_scenes import LONGEST_SCENE, scene
from tests.support.findings import LINDHOF, TIMEZONE, received, sent

EARLIEST = date(2025, 11, 3)
LONGEST_DAYS = 200
MOST_EVENTS = 12
SHARE_WITH_SCENE = 0.3
LONGEST_SCENE_DAYS = 30

# Days on which something is apt to change, counted from a mail.
TELLING_DAYS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16, 30, 31, 32, 44, 45, 46, 60)


@dataclass(frozen=True, slots=True)
class History:
    """An application, what happened to it in order of time, and days on which to ask where it stands."""

    number: int
    application: Application
    events: tuple[Event, ...]
    todays: tuple[date, ...]

    def until(self, today: date) -> tuple[Event, ...]:
        """What is known at the end of a day."""
        return tuple(event for event in self.events if event.on <= today)


def histories(count: int, first: int = 0) -> Iterator[History]:
    """Yield the histories of these numbers."""
    return (history(number) for number in range(first, first + count))


def history(number: int) -> History:
    """Make the history of a number; the same at any time."""
    chance = random.Random(number)
    application = _application(chance)
    events: list[Event] = []
    if founding := _founding(chance, application):
        events.append(founding)
    is_wild = chance.random() < 0.25
    for day in _days(chance, application.applied_on):
        events.append(invented(chance, len(events), day, events, is_wild=is_wild))
    played = _scene(number, application, events)
    ordered = tuple(sorted([*events, *played], key=lambda event: event.finding.internaldate))
    todays = _todays(chance, application, ordered)
    return History(number, application, ordered, tuple(sorted({*todays, *_days_after(number, played)})))


def _scene(number: int, application: Application, events: Sequence[Event]) -> tuple[Event, ...]:
    """A scene beside the other mail, in some of the histories that have room for one."""
    # Dice of its own: a history without a scene is the same as if there were none.
    chance = random.Random(f"scene {number}")
    if len(events) + LONGEST_SCENE > MOST_EVENTS or chance.random() >= SHARE_WITH_SCENE:
        return ()
    day = chance.choice([application.applied_on, *(event.on for event in events)])
    latest = application.applied_on + timedelta(days=LONGEST_DAYS - LONGEST_SCENE_DAYS)
    return scene(chance, len(events), min(day + timedelta(days=chance.choice((0, 1, 2, 5, 10))), latest))


def _days_after(number: int, played: Sequence[Event]) -> set[date]:
    """Days on which to ask what a scene came to."""
    chance = random.Random(f"days after {number}")
    return {played[-1].on + timedelta(days=chance.choice((0, 1, 2, 4, 8)))} if played else set()


def _application(chance: random.Random) -> Application:
    applied_on = EARLIEST + timedelta(days=chance.randrange(240))
    closed_on = applied_on + timedelta(days=chance.randrange(1, 150)) if chance.random() < 0.05 else None
    return Application(
        id="a1",
        employer="Lindhof Labs",
        role="Planner",
        applied_on=applied_on,
        via=chance.choice((Via.MAIL, Via.MAIL, Via.MAIL, Via.ATS, Via.JOB_BOARD, Via.MANUAL)),
        kind=chance.choice((CounterpartKind.UNKNOWN, *CounterpartKind)),
        kind_guessed=chance.random() < 0.5,
        contacts=(Address("Petra", LINDHOF),) if chance.random() < 0.7 else (),
        keys=("cv",),
        mass_mail=chance.random() < 0.07,
        closed_on=closed_on,
        advert=_advert(chance, applied_on),
        write_to="desk@lindhof-labs.example" if chance.random() < 0.05 else "",
    )


def _advert(chance: random.Random, applied_on: date) -> Advert:
    closes_on = applied_on + timedelta(days=chance.choice((-5, 0, 3, 7, 14, 30))) if chance.random() < 0.15 else None
    return Advert(
        no_calls=chance.random() < 0.1,
        no_contact=chance.random() < 0.05,
        no_reply_policy=chance.random() < 0.05,
        closes_on=closes_on,
        answer_by=later(chance, applied_on - timedelta(days=15)) if chance.random() < 0.1 else None,
    )


def _founding(chance: random.Random, application: Application) -> Event | None:
    """The mail by which the application is known; a row that the user added has none."""
    day = application.applied_on
    if application.via is Via.MAIL:
        promised = later(chance, day) if chance.random() < 0.12 else None
        letter = sent("cv", f"{day} 08:00", SentKind.APPLICATION, promised_on=promised)
        name = letter.message_id if chance.random() > 0.05 else ""
        return linked(replace(letter, attachments=PAPERS, message_id=name), LinkReason.ADDRESS)
    if application.via is Via.ATS:
        return linked(received("cv", f"{day} 08:00", Detail.ACKNOWLEDGEMENT), LinkReason.EMPLOYER_AND_ROLE)
    if application.via is Via.JOB_BOARD:
        return linked(received("cv", f"{day} 08:00", Detail.APPLICATION_SENT), LinkReason.EMPLOYER_AND_ROLE)
    return None


def _days(chance: random.Random, applied_on: date) -> list[date]:
    """The days of the events: most soon after the one before, some on the same day, some after months."""
    days, day = [], applied_on
    for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, MOST_EVENTS - 1))):
        wait = chance.choice((0, 0, 1, 2, 3, 5, 7, 8, 10, 15, 30, chance.randrange(90)))
        day = min(day + timedelta(days=wait), applied_on + timedelta(days=LONGEST_DAYS))
        days.append(day)
    return days


def _todays(chance: random.Random, application: Application, events: Sequence[Event]) -> tuple[date, ...]:
    applied_on, advert = application.applied_on, application.advert
    stated = [advert.closes_on, advert.answer_by, *(_date_in(event) for event in events)]
    starts = [applied_on, *(event.on for event in events), *(day for day in stated if day and day >= applied_on)]
    days = {chance.choice(starts) + timedelta(days=chance.choice(TELLING_DAYS)) for _ in range(4)}
    last = max(event.on for event in events) if events else applied_on
    return tuple(sorted(days | {last + timedelta(days=chance.choice(TELLING_DAYS))}))


def _date_in(event: Event) -> date | None:
    facts = event.finding.facts
    talk = facts.event_on.astimezone(TIMEZONE).date() if facts.event_on else None
    return max((day for day in (facts.answer_by, facts.return_on, facts.promised_on, talk) if day), default=None)
