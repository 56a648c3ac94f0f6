"""What a mail in the Sent folder is, judged alone: application, follow-up, thank-you, withdrawal or anything else."""

from __future__ import annotations

import hashlib
import re
from datetime import date

from inbox_watch.classify.clauses import clauses
from inbox_watch.facts.names import fold
from inbox_watch.facts.timeline import stated_dates
from inbox_watch.knowledge import patterns
from inbox_watch.records import Message, SentKind
from inbox_watch.workdays import Workdays

_DOCUMENTS = re.compile(r"\.(?:pdf|docx?|odt|rtf|pages|zip)$", re.IGNORECASE)


def sent_kind(message: Message) -> SentKind:
    """Return what the user sent. Whether a reply answers a question is not visible here; linking decides that."""
    # In a thread the subject still says what the first mail was.
    text = message.text[:4000] if message.in_reply_to else f"{message.subject}\n{message.text[:4000]}"
    if _says(SentKind.WITHDRAWAL, text):
        return SentKind.WITHDRAWAL
    if _has_cv(message) and (not message.in_reply_to or _says(SentKind.APPLICATION, text)):
        return SentKind.APPLICATION
    for kind in (SentKind.FOLLOW_UP, SentKind.THANK_YOU):
        if _says(kind, text):
            return kind
    return SentKind.APPLICATION if _is_worded_application(message, text) else SentKind.OTHER


def _says(kind: SentKind, text: str) -> bool:
    return bool(patterns("sent_words", "kind", kind.value).search(text))


def _is_worded_application(message: Message, text: str) -> bool:
    """The words of an application without a file: to a desk, or outside a thread."""
    return _says(SentKind.APPLICATION, text) and (_to_desk(message) or not message.in_reply_to)


def _has_cv(message: Message) -> bool:
    names = patterns("sent_words", "kind", "cv")
    return any(_DOCUMENTS.search(file.name) and names.search(fold(file.name)) for file in message.attachments)


def _to_desk(message: Message) -> bool:
    desk = patterns("sent_words", "kind", "desk")
    return any(desk.search(address.local_part) for address in message.to)


def promise(message: Message, written_on: date, workdays: Workdays) -> tuple[date | None, bool]:
    """The date on which the user promised to get in touch, and whether by telephone."""
    words, call = patterns("sent_words", "kind", "promise"), patterns("sent_words", "kind", "call")
    for clause in clauses(message.text[:6000]):
        if words.search(clause.text):
            days = stated_dates(clause.text, written_on, workdays)
            if days:
                return days[0], bool(call.search(clause.text))
    return None, False


def text_fingerprint(message: Message) -> str:
    """A digest of the letter without greeting and names of one line, so that a mass mailing shows itself."""
    lines = [fold(line).strip() for line in message.text.split("\n") if len(line.strip()) > 40]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else ""
