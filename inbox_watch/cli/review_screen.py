"""One question of `review` as lines: who wrote what and when, why it is asked, what it may be, what that changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inbox_watch.clean import clean_line
from inbox_watch.cli.keys import BACK, QUIT, SKIP, UNDO
from inbox_watch.cli.review_doubts import Doubt, Reason
from inbox_watch.records import Detail
from inbox_watch.report.grid import Column, table, wrapped
from inbox_watch.report.words import Calendar

KEYS: Mapping[str, Detail] = {
    "a": Detail.ACKNOWLEDGEMENT,
    "r": Detail.REJECTION,
    "p": Detail.POSITION_CLOSED,
    "i": Detail.INTERVIEW_INVITE,
    "t": Detail.INTERVIEW_SCHEDULED,
    "m": Detail.INTERVIEW_RESCHEDULE,
    "c": Detail.INTERVIEW_CANCELLED,
    "e": Detail.ASSESSMENT,
    "d": Detail.INFO_REQUEST,
    "o": Detail.OFFER,
    "u": Detail.STATUS_UPDATE,
    "h": Detail.HUMAN_REPLY,
    "f": Detail.OUT_OF_OFFICE,
    "v": Detail.RECRUITER_OUTREACH,
    "j": Detail.JOB_ALERT,
    "n": Detail.NOT_JOB,
}
_ASKED = {
    Reason.UNSURE: "What is it?",
    Reason.UNVERIFIED: "Nobody vouches for the sender. What is it?",
    Reason.AMBIGUOUS: "Where does it belong?",
}
_MOVES = f"{SKIP} skip, {BACK} back, {UNDO} undo, {QUIT} quit"
_GAP = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that is offered: its key, what it says, how likely it is (or empty), and what it changes."""

    key: str
    text: str
    share: str
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt as it is shown: the `number`-th of `total`, where the message belongs, what was said of it before, and
    what to be careful about."""

    doubt: Doubt
    number: int
    total: int
    choices: tuple[Choice, ...]
    home: str
    said: str = ""
    cautions: tuple[str, ...] = ()


def question_lines(question: Question, calendar: Calendar, width: int) -> Iterator[str]:
    """Yield lines of at most `width` columns; what comes from the mail is cleaned."""
    for line in _sentences(question, calendar):
        yield from wrapped(line, width)
    rows = [(f"  {each.key}", each.text, each.share, _effects(each)) for each in question.choices]
    yield from table(rows, (Column(), Column(1), Column(), Column(1)), width).splitlines()


def prompt(doubt: Doubt, width: int) -> str:
    """The line that names the keys."""
    letters = "y = 1, a letter, ? letters" if doubt.reason is not Reason.AMBIGUOUS else "a number, n none, + new"
    return "\n".join(wrapped(f"[{letters}, {_MOVES}]", width - _GAP))


def legend(width: int) -> str:
    """The letters, in as many columns as fit."""
    names = [f"{key} {detail.value.replace('_', ' ')}" for key, detail in KEYS.items()]
    widest = max(map(len, names))
    beside = max(1, (width + _GAP) // (widest + _GAP))
    rows = [names[at : at + beside] for at in range(0, len(names), beside)]
    return "\n".join("  ".join(f"{name:<{widest}}" for name in row).rstrip() for row in rows)


def _sentences(question: Question, calendar: Calendar) -> Iterator[str]:
    finding = question.doubt.finding
    yield f"{question.number} of {question.total}. {_ASKED[question.doubt.reason]}"
    yield f'"{clean_line(finding.subject)}"'
    sender = f"{clean_line(finding.from_.name)} <{clean_line(finding.from_.address)}>".strip()
    yield f"From {sender}, {calendar.moment(finding.internaldate)}"
    yield question.home
    if finding.verdict.clues:
        yield f"What decided: {_quoted(finding.verdict.clues)}"
    for caution in question.cautions:
        yield f"Careful: {clean_line(caution)}."
    if question.said:
        yield f"You said: {question.said}"


def _quoted(clues: Sequence[str]) -> str:
    return ", ".join(f'"{clean_line(clue)}"' for clue in clues)


def _effects(choice: Choice) -> str:
    return "; ".join(choice.effects) or "changes nothing"
