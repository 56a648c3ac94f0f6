"""Header fields that make the readers below us fail, or take minutes, made such that they do neither."""

from __future__ import annotations

import re
from base64 import b64encode
from copy import copy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as EmailMessage
from email.policy import Compat32
from email.utils import quote

from inbox_watch.mail.charset import true_charset

# The standard library's reader of parameters takes two seconds for a field of 100 kB (python/cpython#136063), and a
# fiftieth of that for one of this length. There are mails with a boundary of 4,000 characters (RFC 2046 allows 70).
_FIELD_LIMIT = 16_000
_WITH_PARAMETERS = frozenset({"content-type", "content-disposition"})
_NAME, _ENCODED = re.compile(r"[A-Za-z0-9_.-]+\Z"), re.compile(r";[^;=*]*\*[^;=]*=[^;]*")
# What cannot stand in a parameter; no boundary and no set is called by what stands for it. The standard library does
# not see that a value ends behind two backslashes.
_UNFIT, _STAND_IN = re.compile(r"[\x00-\x1f\x7f\\]"), "\ufffd"
# RFC 2047 section 2.
_WORD = re.compile(r"=\?[^?\r\n]*\?[BbQq]\?[^?\r\n]*\?=")


class _Wary(Compat32):
    """Reads a message as the standard library does, but for parameters that it cannot read, or not in time."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Take the name and the value from the lines of a field."""
        name, value = super().header_source_parse(sourcelines)
        return (name, _readable(value)) if name.lower() in _WITH_PARAMETERS else (name, value)


WARY = _Wary()


def _readable(value: str) -> str:
    """The value with its parameters as far as they can be read: cut where they are too long, and in plain words.

    Octets beyond ASCII, which no parameter may hold and many do, are read in the set in which they make sense.
    """
    value = value[:_FIELD_LIMIT]
    if not value.isascii():
        octets = value.encode("utf-8", "surrogateescape")
        value = octets.decode(true_charset(octets, "utf-8"))
    return _in_plain_words(value) if "*" in value else value


def _in_plain_words(value: str) -> str:
    """The value with the encoded ones of its parameters (RFC 2231) decoded; without them where nobody can join them.

    The standard library hands an encoded one out as a tuple, fails where it reads a character set from one itself, and
    writes it anew in the set that it states: that may be none, or not hold its letters.
    """
    field = EmailMessage()
    field["Content-Type"] = value
    try:
        parameters = (field.get_params() or [])[1:]
    except (TypeError, ValueError):  # an index that comes twice, or has thousands of digits
        return _ENCODED.sub("", value)
    plain = (
        f'; {name}="{quote(_UNFIT.sub(_STAND_IN, _text(each)))}"' for name, each in parameters if _NAME.match(name)
    )
    return value.partition(";")[0] + "".join(plain)


def _text(value: str | tuple[str | None, str | None, str]) -> str:
    """The value of a parameter; of an encoded one each letter is an octet, but for those that it may not hold."""
    if isinstance(value, str):
        return value
    charset, _, letters = value
    if max(letters, default="") > "\xff":
        return letters
    octets = letters.encode("latin-1")
    return octets.decode(true_charset(octets, charset or ""))


def body_as_written(part: EmailMessage) -> str:
    """The body of a part as it is written, its transfer encoding not undone; nothing for a part that holds others."""
    try:
        payload = part.get_payload()
    except ValueError:  # octets beyond ASCII, of a set that refuses all (`undefined`, `idna`) or has a NUL in its name
        unstated = copy(part)
        del unstated["Content-Type"]
        payload = unstated.get_payload()
    return payload if isinstance(payload, str) else ""


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
    themselves, because mail-parser, which decodes every field, would refuse the whole message."""
    for name in {name.lower(): name for name, value in tree.items() if "=?" in str(value)}.values():
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
