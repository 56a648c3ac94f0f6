"""Header fields that make the readers below us fail, or take minutes, made such that they do neither."""

from __future__ import annotations

import re
from base64 import b64encode
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as EmailMessage
from email.policy import Compat32
from email.utils import collapse_rfc2231_value

from inbox_watch.mail.charset import true_charset

# The standard library's reader of parameters takes two seconds for a field of 100 kB (python/cpython#136063), and a
# fiftieth of that for one of this length. There are mails with a boundary of 4,000 characters (RFC 2046 allows 70).
_FIELD_LIMIT = 16_000
_WITH_PARAMETERS = frozenset({"content-type", "content-disposition"})
# RFC 2047 section 2.
_WORD = re.compile(r"=\?[^?\r\n]*\?[BbQq]\?[^?\r\n]*\?=")
# What mail-parser decodes.
_DECODED = ("From", "Reply-To", "To", "Cc", "Bcc", "Subject")


class _Wary(Compat32):
    """Reads a message as the standard library does, but for parameters that it cannot read, or not in time."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Take the name and the value from the lines of a field."""
        name, value = super().header_source_parse(sourcelines)
        return (name, _readable(value)) if name.lower() in _WITH_PARAMETERS else (name, value)


WARY = _Wary()


def _readable(value: str) -> str:
    """The value with its parameters as far as they can be read: cut where they are too long, none where they break.

    Octets beyond ASCII, which no parameter may hold and many do, are read in the set in which they make sense; the
    standard library cannot change a field that holds them.
    """
    value = value[:_FIELD_LIMIT]
    if not value.isascii():
        octets = value.encode("utf-8", "surrogateescape")
        value = octets.decode(true_charset(octets, "utf-8"))
    field = EmailMessage()
    field["Content-Type"] = value
    try:
        for _, parameter in field.get_params() or ():
            if isinstance(parameter, tuple):  # of a stated character set (RFC 2231)
                collapse_rfc2231_value(parameter)
    # A number in other digits, a character set with a NUL, an index that comes twice.
    except (ValueError, LookupError, TypeError, AttributeError):
        return value.partition(";")[0]
    return value


def decoded(value: str) -> str:
    """The value with its encoded words (RFC 2047) read; as it came where one is broken."""
    words = _words(_mended(value)) if "=?" in value else None
    return value if words is None else words


def _words(value: str) -> str | None:
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError, MessageError):
        return None


def mend_words(tree: EmailMessage) -> None:
    """Write encoded words that are in another set than they say in UTF-8; those that nobody can decode stand for
    themselves, because mail-parser would refuse the whole message."""
    for name in _DECODED:
        values = [str(value) for value in tree.get_all(name, [])]
        tame = [_tame(value) if _is_broken(value) else value for value in values]
        if tame != values:
            del tree[name]
            for value in tame:
                tree[name] = value


def _is_broken(value: str) -> bool:
    return "=?" in value and _words(value) is None


def _tame(value: str) -> str:
    mended = _mended(value)
    return mended.replace("=?", "= ?") if _is_broken(mended) else mended


def _mended(value: str) -> str:
    return _WORD.sub(_in_utf_8, value)


def _in_utf_8(word: re.Match[str]) -> str:
    """An encoded word that its own set cannot decode, written in UTF-8; as it is where its octets cannot be read."""
    if _words(word[0]) is not None:
        return word[0]
    try:
        ((octets, charset),) = decode_header(word[0])
    except (ValueError, MessageError):
        return word[0]
    text = octets.decode(true_charset(octets, charset or ""))
    return f"=?utf-8?B?{b64encode(text.encode()).decode('ascii')}?="
