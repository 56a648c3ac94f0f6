"""The words of a command that knows a secret, looked at: no secret may stand among them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from inbox_watch.fleet.clients import PLACEHOLDER

_PROGRAM = re.compile(r"[\w./+-]{1,200}")
_OTHER_PLACEHOLDER = re.compile(r"[{}]")
_SHELL = re.compile(r"[|&;<>`$\n]")
# They print what the line itself holds.
_PRINTERS = frozenset({"echo", "printf", "print", "yes"})
_NAMED_SECRET = re.compile(r"-{0,2}(?:pass(?:word|wd|phrase)?|pwd|token|secret)", re.IGNORECASE)
_NAMED_WITH_SECRET = re.compile(_NAMED_SECRET.pattern + r"[=:](?!\Z).*", re.IGNORECASE | re.DOTALL)
# How OAuth tokens of Google and Microsoft, JSON Web Tokens (RFC 7519), keys of services and of ssh begin.
_KNOWN_BEGINNING = re.compile(
    r"(?:ya29\.|1//0|EwB|eyJ[\w-]{6}|gh[opsu]_|glpat-|xox[abp]-|AKIA[A-Z0-9]{8}|sk-\w{8})|-----BEGIN"
)
# Google and Apple show app passwords so, in four groups of four letters.
_APP_PASSWORD = re.compile(r"(?<![\w-])[a-z]{4}(?:[ -][a-z]{4}){3}(?![\w-])")
_LONG = re.compile(r"[\w+=~-]{20,}")
# The number of a registered application is public, and as long.
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SIGNS = re.compile(r"[!#%^*?~§\"']")


def words_of(command: str) -> tuple[str, ...]:
    """Return the words of a command line; raises ValueError where a quotation mark is missing."""
    try:
        return tuple(shlex.split(command))
    except ValueError:
        raise ValueError("a quotation mark is missing") from None


def fault_of(template: Sequence[str]) -> str:
    """Return what is wrong with a command, empty for nothing. No word of it is ever quoted: it may be the secret."""
    return next((said for wrong, said in _FAULTS if wrong(template)), "")


def _has_no_program(template: Sequence[str]) -> bool:
    return not template or not _PROGRAM.fullmatch(template[0])


def _holds_a_secret(template: Sequence[str]) -> bool:
    shown = [word.replace(PLACEHOLDER, "") for word in template]
    return (
        _APP_PASSWORD.search(" ".join(shown)) is not None
        or any(_is_like_a_secret(word) for word in shown)
        or any(_NAMED_SECRET.fullmatch(name) and PLACEHOLDER not in value for name, value in _options(template))
    )


def _options(template: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Options with the word behind them; a command such as `pass show` is none."""
    return ((name, value) for name, value in pairwise(template) if name.startswith("-") and not value.startswith("-"))


def _is_like_a_secret(word: str) -> bool:
    bare = _UUID.sub("", word)
    mixed = any(_kinds(run[0]) >= 2 and any(map(str.isdigit, run[0])) for run in _LONG.finditer(bare))
    typed = len(word) >= 8 and _kinds(word) >= 2 and _SIGNS.search(word) is not None
    return mixed or typed or any(known.match(word) for known in (_KNOWN_BEGINNING, _NAMED_WITH_SECRET))


def _kinds(text: str) -> int:
    """How many of capitals, small letters and digits stand in it."""
    return sum(any(map(test, text)) for test in (str.isupper, str.islower, str.isdigit))


def _prints_itself(template: Sequence[str]) -> bool:
    return template[0].rpartition("/")[2] in _PRINTERS


def _wants_a_shell(template: Sequence[str]) -> bool:
    return any(_SHELL.search(word) for word in template)


def _has_other_braces(template: Sequence[str]) -> bool:
    return any(_OTHER_PLACEHOLDER.search(word.replace(PLACEHOLDER, "")) for word in template)


def _is_the_same_for_all(template: Sequence[str]) -> bool:
    return not any(PLACEHOLDER in word for word in template[1:])


_FAULTS: tuple[tuple[Callable[[Sequence[str]], bool], str], ...] = (
    (_has_no_program, "begins with no program: write the command that prints the secret"),
    (
        _holds_a_secret,
        "looks as if a secret stood in it: put the secret into a program that keeps secrets, and name that here",
    ),
    (_prints_itself, "prints what stands in this list, and no secret may: name a program that keeps secrets"),
    (_wants_a_shell, "needs a shell, and none reads it: put it into a script and name that"),
    (_has_other_braces, f"has braces that mean nothing: only {PLACEHOLDER} is put in"),
    (
        _is_the_same_for_all,
        f"is the same for every client: {PLACEHOLDER} must stand where the program is told whose secret it is",
    ),
)
