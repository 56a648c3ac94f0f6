"""Did the user's own program post a mail, as far as its head goes? Who wrote it is for others to say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from ipaddress import ip_address

from inbox_watch.knowledge import table
from inbox_watch.mail.tame import decoded

_FROM = re.compile(r"\A\s*from\s", re.IGNORECASE)
_BY = re.compile(r"(?:\A|\s)by\s", re.IGNORECASE)
_WITH = re.compile(r"\bwith\s+(\w+)", re.IGNORECASE)
# A client that has logged in (RFC 3848; RFC 6531 section 4.3), and delivery within one system (RFC 2033 section 1).
_LOGGED_IN = re.compile(r"(?:UTF8)?E?SMTPS?A\Z", re.IGNORECASE)
_WITHIN = re.compile(r"(?:UTF8)?LMTP[SA]{0,2}\Z", re.IGNORECASE)
_ADDRESS_LITERAL = re.compile(r"\[(?:IPv6:)?([0-9a-f.:]{2,45})\]", re.IGNORECASE)
# Comments and quoted strings hold what a sender may choose (RFC 5321 section 4.1.1.2: `<"with esmtpsa"@x.example>`).
_SENDERS_WORDS = re.compile(r"\"[^\"]{0,998}\"|\([^()]{0,998}\)")


def is_posted(fields: Sequence[tuple[str, str]]) -> bool:
    """Does nothing in the head of a mail show that it came from outside of the user's own system?

    `fields` are name and value in the order of the message. Gmail's labels are asked where its takeout has written
    them, above all trace fields; else the trace (RFC 5321 section 4.4), from the last hop to the one at which the mail
    came in: a program that has logged in is the user's own, and so is mail that never came in.
    """
    above = _above_the_trace(fields)
    labels = next((value for name, value in above if name.lower() == "x-gmail-labels"), None)
    if labels is not None:
        return not _sent_labels().isdisjoint(_labels(labels))
    hops = (value for name, value in fields if name.lower() == "received")
    came_in_by = next((hop for hop in hops if not _is_within(hop)), None)
    return came_in_by is None or bool(_LOGGED_IN.match(_protocol(came_in_by)))


def _above_the_trace(fields: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """What stands above the first Received: no sender can write there."""
    names = [name.lower() for name, _ in fields]
    return fields[: names.index("received")] if "received" in names else fields


def _is_within(hop: str) -> bool:
    """Is it a step within one machine: without a client, by LMTP, or from the machine itself?"""
    if not _FROM.match(hop):
        return True
    clients = _ADDRESS_LITERAL.findall(_BY.split(hop, maxsplit=1)[0])
    is_itself = bool(clients) and all(map(_is_loopback, clients))
    return is_itself or bool(_WITHIN.match(_protocol(hop)))


def _is_loopback(text: str) -> bool:
    try:
        return ip_address(text).is_loopback
    except ValueError:
        return False


def _protocol(hop: str) -> str:
    """The word behind `with` in the by-clause; empty where there is none."""
    _, *by = _BY.split(_SENDERS_WORDS.sub(" ", hop), maxsplit=1)
    found = _WITH.search(by[0]) if by else None
    return found[1] if found else ""


def _labels(value: str) -> set[str]:
    return {_key(label) for label in decoded(value).split(",")}


@cache
def _sent_labels() -> frozenset[str]:
    return frozenset(_key(row["name"]) for row in table("folder_names") if row["role"] == "sent")


def _key(label: str) -> str:
    return unicodedata.normalize("NFC", label).strip(' "\t\r\n').casefold()
