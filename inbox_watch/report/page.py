"""Report to page: what is said, in which order and in which words; text and HTML only lay it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from inbox_watch.clean import clean_line
from inbox_watch.followup.target import employer_of
from inbox_watch.records import Report, Standing, State
from inbox_watch.report.headline import first_steps, headline, is_backlog, lead, warnings
from inbox_watch.report.homeless import homeless
from inbox_watch.report.listening import heard_until
from inbox_watch.report.notes import cautions, note, open_deadline
from inbox_watch.report.order import in_order
from inbox_watch.report.words import STATES, STEPS, Calendar, Hint, counted, long_day, said_kind, to_do

_LOOK_FIRST = frozenset({State.UNCONFIRMED, State.UNDELIVERED})
_COMING = frozenset({State.WAITING, State.FOLLOWED_UP, State.ON_HOLD})
_QUIET = frozenset({State.SILENT_FINAL, State.SILENT_HOLD})
_ANSWERED = frozenset({State.OFFER, State.INTERVIEW, State.ASSESSMENT, State.INFO_REQUESTED, State.ANSWERED})
_TO_ACT = frozenset({State.DUE, State.SILENT_HOLD})
_REST = frozenset({State.MOVE_ON, State.UNKNOWN, State.REJECTED, State.CLOSED})


@dataclass(frozen=True, slots=True)
class Entry:
    """One application as a reader meets it: clean words, no codes."""

    id: str
    employer: str
    role: str
    state: str
    sent: str
    silent_days: int
    due: str
    due_ago: str
    until: str
    after: str
    to_do: str
    note: str
    kind: str
    deadline: date | None
    why: tuple[str, ...]
    warnings: tuple[str, ...]
    suggestions: tuple[str, ...]
    cautions: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Page:
    """A whole report in words.

    `backlog` says that most of it is old mail or not known: then the page opens with what to do now and folds the rest.
    """

    headline: str
    lead: tuple[str, ...]
    steps: tuple[Hint, ...]
    warnings: tuple[Hint, ...]
    as_of: str
    heard: str
    look_first: tuple[Entry, ...]
    review: tuple[Hint, ...]
    due: tuple[Entry, ...]
    coming: tuple[Entry, ...]
    quiet: tuple[Entry, ...]
    answered: tuple[Entry, ...]
    rest: tuple[Entry, ...]
    everything: tuple[Entry, ...]
    remainders: tuple[Hint, ...]
    listed: tuple[Hint, ...]
    backlog: bool


# What helps with any application that is due.
DUE_HINTS = (
    Hint("The words for one, to read over and send yourself:", "inbox-watch draft ID"),
    Hint("Why one is here, and its mail:", "inbox-watch explain ID"),
)


def page(report: Report) -> Page:
    """Say a report in words."""
    calendar = Calendar(report.as_of, ZoneInfo(report.timezone))
    entries = tuple(_entry(standing, calendar) for standing in in_order(report.standings))
    urgent = tuple(entry for entry in entries if _needs_a_look(entry))
    others = tuple(entry for entry in entries if not _needs_a_look(entry))
    until = heard_until(report)
    return Page(
        headline=headline(report),
        lead=lead(report, len(urgent), calendar),
        steps=first_steps(report),
        warnings=(*warnings(report, calendar), *homeless(report, calendar)),
        as_of=long_day(report.as_of),
        heard=f"Mail read until {calendar.moment(until)}." if until else "",
        look_first=tuple(sorted(urgent, key=_deadline)),
        review=_review(urgent),
        due=_only({State.DUE}, others),
        coming=tuple(sorted(_only(_COMING, others), key=_next_date)),
        quiet=_only(_QUIET, others),
        answered=_only(_ANSWERED, others),
        rest=_only(_REST, others),
        everything=entries,
        remainders=_remainders(report),
        listed=_listed(report),
        backlog=is_backlog(report),
    )


def folded(entries: Iterable[Entry]) -> str:
    """Return how many applications are in each state: `27 no answer, move on; 3 rejected`."""
    states = Counter(entry.state for entry in entries)
    return "; ".join(f"{number} {state}" for state, number in states.most_common())


def _needs_a_look(entry: Entry) -> bool:
    return entry.standing.state in _LOOK_FIRST or entry.deadline is not None


def _deadline(entry: Entry) -> date:
    """Sort key: the nearest deadline first, what has none last."""
    return entry.deadline or date.max


def _review(urgent: tuple[Entry, ...]) -> tuple[Hint, ...]:
    doubtful = any(entry.standing.state is State.UNCONFIRMED for entry in urgent)
    hints = (
        Hint("Say what a doubtful mail is:", "inbox-watch review"),
        Hint("Why it is doubtful:", "inbox-watch explain ID"),
    )
    return hints if doubtful else ()


def _only(states: Iterable[State], entries: Iterable[Entry]) -> tuple[Entry, ...]:
    wanted = frozenset(states)
    return tuple(entry for entry in entries if entry.standing.state in wanted)


def _next_date(entry: Entry) -> date:
    """Sort key: the day on which something happens by itself; what was followed up only waits."""
    follow_up = entry.standing.follow_up
    return date.max if follow_up.used_on or not follow_up.due_on else follow_up.due_on


def _entry(standing: Standing, calendar: Calendar) -> Entry:
    application, follow_up = standing.application, standing.follow_up
    return Entry(
        id=clean_line(application.id),
        employer=clean_line(employer_of(application), 80),
        role=clean_line(application.role, 80),
        state=STATES[standing.state],
        sent=calendar.day(application.applied_on),
        silent_days=standing.silent_days,
        due=calendar.day(follow_up.due_on) if follow_up.due_on else "",
        due_ago=calendar.ago(follow_up.due_on) if follow_up.due_on else "",
        until=calendar.day(follow_up.advised_until) if follow_up.advised_until else "",
        after=STEPS[standing.step],
        to_do=to_do(follow_up, application.employer),
        note=note(standing, calendar),
        kind=said_kind(application),
        deadline=open_deadline(standing, calendar.today),
        why=tuple(calendar.sentence(reason) for reason in follow_up.reasons),
        warnings=tuple(calendar.sentence(warning) for warning in follow_up.warnings),
        suggestions=_suggestions(standing, calendar),
        cautions=cautions(standing, calendar),
        standing=standing,
    )


def _suggestions(standing: Standing, calendar: Calendar) -> tuple[str, ...]:
    """What may be done, where the next step is the user's."""
    told = standing.follow_up.suggestions if standing.state in _TO_ACT else ()
    return tuple(calendar.sentence(suggestion) for suggestion in told)


def _remainders(report: Report) -> tuple[Hint, ...]:
    """What a person can settle."""
    several, unsure = sum(bool(mail.candidates) for mail in report.unlinked), len(report.unsure)
    said = (
        (unsure, f"{counted(unsure, 'mail')} could not be judged for sure:"),
        (several, f"{counted(several, 'mail')} about a job may belong to one application or another:"),
    )
    return tuple(Hint(text, "inbox-watch review") for number, text in said if number)


def _listed(report: Report) -> tuple[Hint, ...]:
    """What is only to be known; the report as a page lists it."""
    nowhere, unreadable = sum(not mail.candidates for mail in report.unlinked), len(report.unreadable)
    said = (
        (nowhere, f"{counted(nowhere, 'mail')} about a job {'fits' if nowhere == 1 else 'fit'} no application:"),
        (unreadable, f"{counted(unreadable, 'mail')} could not be read:"),
    )
    return tuple(Hint(text, "inbox-watch report --format html -o report.html") for number, text in said if number)
