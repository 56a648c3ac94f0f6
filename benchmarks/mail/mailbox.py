"""A whole mailbox, mail by mail in order of time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.mail import texts
from benchmarks.mail.octets import Written, written

# Mail of the last six hundred days, most of it received.
_DAYS = 600
_SENT_SHARE = 0.07
_FILLER = 400


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail, the folder it lies in and when it came."""

    folder: str
    when: datetime
    written: Written


def mailbox(count: int, seed: int, ends: datetime) -> Iterator[Mail]:
    """So many mails in INBOX and Sent, the last one at `ends`; the same seed and end give the same octets."""
    dice = random.Random(seed)
    filler = tuple(_lines(dice))
    for number in range(count):
        when = ends - timedelta(days=_DAYS) * ((count - 1 - number) / count)
        is_own = dice.random() < _SENT_SHARE
        text = texts.sent(dice) if is_own else texts.received(dice)
        yield Mail("Sent" if is_own else "INBOX", when, written(dice, text, when, filler))


def job_mail(count: int, seed: int, ends: datetime) -> Iterator[Mail]:
    """So many mails about applications, all of them received in the last minutes before `ends`."""
    dice = random.Random(seed)
    number = 0
    while number < count:
        text = texts.received(dice)
        if not text.is_bulk:
            number += 1
            yield Mail("INBOX", ends - timedelta(seconds=count - number), written(dice, text, ends, ()))


def notes(count: int, folders: tuple[str, ...], ends: datetime) -> Iterator[Mail]:
    """So many short mails, spread over folders: for those who only ask whether something is new."""
    for number in range(count):
        when = ends - timedelta(days=1, seconds=count - number)
        head = f"From: news@lampenstube.example\r\nSubject: Lamp {number}\r\nMessage-ID: <{number}@lampenstube.example>"
        octets = f"{head}\r\n\r\nLamp {number} is here.\r\n".encode()
        yield Mail(folders[number % len(folders)], when, Written(octets, len(octets)))


def _lines(dice: random.Random) -> Iterator[str]:
    """Lines of bulk mail, as the rows of newsletters are."""
    found = 0
    while found < _FILLER:
        text = texts.received(dice)
        for line in text.body.splitlines() if text.is_bulk else ():
            if len(line) > 20:
                found += 1
                yield line
