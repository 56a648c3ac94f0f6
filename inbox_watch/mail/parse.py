"""RawMessage to Message; the only file that knows mail-parser.

mail-parser reads header fields and text bodies. Structure (reports, calendars, attachments) is read from the MIME tree,
because mail-parser mixes a returned message's text into the body and leaves calendars out.
"""

from __future__ import annotations

import email
import email.errors
import email.header
import hashlib
import html
import logging
import re
from collections.abc import Sequence
from datetime import datetime
from email.message import Message as EmailMessage

from mailparser import MailParser

from inbox_watch.mail.arrival import arrived_at, meant
from inbox_watch.mail.automatic import automatic_marks
from inbox_watch.mail.bulk import without_bulk
from inbox_watch.mail.charset import true_charset
from inbox_watch.mail.delivery import Notice, worded_report
from inbox_watch.mail.links import masked_links
from inbox_watch.mail.origin import authentication
from inbox_watch.mail.posting import is_posted
from inbox_watch.mail.structure import HEADER_LIMIT, Structure, one_line, structure_of
from inbox_watch.mail.tame import WARY, decoded, mend_words
from inbox_watch.mail.text import Visible, reader_text, split_text
from inbox_watch.records import Address, AutomaticMark, DeliveryStatus, Message, RawMessage

SUBJECT_LIMIT = 500
REFERENCE_LIMIT = 50
ADDRESS_LIMIT = 200

# mail-parser logs a warning for every calendar part, and broken encoded words as the sender wrote them; cron would mail
# both, and no text of a mail is ever logged.
logging.getLogger("mailparser").setLevel(logging.CRITICAL)

_TRACE = frozenset({"received", "x-received", "arc-seal", "arc-message-signature", "dkim-signature"})
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,998})>")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
# The first lines of a field; mail without line feeds has lines of its own.
_FROM_LINE, _SUBJECT_LINE = (
    re.compile(rb"(?:\A|[\r\n])%s:[ \t]*+([^\r\n]{0,400}(?:\r?\n[ \t][^\r\n]{0,400}){0,3})" % name, re.IGNORECASE)
    for name in (b"from", b"subject")
)
_IN_ANGLES = re.compile(r"<([^<>@\s]{1,64}@[^<>@\s]{1,255})>\s*$")
_LINK = re.compile(r"https?://[^\s<>\"')\]]{4,500}")
_TARGET = re.compile(r"href\s{0,3}=\s{0,3}[\"']?(https?://[^\s<>\"']{4,500})", re.IGNORECASE)
_LINKS, _MARKUP = 100, 2**18


class UnreadableMessage(Exception):
    """The octets are no message anybody can read; carries what a scan of the header lines could save."""

    def __init__(self, reason: str, from_: str = "", subject: str = "") -> None:
        """Keep the reason and what could be saved."""
        super().__init__(reason)
        self.from_ = from_
        self.subject = subject


def parse(raw: RawMessage, authserv_id: str = "") -> Message:
    """Read one message; raises UnreadableMessage, and nothing else, when that is impossible.

    `authserv_id` is the name under which the user's provider writes Authentication-Results (RFC 8601).
    """
    kept = without_bulk(raw.octets)
    octets = _without_envelope_line(kept)
    try:
        return _message(raw, octets, hashlib.sha256(kept).hexdigest(), authserv_id)
    # mail-parser and the standard library raise more than twenty kinds of error on hostile octets, RecursionError and
    # MemoryError among them; this is the one place where any of them means "this message is broken".
    except Exception as error:
        raise UnreadableMessage(f"{type(error).__name__} while reading the message", *header_scan(octets)) from error


def header_scan(octets: bytes) -> tuple[str, str]:
    """Save From and Subject of a message nothing else can read; each on one line, at most 200 characters."""
    octets = _without_envelope_line(octets)
    end = _HEAD_END.search(octets)
    head = octets[: end.start() if end else len(octets)]
    return _scanned(_FROM_LINE, head), _scanned(_SUBJECT_LINE, head)


def _scanned(line: re.Pattern[bytes], head: bytes) -> str:
    found = line.search(head)
    return one_line(decoded(found[1].decode("utf-8", "replace")))[:200] if found else ""


def _without_envelope_line(octets: bytes) -> bytes:
    """Drop a byte order mark, leading blank lines and an mbox From_ line; they hide the first header field."""
    octets = octets.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return octets.partition(b"\n")[2] if octets.startswith(b"From ") else octets


def _message(raw: RawMessage, octets: bytes, sha256: str, authserv_id: str) -> Message:
    """Fill the record, as long as it has fields; each step needs the tree as it is at that point."""
    if len(octets) > HEADER_LIMIT and not _HEAD_END.search(octets, 0, HEADER_LIMIT):
        raise ValueError("header section too large")
    tree = email.message_from_bytes(octets, policy=WARY)
    mend_words(tree)
    structure = structure_of(tree)  # before `_lean`, which takes parts out of the tree
    results = [str(value) for value in tree.get_all("Authentication-Results", [])]
    marks = automatic_marks((name, str(value)) for name, value in tree.items())
    trace = [str(value) for value in tree.get_all("Received", [])[:1]]
    posted = is_posted([(name, str(value)) for name, value in tree.items()])
    fields = MailParser(_lean(tree))
    senders = _addresses(fields.from_) or (_named_sender(tree),)
    from_ = senders[0]
    is_alone = len(senders) == len(tree.get_all("From", [])) == 1
    subject = one_line(_first(fields.subject))[:SUBJECT_LIMIT]
    body = "" if structure.report else reader_text("\n".join(fields.text_plain), "\n".join(fields.text_html))
    report = structure.report or worded_report(_notice(tree, structure, marks, from_, subject, body))
    visible = Visible("", "", "") if report else split_text(body)
    date = meant(fields.date) if isinstance(fields.date, datetime) else None
    return Message(
        uid=raw.uid,
        role=raw.role,
        internaldate=arrived_at(raw.internaldate, trace, date),
        message_id=next(iter(_message_ids(tree, "Message-ID", 1)), ""),
        in_reply_to=_message_ids(tree, "In-Reply-To", REFERENCE_LIMIT),
        references=_message_ids(tree, "References", REFERENCE_LIMIT),
        from_=from_,
        reply_to=_addresses(fields.reply_to),
        to=_addresses(fields.to),
        cc=_addresses(fields.cc),
        bcc=_addresses(fields.bcc),
        subject=subject,
        date=date,
        text=visible.text,
        signature=visible.signature,
        quoted=visible.quoted,
        attachments=structure.attachments,
        event=structure.event,
        delivery=_settled(report),
        disposition=structure.disposition,
        marks=marks,
        # Of several senders mail programs show one and servers check another (RFC 7489 section 6.6.1).
        authentication=authentication(results, authserv_id, from_.domain if is_alone else ""),
        links=_links(body, fields.text_html),
        sha256=sha256,
        conversation=raw.conversation,
        is_posted=posted,
        masked_links=masked_links("\n".join(fields.text_html)[:_MARKUP]),
    )


def _notice(
    tree: EmailMessage, structure: Structure, marks: Sequence[AutomaticMark], from_: Address, subject: str, body: str
) -> Notice:
    """What a report in free text is told by."""
    votes = len({mark.header for mark in marks if mark.vote == "report"})
    failed = tuple(str(value) for value in tree.get_all("X-Failed-Recipients", []))
    return Notice(from_, votes, subject, body, failed, structure.returned)


def _links(body: str, pages: Sequence[str]) -> tuple[str, ...]:
    """Links that a reader sees, and those behind the words of a page."""
    behind = (html.unescape(target) for target in _TARGET.findall("\n".join(pages)[:_MARKUP]))
    return tuple(dict.fromkeys((*_LINK.findall(body), *behind)))[:_LINKS]


def _lean(tree: EmailMessage) -> EmailMessage:
    """The same message without what mail-parser need not see: trace fields, attached files, messages inside.

    Received parsing alone is a third of mail-parser's time; the text of a message inside would become body text.
    """
    for name in _TRACE:
        del tree[name]
    _prune(tree)
    return tree


def _prune(part: EmailMessage) -> None:
    payload = part.get_payload() if part.is_multipart() else None
    # mail-parser reads the defects, looks for parts behind the last boundary, and fails where a message was cut off.
    part.defects = []
    if part.get_content_maintype() == "message":
        part.set_payload("")
        del part["Content-Type"]
        part["Content-Type"] = "application/octet-stream"
    elif isinstance(payload, list):
        # mail-parser writes an attached multipart anew; the standard library refuses fields with a form feed inside.
        del part["Content-Disposition"]
        for child in payload:
            if isinstance(child, EmailMessage):
                _prune(child)
    elif part.get_filename() or part.get_content_maintype() not in ("text", "multipart"):
        part.set_payload("")
    else:
        _mend_text(part)


def _mend_text(part: EmailMessage) -> None:
    """Correct what senders write about a text part, so that mail-parser reads it.

    A multipart in which its boundary never occurs is shown as text (RFC 2046 section 5.1.1 has no word for it); a blank
    after the transfer encoding makes the standard library forget it.
    """
    if "Content-Transfer-Encoding" in part:
        part.replace_header("Content-Transfer-Encoding", str(part["Content-Transfer-Encoding"]).strip())
    kind = part.get_content_type() if part.get_content_maintype() == "text" else "text/plain"
    octets, stated = part.get_payload(decode=True), str(part.get_param("charset") or "")
    charset = true_charset(octets, stated) if isinstance(octets, bytes) else stated
    if charset != stated.lower() or kind != part.get_content_type():
        # Beside other parameters, which may be broken, the standard library cannot set one.
        del part["Content-Type"]
        part.add_header("Content-Type", kind, charset=charset)


def _named_sender(tree: EmailMessage) -> Address:
    """The From field where mail-parser finds no address: `MAILER-DAEMON`, `Careers: Acme <jobs@acme.example>`.

    What is no address either, such as `<one@two@three.example>`, is at least shown.
    """
    field = one_line(str(tree.get("From", "")))[:1000]
    found = _IN_ANGLES.search(field)
    name = field.partition("<")[0].strip(' "') or ("" if found else field.strip(' <>"'))
    return Address(name[:200], found[1].lower() if found else "")


def _addresses(found: object) -> tuple[Address, ...]:
    pairs = found if isinstance(found, list) else []
    return tuple(
        Address(one_line(str(name))[:200], one_line(str(address)).lower()[:320])
        for name, address in pairs[:ADDRESS_LIMIT]
        if address
    )


def _first(value: object) -> str:
    """mail-parser returns a list for a repeated field; the first one is what mail programs show."""
    return str(value[0]) if isinstance(value, list) and value else str(value or "")


def _message_ids(tree: EmailMessage, name: str, limit: int) -> tuple[str, ...]:
    text = " ".join(str(value) for value in tree.get_all(name, []))
    return tuple(dict.fromkeys(_MESSAGE_ID.findall(text)))[-limit:]


def _settled(report: DeliveryStatus | None) -> DeliveryStatus | None:
    """Only a report about trouble matters; proof of hand-over says nothing a receipt does not."""
    return report if report and report.action in ("failed", "delayed") else None
