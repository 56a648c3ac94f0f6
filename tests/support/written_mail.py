"""Mail written out (RFC 5322), read by the program itself, judged as it truly is, and linked: a story of a job search.

told(
    mine("2026-03-02", "jobs@lindhof-labs.example", "Application as Planner"),
    theirs("2026-03-09", Detail.REJECTION, "jobs@lindhof-labs.example", "Your application", "We chose another."),
) == "AA"
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from email.utils import format_datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from inbox_watch.consider import Judge, finding
from inbox_watch.facts.gather import Place, facts_of
from inbox_watch.facts.tagger import load_tagger
from inbox_watch.link.ledger import Ledger
from inbox_watch.link.replay import link
from inbox_watch.mail.parse import parse
from inbox_watch.records import Application, Detail, Finding, FolderRole, MessageUid, RawMessage, Verdict
from inbox_watch.shipped import tagger_path
from inbox_watch.workdays import Workdays

ME = "Runa Falkenried <runa@falkenried.example>"
PLACE = Place(ZoneInfo("Europe/Berlin"), Workdays("DE"))
TAGGER = load_tagger(tagger_path())
_JUDGE = Judge(None, PLACE, frozenset({"runa@falkenried.example"}))
_CV = (
    '--b\nContent-Type: application/pdf; name="CV_Falkenried.pdf"\nContent-Disposition: attachment\n\nJVBERi0\n--b--\n'
)


def theirs(when: str, detail: Detail, from_: str, subject: str, body: str = "Hi Runa,", **headers: str) -> Finding:
    """Return a mail the user received, whose true detail is told; `arrived` is the day the server has for it."""
    return _read(FolderRole.INBOX, when, detail, f"From: {from_}\nTo: {ME}\nSubject: {subject}", body, headers)


def mine(
    when: str, to: str, subject: str, body: str = "Dear team,\nplease find my CV attached.", **headers: str
) -> Finding:
    """Return an application the user sent, with a CV; a body of words alone is given as `text`."""
    head = f"From: {ME}\nTo: {to}\nSubject: {subject}"
    if text := headers.pop("text", ""):
        return _read(FolderRole.SENT, when, None, head, text, headers)
    parts = f"--b\nContent-Type: text/plain; charset=utf-8\n\n{body}\n{_CV}"
    return _read(FolderRole.SENT, when, None, f"{head}\nContent-Type: multipart/mixed; boundary=b", parts, headers)


def receipt(
    when: str,
    employer: str,
    role: str = "",
    sender: str = "no-reply@us.greenhouse-mail.io",
    more: str = "",
    **headers: str,
) -> Finding:
    """Return a plain receipt of a recruiting system that names the employer and, where there is one, the role."""
    job = f" for the {role} position" if role else ""
    body = f"Hi Runa,\nthank you for your application{job} at {employer}.\n{more}"
    subject = f"Thank you for applying to {employer}"
    return theirs(when, Detail.ACKNOWLEDGEMENT, f"{employer} <{sender}>", subject, body, **headers)


def refusal(
    when: str,
    employer: str,
    role: str = "",
    sender: str = "no-reply@us.greenhouse-mail.io",
    more: str = "",
    **headers: str,
) -> Finding:
    """Return a plain refusal of a recruiting system that names what it is told to name."""
    job = f" for the {role} position" if role else ""
    at = f" at {employer}" if employer else ""
    body = f"Hi Runa,\nwe will not go on with your application{job}{at}.\n{more}"
    return theirs(when, Detail.REJECTION, f"{employer} <{sender}>", "Your application", body, **headers)


def bounced(when: str, recipient: str, returned: str = "") -> Finding:
    """Return a delivery report (RFC 3464) about a recipient; `returned` is the Message-ID of the letter in it."""
    head = f"From: Mail Delivery System <mailer-daemon@mx.postfach.example>\nTo: {ME}\nSubject: Undelivered mail"
    kind = "Content-Type: multipart/report; report-type=delivery-status; boundary=b"
    letter = f"--b\nContent-Type: text/rfc822-headers\n\nFrom: {ME}\nMessage-ID: {returned}\n\n" if returned else ""
    report = (
        "--b\nContent-Type: text/plain\n\nYour mail could not be delivered.\n\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.postfach.example\n\n"
        f"Final-Recipient: rfc822; {recipient}\nAction: failed\nStatus: 5.1.1\n\n{letter}--b--\n"
    )
    return _read(FolderRole.INBOX, when, Detail.DELIVERY_FAILURE, f"{head}\n{kind}", report, {})


def _read(role: FolderRole, when: str, detail: Detail | None, head: str, body: str, headers: dict[str, str]) -> Finding:
    arrived = headers.pop("arrived", when)
    key = hashlib.sha256(f"{when}{head}{body}{headers}".encode()).hexdigest()
    told = {"message_id": f"<{key[:12]}@mail.example>", "date": format_datetime(_at(when)), **headers}
    lines = [head, *(f"{name.replace('_', '-').title()}: {value}" for name, value in told.items())]
    if "Content-Type" not in head + "".join(told):
        lines.append(
            "Content-Type: text/html; charset=utf-8" if "<" in body else "Content-Type: text/plain; charset=utf-8"
        )
    octets = ("\n".join(["MIME-Version: 1.0", *lines]) + f"\n\n{body}\n").replace("\n", "\r\n").encode()
    raw = RawMessage(MessageUid("demo", role.value, 1, int(key[:7], 16)), role, _at(arrived).astimezone(UTC), octets)
    message = parse(raw)
    found = finding(message, _JUDGE)
    if detail is None:
        return found
    verdict = Verdict(detail.label, detail, 0.99, unsure=False, clues=(), judged_by="rule:test")
    return replace(found, verdict=verdict, facts=facts_of(message, detail, PLACE, TAGGER))


def _at(when: str) -> datetime:
    """A local moment; a day alone is ten o'clock."""
    return datetime.fromisoformat(when if ":" in when else f"{when} 10:00").replace(tzinfo=PLACE.timezone)


def ledger_of(*mails: Finding) -> Ledger:
    return link(mails, (), {}, timezone=PLACE.timezone, look_back_days=730)


def told(*mails: Finding) -> str:
    """One sign a mail, as told: a letter an application, `?` asks, `-` is homeless, `=` is a copy of another."""
    ledger = ledger_of(*mails)
    links = {each.sha256: each for each in ledger.links}
    assert len(links) == len(ledger.links)
    letters: dict[str, str] = {}
    signs = ""
    for mail in mails:
        its_link = links.get(mail.sha256)
        if its_link is None:
            signs += "=" if mail.sha256 in ledger.copies else "-"
        elif its_link.application_id is None:
            signs += "?"
        else:
            signs += letters.setdefault(its_link.application_id, chr(ord("A") + len(letters)))
    return signs


def applications(*mails: Finding) -> tuple[Application, ...]:
    """Return the applications of a story in the order in which they were made."""
    return ledger_of(*mails).applications


def rule(name: str, *values: Any) -> Any:
    """Return a row of a table of rules."""
    return pytest.param(*values, id=name)


def table(text: str, words: Mapping[str, str]) -> list[Any]:
    """Return the rows of a table, one a line: its name and its cells, with ` | ` between them.

    `words` holds the cells that are too long for the table.
    """
    lines = [[cell.strip() for cell in re.split(r" \|(?: |$)", line)] for line in text.strip().splitlines()]
    return [rule(name, *(words.get(cell, cell) for cell in cells)) for name, *cells in lines]


def day(text: str) -> date:
    return date.fromisoformat(text)
