"""What an absence note says: when the writer is back, and who is there meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from inbox_watch.classify.clauses import clauses, sentences
from inbox_watch.facts.dates import days_ahead, weekdays
from inbox_watch.facts.names import fold
from inbox_watch.facts.referral import persons
from inbox_watch.facts.timeline import stated_dates
from inbox_watch.knowledge import patterns
from inbox_watch.knowledge.senders import is_machine, platform_of
from inbox_watch.records import Address, Message
from inbox_watch.workdays import Workdays

_READ = 3000
# Three years of parental leave (Germany, BEEG section 15) and some months more.
_LONGEST = timedelta(days=1200)
# RFC 5321 section 4.5.3.1: at most 64 octets before the sign, and 255 behind it.
_ADDRESS = re.compile(r"(?<![\w.+@-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[a-z]{2,24}\b", re.IGNORECASE)
_LONGEST_NAME = 80
# What is shorter may belong to the sentence before it: a line of its own, or what stands behind the dot of a title.
_SHORT_LINE = 100
_SHORTEST_WORD = 3


def return_on(message: Message, written_on: date, workdays: Workdays) -> date | None:
    """The last date an absence note names is the day of the return ("from 3 to 14 August", "back on 17 August").

    Without a date it is the weekday, or tomorrow, that stands beside a word of return. Who has left does not return: a
    date beside that is the last day of work.
    """
    if has_left(message):
        return None
    said = [clause.text for clause in clauses(message.text[:_READ])]
    stated = [day for clause in said for day in stated_dates(clause, written_on, workdays, _LONGEST)]
    return max(stated or _weekdays_of_return(said, written_on), default=None)


def _weekdays_of_return(said: Iterable[str], written_on: date) -> Iterator[date]:
    returns = patterns("absence", "kind", "return")
    for clause in map(str.lower, said):
        if returns.search(clause):
            yield from (each.day for each in (*weekdays(clause, written_on), *days_ahead(clause, written_on)))


def has_left(message: Message) -> bool:
    """Does the note say that the writer no longer works there?"""
    said = f"{message.subject}\n{message.text[:_READ]}"
    return bool(patterns("absence", "kind", "left").search(said))


def deputy(message: Message) -> Address | None:
    """Whom an absence note names to write to instead, by address; their name too where it fits the address."""
    return next(_deputies(message), None)


def _deputies(message: Message) -> Iterator[Address]:
    absent = {message.from_.address, *(address.address for address in (*message.reply_to, *message.to))}
    words, others = patterns("absence", "kind", "deputy"), patterns("absence", "kind", "other_matter")
    pieces = sentences(message.text[:_READ])
    for here, *lines in zip(pieces, [*pieces[1:], ""], [*pieces[2:], "", ""], strict=False):
        said = here if _ADDRESS.search(here) else " ".join((here, *_beginning(lines)))
        if words.search(here) and not others.search(said):
            found = (Address(_name(said[: each.start()], each[0]), each[0].lower()) for each in _ADDRESS.finditer(said))
            yield from (address for address in found if address.address not in absent and _is_read(address))


def _beginning(lines: list[str]) -> Iterator[str]:
    """The short lines up to the first address."""
    for line in lines:
        if len(line) > _SHORT_LINE:
            return
        yield line
        if _ADDRESS.search(line):
            return


def _is_read(address: Address) -> bool:
    return not is_machine(address.local_part) and platform_of(address.address) is None


def _name(before: str, address: str) -> str:
    """The name in front of an address that has a word of it ("Leo Marsh (leo.marsh@...)"); else empty."""
    local_part = fold(address.partition("@")[0])
    fitting = (
        name
        for name in persons(before)
        if any(len(word) >= _SHORTEST_WORD and word in local_part for word in fold(name).split())
    )
    return next(fitting, "")[:_LONGEST_NAME]
