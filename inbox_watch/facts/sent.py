"""What a mail in the Sent folder is, judged alone: application, follow-up, answer, thank-you, withdrawal or other."""

from __future__ import annotations

import re

from inbox_watch.facts.names import fold
from inbox_watch.knowledge import patterns
from inbox_watch.knowledge.subjects import without_prefixes
from inbox_watch.records import Message, SentKind

_DOCUMENTS = re.compile(r"\.(?:pdf|docx?|odt|rtf|pages|zip)$", re.IGNORECASE)
_READ, _READ_OF_SUBJECT = 4000, 1000
_APART = re.compile(r"[\s_.-]+")


def sent_kind(message: Message) -> SentKind:
    """Return what the user sent. Whether a reply without such words answers a question is for linking to decide."""
    text = folded(message)
    if _is_no_job_mail(message, text):
        return SentKind.OTHER
    if says("withdrawal", text):
        return SentKind.WITHDRAWAL
    if _is_filed_application(message, text):
        return SentKind.APPLICATION
    answers = bool(message.in_reply_to) and says("answer", text)
    if answers and message.attachments:
        return SentKind.ANSWER
    if says("follow_up", text):
        return SentKind.FOLLOW_UP
    if answers:
        return SentKind.ANSWER
    if says("thank_you", text):
        return SentKind.THANK_YOU
    return SentKind.APPLICATION if _is_worded_application(message, text) else SentKind.OTHER


def folded(message: Message) -> str:
    """Subject and letter, folded; in a thread the subject still says what the first mail was, so it is left out."""
    subject = "" if message.in_reply_to else without_prefixes(message.subject[:_READ_OF_SUBJECT])
    said = f"{subject}\n{message.text[:_READ]}"
    return " ".join(fold(said.replace("’", "'")).split())


def says(kind: str, text: str) -> bool:
    """Does a folded letter hold a wording of this kind?"""
    return bool(patterns("sent_words", "kind", kind).search(text))


def is_speculative(message: Message) -> bool:
    """Does an application answer no advert: does it say so, or ask for work without speaking of one?"""
    text = folded(message)
    asks = not message.in_reply_to and says("seeking", text) and not says("advert", text)
    return says("speculative", text) or asks


def _is_no_job_mail(message: Message, text: str) -> bool:
    """An employer's own mail, a note to oneself, a friend's opinion asked for, or an application for no work."""
    if is_to_oneself(message) or says("hiring", text) or says("opinion", text):
        return True
    return says("elsewhere", text) and not says("job", text)


def is_to_oneself(message: Message) -> bool:
    """Do all recipients have the sender's address or name?"""
    own = {message.from_.address, fold(message.from_.name)} - {""}
    return bool(message.to) and all(own & {address.address, fold(address.name)} for address in message.to)


def _is_filed_application(message: Message, text: str) -> bool:
    """A CV or letter outside of a thread; in one, only with the words of an application or a yes to a role."""
    if has_file("cv", message):
        return not message.in_reply_to or says("application", text) or says("interest", text)
    is_about_work = says("application", text) or says("job", text)
    return has_file("paper", message) and not message.in_reply_to and is_about_work


def has_file(kind: str, message: Message) -> bool:
    """Is a document attached whose name is that of a CV (`cv`) or of a letter (`letter`), or may be of an application's
    paper (`paper`)?"""
    names = patterns("sent_words", "kind", kind)
    documents = (file.name for file in message.attachments if is_document(file.name))
    return any(names.search(_APART.sub(" ", fold(name))) for name in documents)


def is_document(name: str) -> bool:
    """Is it the name of a file with text, and not of a picture or a calendar entry?"""
    return bool(_DOCUMENTS.search(name))


def _is_worded_application(message: Message, text: str) -> bool:
    """The words of an application without a file: to a desk, or outside a thread."""
    if says("application", text):
        return is_to_a_desk(message) or not message.in_reply_to
    return not message.in_reply_to and says("seeking", text) and says("able", text)


def is_to_a_desk(message: Message) -> bool:
    """Does it go to an address that takes applications (jobs@, bewerbung@)?"""
    desk = patterns("sent_words", "kind", "desk")
    return any(desk.search(address.local_part) for address in message.to)
