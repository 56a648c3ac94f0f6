"""Labelled mail to measure on: JSON Lines in the form of the corpus or of anybody's, and test cases with headers.

A record needs `label` (a label or a detail of ours), and `subject` or `body`; `from`, `lang`, `source` and `id` are
used when they are there. `headers`, `dsn` (action, status, final_recipient) and `ics` (method, summary, organizer, uid,
sequence) make it a mail of that structure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr, parseaddr
from pathlib import Path
from typing import Any

from inbox_watch.learn.lines import files_of, read_lines
from inbox_watch.mail.parse import parse
from inbox_watch.records import Detail, FolderRole, Label, Message, MessageUid, RawMessage

_BOUNDARY = "=_inbox_watch_evaluate_="
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


def load_records(path: Path, split: str | None = None) -> list[Record]:
    """Read a JSON Lines file, or every one of a folder; raises UsageError with file and line.

    With a `split`, only the records that name it as theirs.
    """
    return [record for each in files_of(path) for record in _read(each, split)]


def _read(path: Path, split: str | None) -> Iterator[Record]:
    def make(item: Mapping[str, Any], number: int) -> Record | None:
        return _record(item, path.stem, number) if split is None or item.get("split") == split else None

    return read_lines(path, make, name="a labelled message", needs="it needs label, and subject or body")


def _record(item: Mapping[str, Any], stem: str, number: int) -> Record:
    if not (item.get("subject") or item.get("body") or item.get("ics") or item.get("dsn")):
        raise ValueError("it holds neither subject nor body")
    detail = _detail(item)
    octets = octets_of(item)
    uid = MessageUid("evaluate", stem, 1, number)
    return Record(
        str(item.get("id", f"{stem}:{number}")),
        detail.label if detail else Label(item["label"]),
        detail,
        str(item.get("source", stem)),
        str(item.get("lang", "en")),
        parse(RawMessage(uid, FolderRole.INBOX, _WHEN, octets)),
    )


def _detail(item: Mapping[str, Any]) -> Detail | None:
    """Named as `detail`, or as a `label` that is a detail of ours and no label."""
    label = item["label"]
    if detail := item.get("detail"):
        if Detail(detail).label.value != label and detail != label:
            raise ValueError(f"detail {detail} belongs to label {Detail(detail).label.value}, not to {label}")
        return Detail(detail)
    return Detail(label) if label in set(Detail) else None


def octets_of(item: Mapping[str, Any]) -> bytes:
    """Return a record as an RFC 5322 mail, so that it goes the way of every mail."""
    mail = EmailMessage(policy=SMTP)
    headers = dict(item.get("headers", {}))
    kind = headers.get("Content-Type", "")
    mail.set_content(_sound(item.get("body") or ""))
    if "ics" in item:
        _add_event(mail, item["ics"])
    if "dsn" in item or "delivery-status" in kind:
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
    mail.make_mixed(boundary=_BOUNDARY)
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
    mail.replace_header("Content-Type", f'multipart/report; report-type=delivery-status; boundary="{_BOUNDARY}"')
