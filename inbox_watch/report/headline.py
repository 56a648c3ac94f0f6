"""The first sentences of a report: the answer, what else matters today, and what the answer rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from inbox_watch.clean import clean_line
from inbox_watch.records import Report, State
from inbox_watch.report.counts import counts
from inbox_watch.report.listening import Deaf, deaf
from inbox_watch.report.words import Calendar, Hint, counted, listed

_OLD = frozenset({State.MOVE_ON, State.UNKNOWN})


def headline(report: Report) -> str:
    """Answer the one question: how many applications are due for their one follow-up?"""
    states = Counter(standing.state for standing in report.standings)
    due, unknown = states[State.DUE], states[State.UNKNOWN]
    if due:
        whole = counted(len(report.standings), "application")
        of = f"{due} of {whole}" if len(report.standings) > 1 else whole
        return f"{of} {'is due for its' if due == 1 else 'are due for their'} one follow-up."
    if unknown:
        return f"{counted(unknown, 'application')} cannot be judged today."
    return "No follow-up is due today." if report.standings else "No application was found yet."


def lead(report: Report, urgent: int, calendar: Calendar) -> tuple[str, ...]:
    """Return the sentences under the headline."""
    look = f"{counted(urgent, 'needs', 'need')} a look first." if urgent else ""
    sentences = (look, _next_due(report, calendar), _unused(report), _relief(report))
    return tuple(sentence for sentence in sentences if sentence)


def first_steps(report: Report) -> tuple[Hint, ...]:
    """Return what to do when no application is known."""
    if report.standings:
        return ()
    if not report.heard:
        return (
            Hint("No mailbox has been read yet. Check the configuration:", "inbox-watch doctor"),
            Hint("Then read it:", "inbox-watch poll"),
        )
    further_back = Hint(
        "The mailbox was read, and no mail in it shows an application. Look further back:",
        "inbox-watch poll --since DATE",
    )
    return (
        *(() if any(folders.since is None for folders in deaf(report)) else (further_back,)),
        Hint("Add an application that left no mail:", "inbox-watch applications add"),
        Hint("Bring a list from LinkedIn, Teal, Huntr or a table:", "inbox-watch applications import FILE"),
    )


def is_backlog(report: Report) -> bool:
    """Is most of the report old, or not known?"""
    old = sum(standing.state in _OLD for standing in report.standings)
    return old * 2 > len(report.standings)


def warnings(report: Report, calendar: Calendar) -> tuple[Hint, ...]:
    """Return what is wrong with the tool or with its hearing: notices, then the folders that were not read."""
    notices = (Hint(calendar.sentence(notice)) for notice in report.notices)
    return (*notices, *(_unheard(folders, calendar) for folders in deaf(report)))


def _next_due(report: Report, calendar: Calendar) -> str:
    following = min(_days_to_come(report, calendar), default=None)
    if following is None or any(standing.state is State.DUE for standing in report.standings):
        return ""
    return f"The next one is due on {calendar.day(following)}."


def _days_to_come(report: Report, calendar: Calendar) -> Iterator[date]:
    for standing in report.standings:
        due_on = standing.follow_up.due_on
        if standing.state is State.WAITING and due_on and due_on > calendar.today:
            yield due_on


def _unused(report: Report) -> str:
    """Say how many of the silent ones were not followed up (SR44).

    Not where they are those that are due, nor of a backlog: nothing has to be done about it.
    """
    numbers = counts(report)
    silent, unused = numbers["silent"], numbers["silent_unused"]
    if not unused or silent == numbers["due"] or is_backlog(report):
        return ""
    return f"{unused} of {counted(silent, 'silent application')} {'was' if unused == 1 else 'were'} not followed up."


def _relief(report: Report) -> str:
    """Say at the top of a backlog that most of it asks for nothing."""
    old = sum(standing.state is State.MOVE_ON for standing in report.standings)
    if not old or not is_backlog(report):
        return ""
    return f"{counted(old, 'older application')} had no answer for a long time; nothing has to be done about them."


def _unheard(folders: Deaf, calendar: Calendar) -> Hint:
    names = listed(clean_line(folder, 40) for folder in folders.folders)
    since = f"not been read since {calendar.moment(folders.since)}" if folders.since else "never been read to the end"
    account = clean_line(folders.account, 40)
    return Hint(f"The mailbox {account} has {since} ({names}). Answers may wait there:", "inbox-watch poll")
