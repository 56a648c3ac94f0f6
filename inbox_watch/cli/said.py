"""What the user said about applications, and which application it made; and how an application is told in a line."""

from __future__ import annotations

from datetime import datetime

from inbox_watch.clean import clean_line
from inbox_watch.config import Settings
from inbox_watch.followup.target import employer_of
from inbox_watch.link.discover import statement_key
from inbox_watch.memory import gather
from inbox_watch.records import Application, Standing, State, Statement
from inbox_watch.report.words import STATES
from inbox_watch.store.store import Store
from inbox_watch.survey import Evidence, Survey, survey


def named(store: Store, settings: Settings, now: datetime) -> Survey:
    """Survey what the store holds, and write down the ids its applications have got."""
    found = surveyed_today(gather(store, now), settings, now)
    store.name_applications(found.ledger.given)
    return found


def surveyed_today(evidence: Evidence, settings: Settings, now: datetime) -> Survey:
    """Survey evidence as of now."""
    return survey(evidence, settings, today=now.astimezone(settings.timezone).date(), now=now)


def application_of(said: Statement, found: Survey) -> Application:
    """The application an added row belongs to."""
    id_ = found.ledger.ids[statement_key(said)]
    return next(application for application in found.ledger.applications if application.id == id_)


def told(application: Application) -> str:
    """The sentence that tells an application."""
    return f"{application.id}: {name_of(application)}, applied on {application.applied_on}."


def name_of(application: Application) -> str:
    """Employer and role, fit for a terminal."""
    role = f", {clean_line(application.role, 80)}" if application.role else ""
    return f"{clean_line(employer_of(application), 80)}{role}"


def stands(standing: Standing) -> str:
    """Where an application stands, and when its follow-up is due, in a sentence or two."""
    due = standing.follow_up.due_on
    if standing.state is State.DUE:
        return f"Now: follow-up due since {due}."
    put_off = standing.follow_up.snoozed_until
    snoozed = f" Snoozed until {put_off}." if put_off else ""
    when = f"{snoozed} Follow-up due on {due}." if due and not standing.follow_up.used_on else ""
    return f"Now: {STATES[standing.state]}.{when}"
