"""Delivery reports to DeliveryStatus: RFC 3464 by structure, the free-text kinds by sender and wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message as EmailMessage

from inbox_watch.knowledge import patterns
from inbox_watch.knowledge.subjects import without_prefixes
from inbox_watch.mail.tame import body_as_written
from inbox_watch.records import Address, DeliveryStatus

_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_CODE = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_RETURNED_ID = re.compile(r"^[ \t>]{0,8}message-id:\s*<([^<>\s]{1,900})>", re.IGNORECASE | re.MULTILINE)
# Where the copy of the returned mail begins: its words are the user's own.
_COPY = re.compile(
    r"^[ \t>*|=-]{0,80}(?:below (?:this line )?is a copy|this is a copy of (?:the|your) "
    r"|(?:the )?(?:original|unsent|returned) (?:message|mail)(?: headers?)?(?: follows?| below|[ \t]*[-:=]|$)"
    r"|message (?:headers?|text) follows?|the (?:header|first \d)|received: (?:from|by) )",
    re.IGNORECASE | re.MULTILINE,
)
# Kinds of wording in the table, the strongest first, and what they mean.
_WORDING = (("final", "failed"), ("delayed", "delayed"), ("failed", "failed"), ("faltering", "delayed"))
# The worst outcome of a report with several recipients decides.
_SEVERITY = ("failed", "delayed", "relayed", "expanded", "delivered")


def structured_report(message: EmailMessage) -> DeliveryStatus | None:
    """Read a message/delivery-status part (RFC 3464); None when the mail has none that can be read."""
    for part in message.walk():
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            fields = _recipient_fields(part)
            if fields:
                return _report(fields, returned_message_id(message))
    return None


def _recipient_fields(part: EmailMessage) -> list[dict[str, str]]:
    """The per-recipient groups (RFC 3464 section 2.3), each as lower-case name to value."""
    payload = part.get_payload()
    groups = [group for group in payload if isinstance(group, EmailMessage)] if isinstance(payload, list) else []
    fields = [{name.lower(): str(value) for name, value in group.items()} for group in groups]
    return [group for group in fields if "action" in group or "final-recipient" in group]


def _report(fields: Sequence[dict[str, str]], returned: str | None) -> DeliveryStatus:
    actions = [group.get("action", "failed").split(";")[0].strip().lower() for group in fields]
    action = next((known for known in _SEVERITY if known in actions), "failed")
    concerned = [group for group, its in zip(fields, actions, strict=True) if its == action] or fields
    text = " ".join(group.get("final-recipient", "") + " " + group.get("original-recipient", "") for group in concerned)
    status = " ".join(group.get("status", "") for group in concerned)
    return DeliveryStatus(
        action=action,
        recipients=_unique(_ADDRESS.findall(text)),
        codes=_unique([".".join(found) for found in _CODE.findall(status)]),
        returned_message_id=returned,
    )


def returned_message_id(message: EmailMessage) -> str | None:
    """The Message-ID of the mail that came back, from the returned headers or message of the report."""
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            found = _RETURNED_ID.search(body_as_written(part))
            if found:
                return found[1]
        payload = part.get_payload() if part.is_multipart() else None
        if part.get_content_type() == "message/rfc822" and isinstance(payload, list) and payload:
            found = _RETURNED_ID.search(f"Message-ID: {_header(payload[0], 'Message-ID')}")
            if found:
                return found[1]
    return None


def _header(message: object, name: str) -> str:
    return str(message.get(name, "")) if isinstance(message, EmailMessage) else ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a report without a delivery-status part shows: `votes` is how many header fields speak for a report.

    `named` are the X-Failed-Recipients of Exim and Gmail, `returned` the Message-ID of an attached original.
    """

    sender: Address
    votes: int
    subject: str
    text: str
    named: tuple[str, ...] = ()
    returned: str | None = None


def worded_report(notice: Notice) -> DeliveryStatus | None:
    """Recognise a report without a delivery-status part: a mail system wrote it and says what happened.

    Two of three must hold: a mail system's sender (a MAILER-DAEMON is never a person and counts twice), a report's
    subject, and the vote of a header field (the null reverse-path of RFC 5321 4.5.5). Some systems send under the name
    of a person and without such a subject; then two fields, or one and the returned original, must speak for it, and
    the words must say outright that a mail was not delivered.
    """
    own = _COPY.split(notice.text[:8000], maxsplit=1)[0]
    action = _said(f"{notice.subject}\n{own}") if _by_a_system(notice) else _said_outright(notice, own)
    if action is None:
        return None
    found = _RETURNED_ID.search(notice.text)
    recipients = _ADDRESS.findall(" ".join(notice.named)) or _ADDRESS.findall(own)
    return DeliveryStatus(
        action=action,
        recipients=_unique([address for address in recipients if address.lower() != notice.sender.address])[:5],
        codes=_unique([".".join(code) for code in _CODE.findall(own)]),
        returned_message_id=notice.returned or (found[1] if found else None),
        by_structure=False,
    )


def _by_a_system(notice: Notice) -> bool:
    return _weight(notice.sender) + _announced(notice.subject) + (notice.votes > 0) >= 2


def _said_outright(notice: Notice, text: str) -> str | None:
    """A failure, when the marks of a report are there and the words leave no doubt."""
    marks = notice.votes + (notice.returned is not None) + _announced(notice.subject)
    if marks < 2 or _answers(notice.subject):
        return None
    return "failed" if patterns("delivery", "kind", "outright").search(text) else None


def _announced(subject: str) -> bool:
    """Is it a report's own subject, and not one that somebody answered or forwarded?"""
    return bool(patterns("delivery", "kind", "subject").search(subject)) and not _answers(subject)


def _answers(subject: str) -> bool:
    """Did somebody, or their absence note, answer or forward a mail?"""
    return without_prefixes(subject) != subject or bool(patterns("delivery", "kind", "answered").search(subject))


def _weight(sender: Address) -> int:
    """How much the sender says that a mail system wrote the mail."""
    names = (sender.local_part.strip('"'), sender.name.strip('"'))
    if any(patterns("delivery", "kind", "daemon").search(name) for name in names):
        return 2
    return int(any(patterns("delivery", "kind", "sender").search(name) for name in names))


def _said(text: str) -> str | None:
    """What the words say: a final failure, else that the system goes on trying, else a failure."""
    said = (action for kind, action in _WORDING if patterns("delivery", "kind", kind).search(text))
    return next(said, None)


def _unique(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.lower() for value in values))
