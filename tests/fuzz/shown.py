"""What holds for any octets whatever: judged or refused in time, shown by sender, subject and number, and harmless.

A check takes the octets of one mail and raises AssertionError, or what the program itself raised.
"""

from __future__ import annotations

import csv
import html
import time
import unicodedata
from dataclasses import replace
from functools import cache
from io import StringIO

from icalendar import Calendar

from inbox_watch.clean import clean_line
from inbox_watch.consider import Judge, consider
from inbox_watch.mail.parse import UnreadableMessage, parse
from inbox_watch.records import Detail, Finding, RawMessage, Report, Unlinked, Unreadable
from inbox_watch.report.as_html import to_html
from inbox_watch.report.as_json import to_json
from inbox_watch.report.as_text import to_text
from inbox_watch.report.export.as_csv import to_csv
from inbox_watch.report.export.as_ics import to_ics
from inbox_watch.report.export.as_markdown import to_markdown
from tests.hostile.measured import AUTHSERV_ID, CAME, judge, raw
from tests.report.builders import event, report, standing
from tests.report.html_reader import read

# Behind these lines sender and subject are known, whatever follows: of a field that comes twice the first counts.
HONEST_HEAD = b"From: Petra <petra@lindhof.example>\r\nSubject: Your application\r\nX-Head: ends\r\n"
MOST_SECONDS = 2.1
_NUMBER = 417
_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LOADING = ("src", "srcset", "href", "xlink:href", "action", "background", "poster", "data", "ping")
_TAGS = frozenset({"script", "img", "iframe", "object", "embed", "link", "form", "base"})
_FORMULA = tuple("=+-@|\uff1d\uff0b\uff0d\uff20")
_PARTS = {"VCALENDAR", "VTODO", "VEVENT", "VALARM", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
# The only reasons to refuse a mail (docs/decisions/0045-fields-are-made-tame.md).
_MAY_BE_REFUSED = ("too many parts", "header section too large", "RecursionError")


def check(octets: bytes) -> None:
    """Judge the octets and show what came of it in every form."""
    message = raw(octets, _NUMBER)
    began = time.process_time()
    answer = consider(message, _judge(), AUTHSERV_ID)
    took = time.process_time() - began
    assert took <= MOST_SECONDS, f"took {took:.1f} s"
    if isinstance(answer, Unreadable):
        _check_refusal(message)
        _check_forms(report(unreadable=(answer,)), *_head(octets, answer.from_, answer.subject))
    else:
        assert answer.uids == (message.uid,)
        _check_forms(_decided_by(answer), *_head(octets, answer.from_.address, answer.subject))


@cache
def _judge() -> Judge:
    return judge()


def _check_refusal(message: RawMessage) -> None:
    try:
        parse(message, AUTHSERV_ID)
    except UnreadableMessage as error:
        why = f"{type(error.__cause__).__name__}: {error.__cause__}"
    assert any(reason in why for reason in _MAY_BE_REFUSED), f"refused for {why}"


def _head(octets: bytes, sender: str, subject: str) -> tuple[str, str]:
    """The sender and the subject that have to be shown."""
    if octets.startswith(HONEST_HEAD):
        assert "petra@lindhof.example" in sender
        assert subject == "Your application"
    return clean_line(sender, 80), clean_line(subject, 120)


def _decided_by(mail: Finding) -> Report:
    """The mail as the one that refused an application, and among those that nobody understands."""
    refusal = event(Detail.REJECTION)
    decided = standing(
        standing().state,
        replace(refusal, finding=replace(mail, verdict=refusal.finding.verdict)),
        employer=mail.from_.name or "x",
        role=mail.subject,
        contacts=(mail.from_,),
        target=mail.from_.address,
    )
    return report(decided, unlinked=(Unlinked(mail, ()),), unsure=(mail,))


def _check_forms(shown: Report, sender: str, subject: str) -> None:
    page = to_html(shown)
    _check_page(page)
    words = html.unescape(page)
    assert sender in words
    assert subject in words
    assert not shown.unreadable or f"number {_NUMBER}" in page
    for text in (page, to_text(shown, width=80, colour=False), to_json(shown), to_markdown(shown)):
        assert is_clean(text)
    _check_table(to_csv(shown))
    _check_calendar(to_ics(shown, CAME))


def is_clean(text: str) -> bool:
    """Is it words alone, which every terminal shows as they are, but for the ends of lines?"""
    text.encode()
    return not {unicodedata.category(letter) for letter in set(text) - {"\n", "\r"}} & _FORBIDDEN


def _check_page(text: str) -> None:
    page = read(text)
    assert page.problems == []
    assert not _TAGS & set(page.tags)
    assert all(value.startswith(("#", "mailto:")) for name in _LOADING for value in page.values(name))
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]


def _check_table(text: str) -> None:
    rows = list(csv.reader(StringIO(text, newline="")))
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows for cell in row]
    assert all(map(is_clean, cells))
    assert not [cell for cell in cells if cell.lstrip()[:1] in _FORMULA]


def _check_calendar(octets: bytes) -> None:
    assert is_clean(octets.decode())
    assert {part.name for part in Calendar.from_ical(octets).walk()} <= _PARTS
    assert b"\nATTACH" not in octets
