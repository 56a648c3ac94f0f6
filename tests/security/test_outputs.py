"""Rows 6 to 10: twenty payloads in every field that holds words of others, and every form in which they are shown.

The page, the terminal and JSON of the report stand in tests/report/test_hostile.py, with payloads of their own.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from inbox_watch.alerts.channels import send
from inbox_watch.alerts.choose import alerts_for_due, alerts_for_mail
from inbox_watch.alerts.severity import Occasion
from inbox_watch.alerts.wishes import AlertWishes
from inbox_watch.config import ALERT_KINDS
from inbox_watch.records import Address, Alert, Detail, Facts, Finding, Report, Sign, State
from inbox_watch.report.as_html import to_html
from inbox_watch.report.as_json import to_json
from inbox_watch.report.as_text import to_text
from inbox_watch.report.export.as_csv import to_csv
from inbox_watch.report.export.as_ics import to_ics
from inbox_watch.report.export.as_markdown import to_markdown
from inbox_watch.report.export.as_sankey import to_sankey
from inbox_watch.report.export.as_work_log import log_to_csv, log_to_markdown
from inbox_watch.report.export.as_xlsx import to_xlsx
from inbox_watch.report.export.work_log import work_log
from inbox_watch.report.period import Period
from tests.alerts.servers import running
from tests.report.builders import DAY, READ, TODAY, event, finding, report, standing
from tests.report.html_reader import read
from tests.support.smtp import postbox

PAYLOADS = {
    "script": "<script src=//evil.example></script>",
    "image": "<img src=x onerror=alert(1)>",
    "svg": "</title><svg/onload=alert(1)>",
    "attribute": "\"'><a href=javascript:alert(1)>x</a>",
    "template": "{{ config }}{% include '/etc/passwd' %}${7*7}",
    "osc": "\x1b]52;c;cm0gLXJmIH4=\x07",
    "csi": "\x1b[2J\x1b[1;1H\x9b31mowned",
    "lines": "one\r\ntwo\u2028three\x85four\x0bfive\x0csix\x1eseven",
    "bidi": "abc\u202egpj.exe\u2066x\u2069\u200b\ufeff",
    "surrogate": "lone \ud800 half\0nul",
    "formula": "=cmd|' /C calc'!A0",
    "plus": '+HYPERLINK("https://evil.example","x")',
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "wide": "\uff1dIMPORTXML(1);\t=1;\n-2+3",
    "calendar": "x\r\nEND:VTODO\r\nBEGIN:VALARM\r\nACTION:PROCEDURE\r\nATTACH:file:///bin/sh",
    "everyone": "@everyone <!channel> <@U123> @here @all",
    "markdown": "[x](https://evil.example) ![y](//evil.example/p.gif) | `z` | # h\n# forged",
    "link": "https://evil.example/x www.evil.example evil.example:80 data:text/html,x",
    "header": "x\r\nBcc: all@evil.example\r\n\r\nforged body",
    "flow": "x\nsent [99] offer\n:sent #ff0000",
}
FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
WISHES = AlertWishes(ALERT_KINDS, TODAY - 90 * DAY)
_LOUD = (Detail.INTERVIEW_INVITE, Detail.REJECTION, Detail.OFFER, Detail.ASSESSMENT, Detail.HUMAN_REPLY)


@pytest.fixture(params=list(PAYLOADS.values()), ids=list(PAYLOADS))
def payload(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def hostile(payload: str) -> Report:
    """Every state, with the payload in every name, subject, reason and address."""
    words: dict[str, Any] = {"employer": payload, "role": payload, "target": payload}
    standings = []
    for number, state in enumerate(State):
        its = [event(detail, verified=False, **_mail(payload)) for detail in _LOUD]
        more: dict[str, Any] = {"contacts": (Address(payload, payload),), "reasons": (payload,), "warnings": (payload,)}
        standings.append(standing(state, *its, id=f"a{number}", **words, **more))
    return report(*standings, notices=(payload,), unsure=(finding(**_mail(payload)),))


def _mail(payload: str) -> dict[str, Any]:
    facts = Facts(signs=(Sign("money", payload),), deadline=TODAY + DAY, event_on=NOW + 5 * DAY, event_has_time=True)
    return {"sender": Address(payload, payload), "subject": payload, "message_id": payload, "facts": facts}


def is_clean(text: str) -> bool:
    """Is it words alone, but for the ends of lines?"""
    return not {unicodedata.category(letter) for letter in text if letter not in "\r\n"} & FORBIDDEN


def test_there_are_twenty(payload: str) -> None:
    assert len(PAYLOADS) == 20
    assert payload


def test_the_page_the_terminal_and_json_show_words_alone(payload: str) -> None:
    page = to_html(hostile(payload))
    assert read(page).problems == []
    assert not {"script", "img", "iframe", "form", "base", "link"} & set(read(page).tags)
    assert not [name for _, name, _ in read(page).attributes if name.startswith("on")]
    assert not [value for value in read(page).values("href") if not value.startswith(("#", "mailto:"))]
    for text in (page, to_text(hostile(payload), width=80, colour=False), to_json(hostile(payload))):
        assert is_clean(text)
        text.encode()


def test_no_cell_of_a_table_is_a_formula(payload: str) -> None:
    for text in (to_csv(hostile(payload)), log_to_csv(work_log(hostile(payload), Period()))):
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert is_clean(text)
        assert {len(row) for row in rows} == {len(rows[0])}
        assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in set("=+-@|\uff1d\uff0b\uff0d\uff20")]


def test_no_cell_of_a_workbook_is_a_formula_or_leads_elsewhere(payload: str) -> None:
    with zipfile.ZipFile(io.BytesIO(to_xlsx(hostile(payload)))) as parts:
        names = parts.namelist()
        pages = [parts.read(name).decode() for name in names if name.endswith((".xml", ".rels"))]
    assert not any(sign in page for page in pages for sign in ("<f>", "<hyperlink", 'TargetMode="External"'))
    assert not [name for name in names if "external" in name or "vba" in name.lower()]


def test_a_calendar_holds_what_we_put_there(payload: str) -> None:
    calendar = Calendar.from_ical(to_ics(hostile(payload), READ))
    kinds = [part.name for part in calendar.walk()]
    plain = [part.name for part in Calendar.from_ical(to_ics(hostile("Lindhof"), READ)).walk()]
    assert kinds == plain
    assert not [part for part in calendar.walk() if "ATTACH" in part or "ATTENDEE" in part or part.name == "VALARM"]
    assert all(is_clean(str(part.get("summary", ""))) for part in calendar.walk())


def test_markdown_shows_words_alone(payload: str) -> None:
    for text in (to_markdown(hostile(payload)), log_to_markdown(tuple(work_log(hostile(payload), Period())))):
        assert is_clean(text)
        plain = re.sub(r"\\[\\`*_\[\]<>|~&:.]", "", text)
        assert not re.search(r"<[a-z!/]|\]\(|://|www\.", plain, re.IGNORECASE)
        assert "\n# forged" not in text


def test_a_flow_holds_no_name(payload: str) -> None:
    assert to_sankey(hostile(payload)) == to_sankey(hostile("Lindhof"))


def alerts(payload: str) -> list[Alert]:
    """What would be told of each kind of mail, known and unknown, and of what is due."""
    words: dict[str, Any] = {"employer": payload, "role": payload, "target": payload}
    at = Occasion(NOW, TODAY, ZoneInfo("Europe/Berlin"))
    found: list[Alert] = []
    for number, detail in enumerate(_LOUD):
        its = event(detail, verified=False, **_mail(payload))
        mail: Finding = replace(its.finding, sha256=f"{number:064x}", internaldate=NOW)
        found += alerts_for_mail([mail], [standing(State.ANSWERED, replace(its, finding=mail), **words)], WISHES, at)
        found += alerts_for_mail([mail], [], WISHES, at)
    found += alerts_for_due([standing(State.DUE, **words)], WISHES)
    return found


def test_what_a_chat_is_given_calls_nobody_and_links_nowhere(payload: str) -> None:
    told = alerts(payload)
    assert len(told) > 5
    for alert in told:
        assert is_clean(f"{alert.subject}{alert.body}")
        assert "\n" not in alert.subject
        # An address is shown as it is: by it the user knows the sender.
        shown = re.sub(r"[\w.]+@[\w.]+", "", f"{alert.subject}\n{alert.body}")
        assert not re.search(r"@(everyone|here|channel|all)\b|[<>`]|://|\bwww\.|evil\.example", shown)


def test_what_apprise_and_the_mail_server_get_is_the_same_and_no_more(payload: str) -> None:
    told = alerts(payload)[:4]
    with running() as service, postbox() as box:
        for alert in told:
            send(service.target, alert, NOW)
            send(box.target(), alert, NOW)
        given = [(heard["title"], heard["message"]) for heard in service.heard]
        fields = {frozenset(mail.keys()) for mail in box.mails}
        recipients = {address for each in box.recipients for address in each}
    assert len(given) == len(box.mails) == len(told)
    assert all(is_clean(f"{title}\n{message}") for title, message in given)
    assert recipients == {"me@me.example"}
    assert len(fields) == 1
    assert not fields.pop() & {"Bcc", "Cc"}
