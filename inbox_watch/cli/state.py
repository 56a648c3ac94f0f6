"""The store of a configuration, surveyed: what report, status, explain and applications start from."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

from inbox_watch.alerts.undelivered import undelivered
from inbox_watch.cli.context import open_state, state_exists
from inbox_watch.cli.said import named, surveyed_today
from inbox_watch.config import Settings
from inbox_watch.errors import UsageError
from inbox_watch.memory import gather, gather_for_report
from inbox_watch.records import Report, Statement, StatementKind
from inbox_watch.store.store import Store
from inbox_watch.survey import Evidence, Survey, survey


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """Look for no garbage while nearly all that is made stays to the end, nor among it later: a tenth of a report."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def surveyed(settings: Settings, today: date, now: datetime) -> Survey:
    """Survey the store as of a day; without a store, there is nothing yet."""
    if not state_exists(settings):
        return survey(Evidence((), (), (), {}, ()), settings, today=today, now=now)
    with open_state(settings, read_only=True) as store, nothing_thrown_away():
        return survey(gather(store, now), settings, today=today, now=now, notices=_notices(store, now))


def reported(settings: Settings, today: date, now: datetime) -> Report:
    """The report as of a day: as of a survey of everything, of which only what a report shows is read."""
    if not state_exists(settings):
        return surveyed(settings, today, now).report
    with open_state(settings, read_only=True) as store, nothing_thrown_away():
        evidence = gather_for_report(store, now)
        return survey(evidence, settings, today=today, now=now, notices=_notices(store, now)).report


def surveyed_now(settings: Settings, now: datetime) -> Survey:
    """Survey the store as of now, for a word about what is there; raises UsageError when nothing was polled yet."""
    if not state_exists(settings):
        raise UsageError("Nothing is known yet: run `inbox-watch poll` first.")
    return surveyed(settings, now.astimezone(settings.timezone).date(), now)


def last_good_run(settings: Settings) -> datetime | None:
    """Return since when every account may be out of date: the oldest of their last good runs, None without one."""
    if not state_exists(settings):
        return None
    with open_state(settings, read_only=True) as store:
        ended = [store.last_good_run(account.name) for account in settings.accounts]
    known = [each for each in ended if each is not None]
    return min(known) if len(known) == len(ended) else None


def say(
    settings: Settings, before: Survey, kind: StatementKind, about: str, values: Mapping[str, str], now: datetime
) -> Survey:
    """Write down what the user says and survey again; every application keeps the id that the user has seen."""
    with open_state(settings) as store:
        store.name_applications(before.ledger.given)
        store.say(kind, about, values, now)
        return named(store, settings, now)


def foreseen(
    settings: Settings, before: Survey, kind: StatementKind, about: str, values: Mapping[str, str], now: datetime
) -> Survey:
    """What `say` would come to; nothing is written."""
    with open_state(settings, read_only=True) as store:
        evidence = gather(store, now)
    number = max((statement.number for statement in evidence.statements), default=0) + 1
    if_said = replace(
        evidence,
        statements=(*evidence.statements, Statement(number, kind, now, about, values)),
        known_ids={**evidence.known_ids, **before.ledger.given},
    )
    return surveyed_today(if_said, settings, now)


def _notices(store: Store, now: datetime) -> tuple[str, ...]:
    """What the reader must know about the tool's own health."""
    return tuple(filter(None, (undelivered(store.unsent_alerts(), now),)))
