"""The character set in which the octets of a text part really are: senders name it wrongly, or not at all."""

from __future__ import annotations

import codecs

# What senders call these is a subset of what they write (WHATWG Encoding, section 4.2), or also says in which direction
# it is shown (RFC 1556).
_WIDER = {
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "gb2312": "gb18030",
    "iso-8859-6-e": "iso-8859-6",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-8-i": "iso-8859-8",
}
# Sets of Python alone, in which no mail is written: of escapes and names of hosts, and some warn where those are wrong.
_OF_PYTHON = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
_UNSTATED = frozenset({"", "us-ascii", "ascii", "unknown", "unknown-8bit", "default", "x-unknown"})


def true_charset(octets: bytes, stated: str) -> str:
    """Return the first of the stated set (widened), UTF-8 and windows-1252 in which the octets make sense."""
    stated = stated.strip().lower()
    tried = ["utf-8", "windows-1252"] if stated in _UNSTATED else [_WIDER.get(stated, stated), "utf-8", "windows-1252"]
    return next((charset for charset in tried if _fits(octets, charset)), "iso-8859-1")


def _fits(octets: bytes, charset: str) -> bool:
    try:
        if codecs.lookup(charset).name in _OF_PYTHON:
            return False
        octets.decode(charset).encode("utf-8")
    # LookupError: nobody knows the name; ValueError: a NUL in it, or octets it does not allow.
    except (LookupError, ValueError):
        return False
    return True
