"""Occasion to Draft: the words of one kind, and the thread and the names they go out with; pure."""

from __future__ import annotations

from collections.abc import Iterable

from inbox_watch.followup.call_sheet import call_sheet
from inbox_watch.followup.letters import Words, arrival, letter, note, thank_you
from inbox_watch.followup.occasion import Occasion
from inbox_watch.followup.reader import person_name
from inbox_watch.followup.thread import Thread
from inbox_watch.knowledge.wording import wording
from inbox_watch.records import Address, Draft, DraftKind, Finding, FolderRole

MAILED = frozenset({DraftKind.LETTER, DraftKind.ARRIVAL, DraftKind.THANK_YOU})


def draft(
    occasion: Occasion, kind: DraftKind, thread: Thread, author: Address, language: str, *, elsewhere: bool = False
) -> Draft:
    """Write a draft in one of the seven languages; `elsewhere` says that the user has a talk or an offer elsewhere."""
    author = Address(person_name(author.name), author.address)
    me = author.name or wording(language).say("page.your_name")
    words = Words(wording(language), occasion, me)
    is_mail = kind in MAILED
    return Draft(
        kind=kind,
        language=language,
        author=author,
        to=Address(occasion.name, occasion.address),
        subject=_subject(words, kind, thread) if is_mail else "",
        body=_body(words, kind, elsewhere=elsewhere),
        in_reply_to=thread.in_reply_to if is_mail else "",
        references=thread.references if is_mail else (),
    )


def _body(words: Words, kind: DraftKind, *, elsewhere: bool) -> str:
    match kind:
        case DraftKind.LETTER:
            return letter(words, elsewhere=elsewhere)
        case DraftKind.ARRIVAL:
            return arrival(words)
        case DraftKind.THANK_YOU:
            return thank_you(words)
        case DraftKind.LINKEDIN:
            return note(words)
        case DraftKind.CALL:
            return call_sheet(words)


def _subject(words: Words, kind: DraftKind, thread: Thread) -> str:
    if thread.subject:
        return thread.subject
    if kind is DraftKind.THANK_YOU:
        return words.say("thank_you.subject")
    return words.say("subject.role" if words.role() else "subject.none")


def author_of(own: Iterable[Finding], addresses: Iterable[str]) -> Address:
    """Return who writes: From of the user's newest letter, its name where one is shown; else an address alone.

    `own` are the user's letters, those that matter most first; `addresses` are the user's own.
    """
    sent = [mail.from_ for mail in own if mail.role is FolderRole.SENT and mail.from_.address]
    address = next((each.address for each in sent), next(iter(addresses), ""))
    names = (person_name(each.name.strip("'\" ")) for each in sent)
    return Address(next((name for name in names if name and "@" not in name), ""), address)
