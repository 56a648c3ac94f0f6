"""Labelled mail to measure on: JSON Lines in the form of the corpus or of anybody's, and test cases with headers.

A record needs `label` (a label or a detail of ours), and `subject` or `body`; `from`, `lang`, `source` and `id` are
used when they are there. `headers`, `dsn` (action, status, final_recipient) and `ics` (method, summary, organizer, uid,
sequence) make it a mail of that structure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr, parseaddr
from pathlib import Path
from typing import Any

from inbox_watch.errors import UsageError
from inbox_watch.mail.parse import parse
from inbox_watch.records import Detail, FolderRole, Label, Message, MessageUid, RawMessage

_WHEN = datetime(2026, 1, 1, tzinfo=UTC)
# Labels of ours that other people's sets file under "other" when they have no such label.
FOLDED = frozenset({Label.HUMAN_REPLY, Label.STATUS_UPDATE, Label.INFO_REQUEST})


@dataclass(frozen=True, slots=True)
class Record:
    """One labelled message; `detail` is known when the record names one."""

    name: str
    label: Label
    detail: Detail | None
    source: str
    lang: str
    message: Message


def load_records(path: Path) -> list[Record]:
    """Read a JSON Lines file, or every one of a folder; raises UsageError with file and line."""
    paths = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not paths:
        raise UsageError(f"There is no .jsonl file in {path}.")
    return [record for each in paths for record in _read(each)]


def _read(path: Path) -> Iterator[Record]:
    # A JSON text may hold U+2028 and its kin, at which splitlines() would cut.
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            yield _record(json.loads(line.decode("utf-8")), path.stem, number)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(
                f"{path}:{number}: not a labelled message ({type(error).__name__}: {error}); it needs label, and "
                "subject or body."
            ) from error


def _record(item: Mapping[str, Any], stem: str, number: int) -> Record:
    if not (item.get("subject") or item.get("body") or item.get("ics") or item.get("dsn")):
        raise ValueError("it holds neither subject nor body")
    named = item.get("detail") or item["label"]
    detail = Detail(named) if named in set(Detail) else None
    octets = _octets(item)
    uid = MessageUid("evaluate", stem, 1, number)
    return Record(
        str(item.get("id", f"{stem}:{number}")),
        detail.label if detail else Label(named),
        detail,
        str(item.get("source", stem)),
        str(item.get("lang", "en")),
        parse(RawMessage(uid, FolderRole.INBOX, _WHEN, octets)),
    )


def _octets(item: Mapping[str, Any]) -> bytes:
    """The record as a mail, so that it goes the way of every mail."""
    mail = EmailMessage(policy=SMTP)
    headers = dict(item.get("headers", {}))
    kind = headers.get("Content-Type", "")
    mail.set_content(_sound(item.get("body", "")))
    if "ics" in item:
        _add_event(mail, item["ics"])
    if "dsn" in item or "multipart/report" in kind:
        _make_report(mail, item.get("dsn", {}))
    named = {"From": item.get("from", ""), "Subject": item.get("subject", ""), **headers}
    # What describes a body describes the one that was given, not the one that is made here.
    lines = [_header(name, _one_line(value)) for name, value in named.items() if value and name[:8] != "Content-"]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii") + bytes(mail)


def _header(name: str, value: str) -> str:
    """A header line as it was given: the email package refuses addresses that real mail has."""
    if value.isascii():
        return f"{name}: {value}"
    display, address = parseaddr(value)
    if name == "From" and address:
        local, _, domain = address.rpartition("@")
        in_ascii = f"{local}@{domain.encode('idna').decode()}"
        return f"From: {formataddr((display, in_ascii))}"
    return f"{name}: {Header(value, 'utf-8', header_name=name).encode(linesep=chr(13) + chr(10))}"


def _one_line(value: object) -> str:
    return " ".join(_sound(value).split())


def _sound(value: object) -> str:
    """JSON may hold half a surrogate pair, which is no character."""
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _add_event(mail: EmailMessage, event: Mapping[str, Any]) -> None:
    """A calendar part (RFC 5546)."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//inbox_watch//evaluate//EN",
        f"METHOD:{event.get('method', 'REQUEST')}",
        "BEGIN:VEVENT",
        f"UID:{event.get('uid', 'one@example.org')}",
        f"SEQUENCE:{event.get('sequence', 0)}",
        "DTSTAMP:20260101T000000Z",
        "DTSTART:20260110T100000Z",
        f"SUMMARY:{_one_line(event.get('summary', ''))}",
        f"ORGANIZER:mailto:{event.get('organizer', '')}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    mail.add_alternative("\r\n".join(lines), subtype="calendar", params={"method": event.get("method", "REQUEST")})


def _make_report(mail: EmailMessage, report: Mapping[str, Any]) -> None:
    """A delivery report (RFC 3464)."""
    mail.make_mixed()
    status = EmailMessage(policy=SMTP)
    status["Reporting-MTA"] = "dns; mx.example.org"
    recipient = EmailMessage(policy=SMTP)
    recipient["Final-Recipient"] = f"rfc822; {report.get('final_recipient', 'nobody@example.org')}"
    recipient["Action"] = str(report.get("action", "failed"))
    recipient["Status"] = str(report.get("status", "5.0.0"))
    part = EmailMessage(policy=SMTP)
    part["Content-Type"] = "message/delivery-status"
    part.set_payload([status, recipient])
    mail.attach(part)
    mail.replace_header("Content-Type", f'multipart/report; report-type=delivery-status; boundary="{_boundary(mail)}"')


def _boundary(mail: EmailMessage) -> str:
    mail.set_boundary("=_inbox_watch_evaluate_=")
    return "=_inbox_watch_evaluate_="
