"""An application in sentences: its evidence, its events in order, and the arithmetic of its clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from inbox_watch.clean import clean_line
from inbox_watch.cli.application_names import known_lines
from inbox_watch.cli.explain_clock import clock_lines
from inbox_watch.cli.explain_home import REASONS
from inbox_watch.cli.said import name_of
from inbox_watch.followup.policy import Policy
from inbox_watch.records import Application, Event, FolderRole, Mark, Standing, State
from inbox_watch.report.words import STATES, VIAS


def application_lines(standing: Standing, policy: Policy, today: date) -> Iterator[str]:
    """Yield the lines; everything that comes from a mail is cleaned."""
    application = standing.application
    yield f"{application.id}: {name_of(application)}"
    yield f"Applied on {application.applied_on} ({VIAS[application.via]}). {_counterpart(application)}"
    yield from known_lines(application)
    yield f"On {today} it is: {_state(standing.state)}."
    yield from _events(standing)
    yield "The clock:"
    for line in clock_lines(standing, policy, today):
        yield f"  {line}"
    if standing.follow_up.due_on:
        yield from _advice(standing)


def _state(state: State) -> str:
    """The name that programs use, and its words where they are others."""
    words = STATES[state]
    return words if words == state.replace("_", " ") else f"{state} ({words})"


def _counterpart(application: Application) -> str:
    known = ", ".join(clean_line(contact.address) for contact in application.contacts) or "nobody is known"
    said = "guessed" if application.kind_guessed else "as you said"
    return f"Counterpart: {application.kind} ({said}); contacts: {known}."


def _events(standing: Standing) -> Iterator[str]:
    if not standing.events:
        yield "No mail belongs to it: it is known because you added it."
    if standing.events or standing.marks:
        yield "What happened:"
    for item in sorted(chain[Event | Mark](standing.events, standing.marks), key=lambda item: item.on):
        yield from _mark(item) if isinstance(item, Mark) else _mail(item, standing.application)


def _mail(event: Event, application: Application) -> Iterator[str]:
    yield f'  {event.on}  {_what(event)}: "{clean_line(event.finding.subject, 80)}"'
    yield f"              {_why(event, application)}; sha256 {event.finding.sha256[:12]}"


def _mark(mark: Mark) -> Iterator[str]:
    said = (mark.by, mark.outcome.value if mark.outcome else "", mark.whom, f"until {mark.until}" if mark.until else "")
    told = ", ".join(clean_line(each) for each in said if each)
    yield f"  {mark.on}  you said: {mark.kind.replace('-', ' ')}" + (f" ({told})" if told else "")


def _what(event: Event) -> str:
    if event.finding.role is FolderRole.SENT:
        kind = event.link.sent_kind.value.replace("_", " ") if event.link.sent_kind else "mail"
        return f"you sent ({kind})"
    verdict = event.finding.verdict
    unsure = "unsure, perhaps " if verdict.unsure else ""
    late = f", {event.late_days} days after the application" if event.late_days else ""
    return f"{unsure}{verdict.detail} {verdict.probability:.0%}{late}"


def _why(event: Event, application: Application) -> str:
    if event.finding.sha256 == application.keys[0]:
        return "the application is known from this mail"
    if event.link.application_id is None:
        others = ", ".join(event.link.candidates)
        return f"fits {others} equally well ({REASONS[event.link.reason]})"
    vouched = "" if event.link.verified or event.finding.role is FolderRole.SENT else "; nobody vouches for the sender"
    return f"{REASONS[event.link.reason]}, score {event.link.score:g}{vouched}"


def _advice(standing: Standing) -> Iterator[str]:
    follow_up = standing.follow_up
    advised = "advised" if follow_up.advised else "not advised now"
    yield f"Follow-up: {advised}, {follow_up.channel.replace('_', ' ')} to {_target(standing)}."
    for text in (*follow_up.reasons, *follow_up.warnings):
        yield f"  {clean_line(text)}"
    if follow_up.suggestions:
        yield "What you can do first:"
    for text in follow_up.suggestions:
        yield f"  {clean_line(text)}"


def _target(standing: Standing) -> str:
    return clean_line(standing.follow_up.target) or "nobody known"
