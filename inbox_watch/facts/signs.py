"""Message to signs of forgery and fraud that one mail shows by itself; they warn, and change nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from inbox_watch.knowledge.scams import link_trackers, signs_in_words, unsafe_endings
from inbox_watch.knowledge.senders import is_free_mail, platform_of
from inbox_watch.mail.origin import as_written, registrable_domain, same_registrable_domain
from inbox_watch.records import EmployerCandidate, Message, Sign

_ADDRESS = re.compile(r"[^\s@<>\"'()]{1,64}@((?:[\w-]{1,63}\.){1,8}[\w-]{2,63})")
_RELAYS = frozenset({"social", "relay"})
_LONGEST_EVIDENCE = 80


def signs(message: Message, clauses: Sequence[str], employers: Iterable[EmployerCandidate]) -> tuple[Sign, ...]:
    """Return the signs in a received mail. `clauses` are those of its text, `employers` those it names.

    What is shown of a body are words of the tables alone, never a stretch of the mail.
    """
    found = (*_of_the_sender(message, employers), *signs_in_words((message.subject, *clauses)), *_of_the_parts(message))
    return tuple(Sign(each.kind, each.evidence[:_LONGEST_EVIDENCE]) for each in found)


def _of_the_sender(message: Message, employers: Iterable[EmployerCandidate]) -> Iterator[Sign]:
    sender, platform = message.from_, platform_of(message.from_.address)
    if message.authentication and message.authentication.failed:
        yield Sign("failing", sender.domain)
    if _is_mixed(sender.domain):
        yield Sign("mixed_letters", sender.domain)
    if platform:
        if platform.kind in _RELAYS:
            yield Sign("relay", platform.vendor)
        return
    shown = _ADDRESS.search(sender.name)
    if shown and sender.domain and not same_registrable_domain(shown[1], sender.domain):
        yield Sign("name_address", sender.address)
    if is_free_mail(sender.domain):
        yield from [Sign("free_mail", sender.address) for _ in employers][:1]
    elif sender.domain:
        yield from (Sign("reply_elsewhere", each.address) for each in message.reply_to[:1] if is_free_mail(each.domain))


def _is_mixed(domain: str) -> bool:
    """Does a label hold letters of more than one alphabet, as it is written or as it travels (RFC 3492)?"""
    return any(len(_alphabets(as_written(label))) > 1 for label in domain.split("."))


def _alphabets(label: str) -> set[str]:
    return {unicodedata.name(letter, "").split(" ")[0] for letter in label if letter.isalpha()}


def _of_the_parts(message: Message) -> Iterator[Sign]:
    runs = (file.name for file in message.attachments if _ending(file.name) in unsafe_endings())
    yield from (Sign("attachment", name) for name in (next(runs, ""),) if name)
    leading = (f"{shown} … {target}" for shown, target in message.masked_links if _leads_astray(target, message))
    yield from (Sign("link_elsewhere", both) for both in (next(leading, ""),) if both)


def _ending(name: str) -> str:
    stem, _, ending = name.rpartition(".")
    return ending.lower() if stem else ""


def _leads_astray(target: str, message: Message) -> bool:
    """Does a link lead to a stranger: neither the sender, nor a platform, nor a service that counts or checks?"""
    is_service = platform_of(f"x@{target}") is not None or registrable_domain(target) in link_trackers()
    return not is_service and not same_registrable_domain(target, message.from_.domain)
