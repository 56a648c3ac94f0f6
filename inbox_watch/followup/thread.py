"""The thread a letter belongs to: the last mail exchanged with the house it goes to (RFC 5322 section 3.6.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inbox_watch.clean import clean_line
from inbox_watch.knowledge.senders import is_free_mail
from inbox_watch.knowledge.subjects import without_prefixes
from inbox_watch.mail.origin import registrable_domain
from inbox_watch.records import Address, Detail, Event, Finding, FolderRole, Label, Standing

# A Message-ID between angle brackets; what holds other characters is no such thing, or an attack.
_MESSAGE_ID = re.compile(r"[!-;=?-~]{1,250}")
_MOST_REFERENCES = 30
_LONGEST_SUBJECT = 200
_NOBODYS = frozenset({Label.OUT_OF_OFFICE, Label.DELIVERY_FAILURE, Label.JOB_ALERT, Label.RECRUITER_OUTREACH})


@dataclass(frozen=True, slots=True)
class Thread:
    """What a letter answers; all is empty when it begins a thread. `account` is where the answered mail lies."""

    subject: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    account: str = ""


def thread(standing: Standing, address: str) -> Thread:
    """Return the thread of the last mail to or from the address, else to or from its house.

    To somebody who never saw a mail of ours, "Re:" would not be true.
    """
    mails = [event.finding for event in standing.events if address and _is_a_letter(event)]
    by_person = [mail for mail in mails if any(each.address == address for each in _correspondents(mail))]
    by_house = [mail for mail in mails if any(_is_one_house(each, address) for each in _correspondents(mail))]
    answered = next(iter([*reversed(by_person), *reversed(by_house)]), None)
    return _of(answered) if answered else Thread()


def _is_a_letter(event: Event) -> bool:
    finding = event.finding
    is_theirs_or_ours = finding.verdict.label not in _NOBODYS and finding.detail is not Detail.READ_RECEIPT
    return event.link.application_id is not None and is_theirs_or_ours and bool(_ids(finding.message_id))


def _correspondents(mail: Finding) -> tuple[Address, ...]:
    return mail.to if mail.role is FolderRole.SENT else (mail.from_, *mail.reply_to)


def _is_one_house(address: Address, other: str) -> bool:
    domain = registrable_domain(address.domain)
    return not is_free_mail(address.domain) and domain == registrable_domain(other.rpartition("@")[2])


def _of(mail: Finding) -> Thread:
    """A mail without References has been answered by its In-Reply-To, when that names one mail."""
    before = _ids(*mail.references) or (_ids(*mail.in_reply_to) if len(mail.in_reply_to) == 1 else ())
    chain = tuple(dict.fromkeys((*before, *_ids(mail.message_id))))
    return Thread(
        subject=f"Re: {clean_line(without_prefixes(mail.subject), _LONGEST_SUBJECT)}".strip(),
        in_reply_to=mail.message_id,
        references=(*chain[:1], *chain[1:][1 - _MOST_REFERENCES :]),
        account=mail.uids[0].account,
    )


def _ids(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if _MESSAGE_ID.fullmatch(text))
