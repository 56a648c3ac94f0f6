"""Header fields that make the readers below us fail, or take minutes, made such that they do neither."""

from __future__ import annotations

from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as EmailMessage
from email.policy import Compat32

# The standard library's reader of parameters takes two seconds for a field of 100 kB (python/cpython#136063), and a
# fiftieth of that for one of this length. There are mails with a boundary of 4,000 characters (RFC 2046 allows 70).
_FIELD_LIMIT = 16_000
_WITH_PARAMETERS = frozenset({"content-type", "content-disposition"})
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

    Octets beyond ASCII, which no parameter may hold and many do, are UTF-8; the standard library cannot change a field
    that holds others.
    """
    value = value[:_FIELD_LIMIT].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    field = EmailMessage()
    field["Content-Type"] = value
    try:
        field.get_params()
    # A number in other digits, a character set with a NUL, an index that comes twice.
    except (ValueError, LookupError, TypeError, AttributeError):
        return value.partition(";")[0]
    return value


def decoded(value: str) -> str:
    """The value with its encoded words (RFC 2047) read; as it came where one is broken or of a set nobody knows."""
    words = _words(value) if "=?" in value else None
    return value if words is None else words


def _words(value: str) -> str | None:
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError, MessageError):
        return None


def mend_words(tree: EmailMessage) -> None:
    """Let encoded words that nobody can decode stand for themselves: mail-parser would refuse the whole message."""
    for name in _DECODED:
        values = [str(value) for value in tree.get_all(name, [])]
        tame = [value.replace("=?", "= ?") if _is_broken(value) else value for value in values]
        if tame != values:
            del tree[name]
            for value in tame:
                tree[name] = value


def _is_broken(value: str) -> bool:
    return "=?" in value and _words(value) is None
