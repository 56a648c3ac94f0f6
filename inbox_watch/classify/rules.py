"""What structure and standards decide before any word is weighed (RFC 3464, 3834, 5546, 8098, fixed templates).

Each rule answers with a Verdict or with None ("not mine"); the first answer counts.
"""

from __future__ import annotations

import re
from functools import cache

from inbox_watch.classify.cues import cues_of
from inbox_watch.knowledge import patterns, remembered, table
from inbox_watch.knowledge.senders import platform_of
from inbox_watch.records import Detail, Message, Verdict

_READ = re.compile(r"^(?:read|gelesen|lu|le[ií]do|gelezen|letto|lida?)\s?:\s", re.IGNORECASE)
_INTERVIEW_METHODS = {"CANCEL": Detail.INTERVIEW_CANCELLED, "COUNTER": Detail.INTERVIEW_RESCHEDULE}


def by_structure(message: Message) -> Verdict | None:
    """Return the verdict of the first rule that knows this message, or None when the words must decide."""
    answers = (rule(message) for rule in _RULES)
    return next((answer for answer in answers if answer), None)


def _sure(detail: Detail, rule: str, clue: str, probability: float = 0.99) -> Verdict:
    return Verdict(
        detail.label, detail, probability, False, (clue[:80],), f"rule:{rule}", ((detail.label, probability),)
    )


def _delivery_report(message: Message) -> Verdict | None:
    report = message.delivery
    if report is None:
        return None
    detail = Detail.DELIVERY_FAILURE if report.action == "failed" else Detail.DELIVERY_DELAY
    clue = f"{'Action' if report.by_structure else 'says'}: {report.action} {' '.join(report.codes)}".strip()
    return _sure(detail, "delivery-report", clue, 0.99 if report.by_structure else 0.95)


def _read_receipt(message: Message) -> Verdict | None:
    return (
        _sure(Detail.READ_RECEIPT, "disposition-notification", "report-type=disposition-notification")
        if message.disposition
        else None
    )


def _calendar(message: Message) -> Verdict | None:
    """An iTIP event that speaks of an interview in its summary or in the subject of the mail."""
    event = message.event
    if event is None or not _speaks_of_interview(f"{event.summary}\n{message.subject}"):
        return None
    if event.method in _INTERVIEW_METHODS:
        return _sure(_INTERVIEW_METHODS[event.method], "calendar", f"METHOD:{event.method} {event.summary}")
    if event.method not in ("REQUEST", "PUBLISH", ""):
        return None
    moved = event.method == "REQUEST" and event.sequence > 0
    detail = Detail.INTERVIEW_RESCHEDULE if moved else Detail.INTERVIEW_SCHEDULED
    return _sure(detail, "calendar", f"METHOD:{event.method or 'none'} {event.summary}")


@cache
def _interview_words() -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in table("interview_words")), re.IGNORECASE)


def _speaks_of_interview(text: str) -> bool:
    return bool(_interview_words().search(text))


def _absence(message: Message) -> Verdict | None:
    """An absence note: an automatic answer with words of absence (RFC 3834; X-Autoreply and kin are vendors' marks).

    An automatic answer without them is often a receipt for a mailed application, so it is left to the words.
    """
    marked = next((mark for mark in message.marks if mark.vote == "absence"), None)
    subject = patterns("absence", "kind", "subject").search(message.subject)
    if (marked or subject) and has_absence_words(message):
        clue = f"{marked.header}: {marked.value}" if marked else message.subject
        return _sure(Detail.OUT_OF_OFFICE, "absence-note", clue)
    return None


def _automatic_receipt(message: Message) -> Verdict | None:
    """An automatic answer that speaks of no absence and says that the application arrived is a receipt."""
    announced = patterns("absence", "kind", "subject").search(message.subject)
    if not (is_an_automatic_answer(message) or announced) or has_absence_words(message):
        return None
    return _receipt(message) if _tells_no_more_than({"receipt", "context"}, message) else None


def by_machine(message: Message) -> Verdict | None:
    """What an automatic answer to a letter is where its words leave it open: a receipt, unless they tell more.

    A machine that answers (RFC 3834) cannot have read the letter. When it speaks of applications, of no absence and of
    no decision, all it says is that the letter arrived, in whatever words the house likes.
    """
    if not (is_an_automatic_answer(message) and message.in_reply_to) or has_absence_words(message):
        return None
    return _receipt(message) if _tells_no_more_than({"context"}, message) else None


def is_an_automatic_answer(message: Message) -> bool:
    """Does its head say that a machine answered (RFC 3834 section 5; X-Autoreply and kin)?"""
    return any(mark.vote == "absence" for mark in message.marks)


def _tells_no_more_than(cues: set[str], message: Message) -> bool:
    """Does the text give these cues, and none of a decision or of another matter?"""
    found = cues_of(message.text)
    return cues <= found and not found & {"refuse", "closed", "offer", "elsewhere"}


def _receipt(message: Message) -> Verdict:
    return _sure(Detail.ACKNOWLEDGEMENT, "automatic-receipt", message.subject, 0.95)


def _worded_read_receipt(message: Message) -> Verdict | None:
    """Outlook's read receipt without an MDN part: a fixed word before our own subject."""
    return _sure(Detail.READ_RECEIPT, "read-receipt-subject", message.subject) if _READ.match(message.subject) else None


def _viewed(message: Message) -> Verdict | None:
    """A job board whose subject says that the application or CV was opened."""
    platform = platform_of(message.from_.address)
    if platform is None or platform.kind != "job_board":
        return None
    seen = "viewed" in cues_of(message.subject)
    return _sure(Detail.APPLICATION_VIEWED, "board-viewed", message.subject, 0.95) if seen else None


def has_absence_words(message: Message) -> bool:
    """Does the mail say that somebody is away? A subject such as "Automatic reply" alone does not."""
    return bool(patterns("absence", "kind", "text").search(f"{message.subject}\n{message.text[:3000]}"))


def _template(message: Message) -> Verdict | None:
    found = _template_row(message.from_.address, message.subject)
    if found is None or found[0] == "-":
        return None
    return _sure(Detail(found[0]), "board-template", message.subject)


def _template_row(sender: str, subject: str) -> tuple[str, re.Match[str]] | None:
    for address, pattern, detail in _templates():
        if sender == address or sender.endswith(("." + address, "@" + address)):
            found = pattern.search(subject.strip())
            if found:
                return detail, found
    return None


@remembered
def _templates() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    rows = table("board_templates")
    return tuple((row["sender"].lower(), re.compile(row["pattern"], re.IGNORECASE), row["detail"]) for row in rows)


_RULES = (
    _delivery_report,
    _read_receipt,
    _worded_read_receipt,
    _calendar,
    _absence,
    _automatic_receipt,
    _template,
    _viewed,
)
