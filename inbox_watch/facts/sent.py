"""What a mail in the Sent folder is, judged alone: application, follow-up, answer, thank-you, withdrawal or other."""

from __future__ import annotations

import re

from inbox_watch.facts.names import fold
from inbox_watch.knowledge import patterns
from inbox_watch.knowledge.subjects import without_prefixes
from inbox_watch.records import Message, SentKind

_DOCUMENTS = re.compile(r"\.(?:pdf|docx?|odt|rtf|pages|zip)$", re.IGNORECASE)
_READ = 4000
_APART = re.compile(r"[\s_.-]+")


def sent_kind(message: Message) -> SentKind:
    """Return what the user sent. Whether a reply without such words answers a question is for linking to decide."""
    text = _text(message)
    if _is_no_job_mail(message, text):
        return SentKind.OTHER
    if _says("withdrawal", text):
        return SentKind.WITHDRAWAL
    if _is_filed_application(message, text):
        return SentKind.APPLICATION
    answers = bool(message.in_reply_to) and _says("answer", text)
    if answers and message.attachments:
        return SentKind.ANSWER
    if _says("follow_up", text):
        return SentKind.FOLLOW_UP
    if answers:
        return SentKind.ANSWER
    if _says("thank_you", text):
        return SentKind.THANK_YOU
    return SentKind.APPLICATION if _is_worded_application(message, text) else SentKind.OTHER


def _text(message: Message) -> str:
    """Subject and letter, folded; in a thread the subject still says what the first mail was, so it is left out."""
    subject = "" if message.in_reply_to else without_prefixes(message.subject)
    said = f"{subject}\n{message.text[:_READ]}"
    return " ".join(fold(said.replace("’", "'")).split())


def _says(kind: str, text: str) -> bool:
    return bool(patterns("sent_words", "kind", kind).search(text))


def _is_no_job_mail(message: Message, text: str) -> bool:
    """An employer's own mail, a note to oneself, a friend's opinion asked for, or an application for no work."""
    if _is_to_oneself(message) or _says("hiring", text) or _says("opinion", text):
        return True
    return _says("elsewhere", text) and not _says("job", text)


def _is_to_oneself(message: Message) -> bool:
    """Do all recipients have the sender's address or name?"""
    own = {message.from_.address, fold(message.from_.name)} - {""}
    return bool(message.to) and all(own & {address.address, fold(address.name)} for address in message.to)


def _is_filed_application(message: Message, text: str) -> bool:
    """A CV or letter outside of a thread; in one, only with the words of an application or a yes to a role."""
    if _has_file("cv", message):
        return not message.in_reply_to or _says("application", text) or _says("interest", text)
    is_about_work = _says("application", text) or _says("job", text)
    return _has_file("paper", message) and not message.in_reply_to and is_about_work


def _has_file(kind: str, message: Message) -> bool:
    names = patterns("sent_words", "kind", kind)
    return any(
        _DOCUMENTS.search(file.name) and names.search(_APART.sub(" ", fold(file.name))) for file in message.attachments
    )


def _is_worded_application(message: Message, text: str) -> bool:
    """The words of an application without a file: to a desk, or outside a thread."""
    if _says("application", text):
        return _is_to_a_desk(message) or not message.in_reply_to
    return not message.in_reply_to and _says("seeking", text) and _says("able", text)


def _is_to_a_desk(message: Message) -> bool:
    desk = patterns("sent_words", "kind", "desk")
    return any(desk.search(address.local_part) for address in message.to)
