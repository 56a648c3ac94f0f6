"""All hostile mails together in a report, its exports and alerts: nothing runs, phones home, forges or hides a line."""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO, StringIO

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from inbox_watch.config import Settings
from inbox_watch.records import Alert, Detail, Finding, FolderHeard, FolderRole, Label, Report, Unlinked, Unreadable
from inbox_watch.report.as_html import to_html
from inbox_watch.report.as_json import to_json
from inbox_watch.report.as_text import to_text
from inbox_watch.report.export.as_csv import to_csv
from inbox_watch.report.export.as_ics import to_ics
from inbox_watch.report.export.as_markdown import to_markdown
from inbox_watch.report.export.as_xlsx import to_xlsx
from inbox_watch.survey import Evidence, survey
from tests.alerts.standings import standing as alerted
from tests.alerts.standings import told, when_it_came
from tests.hostile.mails import MAILS
from tests.hostile.measured import CAME, outcomes
from tests.report.builders import event, report, standing
from tests.report.html_reader import read
from tests.support.sample import SETTINGS

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what a worker uses is read from Linux's /proc"),
]
_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FETCHING = ("src", "srcset", "href", "xlink:href", "action", "background", "poster", "data", "ping")
_FORMULA = re.compile(r"[=+\-@\t\r]")
_HONEST_LINES = (b"\r\nSubject: Your application\r\n", b"From: Petra <petra@lindhof.example>\r\n")
_DAY = date(2026, 5, 20)


def _answers() -> list[Finding | Unreadable]:
    return [each.answer for each in outcomes().values()]


def _findings() -> list[Finding]:
    return [answer for answer in _answers() if isinstance(answer, Finding)]


def _unreadable() -> tuple[Unreadable, ...]:
    return tuple(answer for answer in _answers() if isinstance(answer, Unreadable))


def _surveyed() -> Report:
    """What a user would see."""
    found = {finding.sha256: finding for finding in _findings()}
    heard = (FolderHeard("demo", "INBOX", FolderRole.INBOX, CAME),)
    settings: Settings = replace(SETTINGS, addresses=frozenset({"runa@falkenried.example"}))
    evidence = Evidence(tuple(found.values()), _unreadable(), (), {}, heard)
    return survey(evidence, settings, today=_DAY, now=CAME + timedelta(days=16)).report


def _everything() -> Report:
    """Every mail as the one that decided an application, and once more among those that belong to none."""
    found = _findings()
    shown = [
        standing(
            standing().state,
            replace(event(Detail.REJECTION), finding=replace(mail, verdict=event(Detail.REJECTION).finding.verdict)),
            id=f"a{number}",
            employer=mail.from_.name or "x",
            role=mail.subject,
            contacts=(mail.from_,),
            target=mail.from_.address,
        )
        for number, mail in enumerate(found)
    ]
    return report(*shown, unlinked=tuple(Unlinked(mail, ()) for mail in found), unreadable=_unreadable())


@cache
def _reports() -> tuple[Report, Report]:
    return _surveyed(), _everything()


@pytest.fixture(params=[0, 1], ids=["as surveyed", "every mail"])
def its_report(request: pytest.FixtureRequest) -> Report:
    return _reports()[request.param]


def _is_clean(text: str) -> bool:
    text.encode()
    return not {unicodedata.category(letter) for letter in text.replace("\n", "").replace("\r", "")} & _FORBIDDEN


def test_what_cannot_be_read_is_shown_with_its_sender_subject_and_number() -> None:
    honest = [
        each.answer
        for name, each in outcomes().items()
        if isinstance(each.answer, Unreadable) and all(line in MAILS[name]() for line in _HONEST_LINES)
    ]
    assert len(honest) > 10
    assert {(mail.from_, mail.subject) for mail in honest} == {("Petra <petra@lindhof.example>", "Your application")}
    alone = report(unreadable=_unreadable())
    page, shown = to_html(alone), json.loads(to_json(alone))["unreadable"]
    assert all(f"number {mail.uid.uid}" in page for mail in _unreadable())
    assert page.count("petra@lindhof.example") >= len(honest) <= page.count("Your application")
    assert len(shown) == len(_unreadable())
    assert f"{len(shown)} mails could not be read" in to_text(alone, width=80, colour=False)


def test_the_text_holds_nothing_but_words(its_report: Report) -> None:
    assert _is_clean(to_text(its_report, width=80, colour=False))


def test_the_page_holds_no_tag_of_a_mail_and_fetches_nothing(its_report: Report) -> None:
    text = to_html(its_report)
    page = read(text)
    assert _is_clean(text)
    assert page.problems == []
    assert not {"script", "img", "iframe", "object", "embed", "link", "form", "base"} & set(page.tags)
    assert all(value.startswith(("#", "mailto:")) for name in _FETCHING for value in page.values(name))
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]


def test_json_and_markdown_are_clean(its_report: Report) -> None:
    assert _is_clean(to_json(its_report))
    assert _is_clean(to_markdown(its_report))
    assert "<img" not in to_markdown(its_report)


def test_no_cell_of_a_table_is_a_formula(its_report: Report) -> None:
    for row in csv.reader(StringIO(to_csv(its_report))):
        assert not [cell for cell in row if _FORMULA.match(cell)]
        assert all(map(_is_clean, row))
    book = load_workbook(BytesIO(to_xlsx(its_report)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert all(_is_clean(str(cell.value)) for cell in cells if cell.value is not None)


def test_the_calendar_can_be_read_and_holds_no_line_of_a_mail(its_report: Report) -> None:
    octets = to_ics(its_report, CAME)
    assert _is_clean(octets.decode())
    names = {part.name for part in Calendar.from_ical(octets).walk()}
    assert names <= {"VCALENDAR", "VTODO", "VEVENT", "VALARM", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
    assert b"\nATTACH" not in octets


def test_alerts_hold_no_link_and_nothing_but_words() -> None:
    alerts: list[Alert] = []
    for mail in _findings():
        verdict = replace(mail.verdict, label=Label.INTERVIEW, detail=Detail.INTERVIEW_INVITE)
        invite = replace(mail, verdict=verdict, role=FolderRole.INBOX)
        alerts += told(invite, alerted(invite), at=when_it_came(invite))
    assert len(alerts) > 100
    for alert in alerts:
        assert _is_clean(alert.subject + alert.body)
        assert not re.search(r"https?://|<\w|@everyone", alert.subject + alert.body)
