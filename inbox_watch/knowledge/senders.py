"""Who is behind an address: a platform of the hiring trade, a mail provider, a desk or a machine."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inbox_watch.knowledge import remembered, table

_MACHINE = re.compile(
    r"^(?:no-?_?\.?reply|do-?_?\.?not-?_?\.?reply|ne-?pas-?repondre|nicht-?antworten|noreply|donotreply|notifications?|mailer|"
    r"alerts?|automated|autoreply|system|bounce)|(?:noreply|no-reply|donotreply)",
    re.IGNORECASE,
)
_WORDS_APART = re.compile(r"[._+-]")


@dataclass(frozen=True, slots=True)
class Platform:
    """A system of the hiring trade; `size` is the kind of company that runs it, or empty."""

    vendor: str
    kind: str
    size: str
    employer_in: tuple[str, ...]


@remembered
def _platforms() -> dict[str, Platform]:
    return {
        row["address"].lower(): Platform(
            row["vendor"], row["kind"], row["size"].strip("-"), tuple(row["employer_in"].strip("-").split(","))
        )
        for row in table("senders")
    }


@remembered
def platform_of(address: str) -> Platform | None:
    """Return the platform that mails from this address, or None; the longest known suffix counts."""
    known = _platforms()
    if address in known:
        return known[address]
    labels = address.rpartition("@")[2].split(".")
    names = (".".join(labels[start:]) for start in range(len(labels)))
    return next((known[name] for name in names if name in known), None)


@remembered
def _free_mail() -> frozenset[str]:
    return frozenset(row["domain"].lower() for row in table("free_mail"))


def is_free_mail(domain: str) -> bool:
    """Does the domain belong to a mail provider, so that it names no employer?"""
    return domain in _free_mail()


def is_machine(local_part: str) -> bool:
    """Does nobody read what is sent to this local part?"""
    return bool(_MACHINE.search(local_part))


@remembered
def _mailboxes() -> dict[str, str]:
    return {row["local_part"]: row["kind"] for row in table("mailboxes")}


def is_small_desk(local_part: str) -> bool:
    """Is it the one desk of a small firm (info@, hallo@, office@)?"""
    return _mailboxes().get(local_part.lower()) == "desk"


def is_owner(local_part: str) -> bool:
    """Does it say that the owner of a small firm reads it (owner@, inhaber@, patron@)?"""
    return _mailboxes().get(local_part.lower()) == "owner"


def is_office(local_part: str) -> bool:
    """Does it name an office or a task and no person (info@, sales@, rechnung.nord@)?"""
    return any(word in _mailboxes() for word in _WORDS_APART.split(local_part.lower()))


@remembered
def vendor_names() -> frozenset[str]:
    """The lower-case names of all platforms: no employers of those they write for. An agency hires in its own name."""
    return frozenset(each.vendor.lower() for each in _platforms().values() if "domain" not in each.employer_in)


def is_agency(text: str) -> bool:
    """Does the text hold a word by which staffing and recruitment agencies call themselves?"""
    return any(re.search(row["pattern"], text, re.IGNORECASE) for row in table("agency_words"))
