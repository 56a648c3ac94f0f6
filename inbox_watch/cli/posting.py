"""What an advert says that a follow-up must heed: facts alone are kept, never its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from inbox_watch.config import Settings
from inbox_watch.errors import UsageError
from inbox_watch.facts.gather import Place, facts_of
from inbox_watch.knowledge import patterns
from inbox_watch.mail.parse import UnreadableMessage, parse
from inbox_watch.records import Detail, Facts, FolderRole, Message, MessageUid, RawMessage
from inbox_watch.workdays import Workdays

LARGEST_POSTING = 4 * 1024 * 1024
_HEADERS = {
    ".eml": b"",
    ".htm": b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n",
    ".html": b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n",
    ".txt": b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n",
}
# The facts of a mail are looked for in the beginning of its text; an advert often forbids calls at its end.
_PIECE, _OVERLAP = 6000, 200
_SENTENCE = re.compile(r"(?<=[^\d\s][.!?])\s+|(?<=\d{4}\.)\s+|(?<=\n)\s*")
_COUNTED = ("answer_by", "expected_after")


def posting_values(path: Path, read_on: date, settings: Settings) -> dict[str, str]:
    """What is kept of the advert; raises UsageError when it says none of it.

    The values are no_calls, no_contact, no_reply_policy, job_ids, closes_on, answer_by and expected_after, as text.

    An advert is read as a mail that came on the day of the application: dates without a year count from there, and
    "four weeks after the closing date" from that date.
    """
    message = _read(path, _noon(read_on, settings))
    place = Place(settings.timezone, Workdays(settings.country))
    after_closing, rest = _parted(message.text)
    values = _values(_facts(replace(message, text=rest), place))
    if "closes_on" in values and after_closing:
        closing = _noon(date.fromisoformat(values["closes_on"]), settings)
        later = _values(_facts(replace(message, text=after_closing, internaldate=closing, date=closing), place))
        values |= {name: later[name] for name in _COUNTED if name in later}
    if not values:
        raise UsageError(
            f"{path} says nothing of calls, enquiries or answers, and names no job number, closing date or timeline."
        )
    return values


def _noon(day: date, settings: Settings) -> datetime:
    return datetime.combine(day, time(12), tzinfo=settings.timezone).astimezone(UTC)


def _parted(text: str) -> tuple[str, str]:
    """The sentences that count from the closing date, without the word for it, and the others."""
    closing = patterns("time_words", "kind", "closing")
    sentences = _SENTENCE.split(text)
    counted = [closing.sub("", sentence) for sentence in sentences if closing.search(sentence)]
    return " ".join(counted), " ".join(sentence for sentence in sentences if not closing.search(sentence))


def _facts(message: Message, place: Place) -> list[Facts]:
    return [facts_of(piece, Detail.JOB_ALERT, place) for piece in _pieces(message)]


def _values(facts: list[Facts]) -> dict[str, str]:
    """Numbers further down are those of other jobs."""
    said = {
        "no_calls": "yes" if any(each.no_calls for each in facts) else "",
        "no_contact": "yes" if any(each.no_contact for each in facts) else "",
        "no_reply_policy": "yes" if any(each.no_reply_policy for each in facts) else "",
        "job_ids": " ".join(facts[0].job_ids),
        "closes_on": _first_of(each.deadline for each in facts),
        "answer_by": _first_of(each.answer_by for each in facts),
        "expected_after": _first_of(each.expected_after for each in facts),
    }
    return {name: value for name, value in said.items() if value}


def _first_of(days: Iterable[date | None]) -> str:
    return next((day.isoformat() for day in days if day), "")


def _pieces(message: Message) -> Iterator[Message]:
    for start in range(0, max(len(message.text), 1), _PIECE):
        yield replace(message, text=message.text[start : start + _PIECE + _OVERLAP])


def _read(path: Path, read_at: datetime) -> Message:
    try:
        if path.stat().st_size > LARGEST_POSTING:
            raise UsageError(f"{path} is larger than {LARGEST_POSTING >> 20} MB, which no advert is.")
        octets = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}): check the path.") from error
    header = _HEADERS.get(path.suffix.lower(), _HEADERS[".txt"])
    try:
        return parse(RawMessage(MessageUid("", "", 1, 1), FolderRole.INBOX, read_at, header + octets))
    except UnreadableMessage as error:
        raise UsageError(f"{path} cannot be read ({error}): save the advert as text.") from error
