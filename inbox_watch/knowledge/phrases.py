"""Plain phrases of the user to patterns of a table: no user writes a regular expression, so none of them can hang.

A phrase is matched as whole words, in any case, with or without its accents, with any blanks between its words; a `*`
behind a stem stands for the rest of the word, and `{name}` and its like for what differs from mail to mail.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

_SIGNS = re.compile(r"\\|\(\?|\.[*+]|\[\^|\^|\$\Z")
_PLACE = re.compile(r"\{([^{}]*)\}")
# Within a word it could be matched in too many ways.
_STEM_WITHIN = re.compile(r"\*(?!\s|\Z)")
# Where a name or a title could begin: behind anything that is no part of one.
_OUTSIDE_A_NAME = r"(?<![\w&+.'’:*/-])"
_BEFORE, _AFTER = r"(?<![^\W\d_])", r"(?![^\W\d_])"
_BLANKS = r"\s{1,9}"
_REST_OF_A_WORD = r"\w{0,30}+"
_FIELDS = {"employer": r"\S.{0,78}?", "role": r"\S.{0,118}?", "job_id": r"\S{1,40}?"}
_LEAST, _LEAST_OF_A_TITLE = 2, 4

ToPattern = Callable[[str], str]
ToFaults = Callable[[str], Iterator[str]]


# To patterns


def anywhere(phrase: str) -> str:
    """A phrase as whole words of a text."""
    return f"{_BEFORE}{_literal(phrase)}{_AFTER}"


def greeting(phrase: str) -> str:
    """The opening of a letter, up to the name that follows."""
    return f"{anywhere(phrase)},?{_BLANKS}"


def ending(word: str) -> str:
    """The end of the title of a job."""
    return _literal(word)


def around(place: str) -> ToPattern:
    """A phrase around one name or title, whose own pattern the reader of the table puts in."""

    def pattern(phrase: str) -> str:
        before, _, behind = phrase.partition(f"{{{place}}}")
        start = f"{_BEFORE}{_literal(before)}" if before else _OUTSIDE_A_NAME
        return f"{start}{{{place}}}{_literal(behind)}{_AFTER if behind else ''}"

    return pattern


def whole_subject(phrase: str) -> str:
    """The subject of a board from its first letter to its last, its places as groups."""
    # Text and places take turns.
    pieces = enumerate(_PLACE.split(phrase))
    return rf"\A{''.join(_field(piece) if number % 2 else _literal(piece) for number, piece in pieces)}\Z"


def _field(place: str) -> str:
    return f"(?P<{place}>{_FIELDS[place]})"


def _literal(text: str) -> str:
    """A text with blanks where it has them, at its ends as well."""
    return _BLANKS.join("".join(map(_letter, word)) for word in re.split(r"\s+", text))


def _letter(letter: str) -> str:
    if letter == "*":
        return _REST_OF_A_WORD
    if letter in "'’":
        return "['’]"
    if letter in "ßẞ":
        return "(?:ß|ss)"
    plain = unicodedata.normalize("NFKD", letter)[0]
    return f"[{letter}{plain}]" if plain != letter and plain.isalpha() else re.escape(letter)


# What is no phrase


def faults_of_words(phrase: str) -> Iterator[str]:
    """Yield what is wrong with a phrase of words alone."""
    if "|" in phrase:
        yield "holds one phrase a row: write each alternative on a line of its own"
    yield from _faults(phrase, ())


def faults_of_ending(word: str) -> Iterator[str]:
    """Yield what is wrong with the end of a title."""
    yield from faults_of_words(word)
    if "*" in word:
        yield "is matched at the end of a word, so it may hold no *"
    if sum(map(str.isalpha, word)) < _LEAST_OF_A_TITLE:
        yield f"needs {_LEAST_OF_A_TITLE} letters or more, or it would end other words too"


def faults_around(place: str) -> ToFaults:
    """What finds the faults of a phrase that has to hold one place."""

    def faults(phrase: str) -> Iterator[str]:
        if phrase.count(f"{{{place}}}") != 1:
            yield f"needs {{{place}}} once, where it stands in the mail"
        if "|" in phrase:
            yield "holds one phrase a row: write each alternative on a line of its own"
        yield from _faults(phrase, (place,))

    return faults


def faults_of_subject(phrase: str) -> Iterator[str]:
    """Yield what is wrong with the subject of a board."""
    yield from _faults(phrase, tuple(_FIELDS))
    if len(named := _PLACE.findall(phrase)) != len(set(named)):
        yield "may hold each place once"


def _faults(phrase: str, places: tuple[str, ...]) -> Iterator[str]:
    """What no phrase may be; it may hold these places."""
    if _SIGNS.search(phrase):
        yield "is a plain phrase, not a regular expression: write the words as they stand in a mail"
        return
    text = _PLACE.sub("", phrase)
    if not set(_PLACE.findall(phrase)) <= set(places) or "{" in text or "}" in text:
        yield f"may hold in braces only {', '.join(places)}" if places else "may hold no braces"
    if _STEM_WITHIN.search(phrase):
        yield "may hold * only at the end of a word"
    if sum(map(str.isalnum, text)) < _LEAST:
        yield f"needs {_LEAST} letters or more of its own"
