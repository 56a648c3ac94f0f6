"""What a person types, to a value; UsageError says what is expected instead."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import cast

from inbox_watch.accounts import Security
from inbox_watch.errors import UsageError
from inbox_watch.setup.countries import country_named
from inbox_watch.setup.look_back import MONTHS
from inbox_watch.workdays import known_country

PHONE_COMFORT = ("good", "so-so", "avoid")
SECURITY = ("tls", "starttls", "none")

# Bare addresses alone (RFC 5321 section 4.1.2 without quoted strings; section 4.5.3.1 for the lengths), and none that a
# program would take for an option.
_ADDRESS = re.compile(r"(?!-)[^\s@<>()\[\]\\,;:\"']{1,64}+@[^\s@<>()\[\]\\,;:\"']{1,255}+")
_LARGEST_PORT = 65535


def read_address(text: str) -> str:
    """An address such as me@example.org."""
    address = text.strip()
    if not _ADDRESS.fullmatch(address) or not address.isprintable():
        raise UsageError(f"{_shown(text)} is not an email address such as runa@example.org.")
    return address


def read_addresses(text: str) -> tuple[str, ...]:
    """Addresses with blanks or commas between, each once, in lower case."""
    return tuple(dict.fromkeys(read_address(each).lower() for each in re.split(r"[\s,;]+", text.strip()) if each))


def read_host(text: str) -> str:
    """The name of a server."""
    host = text.strip()
    if not host or not host.isprintable() or re.search(r"[\s/@]", host):
        raise UsageError(f"{_shown(text)} is not the name of a server such as imap.example.org.")
    return host


def read_port(text: str) -> int:
    """A port."""
    if not (text.strip().isascii() and text.strip().isdigit() and 1 <= int(text) <= _LARGEST_PORT):
        raise UsageError(f"The port must be a number from 1 to {_LARGEST_PORT}, not {_shown(text)}.")
    return int(text)


def read_security(text: str) -> Security:
    """How the connection is encrypted."""
    return cast(Security, one_of(SECURITY, "The encryption")(text))


def read_user(text: str) -> str:
    """A name to log in with."""
    if not text.strip() or not text.isprintable():
        raise UsageError("The name to log in with cannot be empty.")
    return text.strip()


def read_country(text: str) -> str:
    """A country whose public holidays are known, by its code or its English name; `none` and nothing are none."""
    name = text.strip()
    if name.lower() in ("", "none"):
        return ""
    code = name.upper() if len(name) == 2 else country_named(name)
    if not known_country(code):
        raise UsageError(
            f"The public holidays of {_shown(text)} are not known: give a two-letter code such as DE, or none."
        )
    return code


def read_command(text: str) -> tuple[str, ...]:
    """A command line as a shell would take it apart; nothing else of a shell is understood."""
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise UsageError(f"This command line does not hold ({error}): check its quotes.") from error
    if not words:
        raise UsageError("The command cannot be empty.")
    return tuple(_in_full(word) for word in words)


def _in_full(word: str) -> str:
    """No shell will be there to know the home folder."""
    return str(Path(word).expanduser()) if word.startswith("~/") else word


def read_months(text: str) -> int:
    """How far to look back."""
    if text.strip() not in map(str, MONTHS):
        raise UsageError(f"The look-back must be one of {', '.join(map(str, MONTHS))} months, not {_shown(text)}.")
    return int(text)


def one_of(words: tuple[str, ...], what: str) -> Callable[[str], str]:
    """Read one of some words."""

    def read(text: str) -> str:
        word = text.strip().lower()
        if word not in words:
            raise UsageError(f"{what} must be one of {', '.join(words)}, not {_shown(text)}.")
        return word

    return read


def _shown(text: str) -> str:
    printable = "".join(character for character in text if character.isprintable()).strip()
    return printable[:60] or "nothing"
