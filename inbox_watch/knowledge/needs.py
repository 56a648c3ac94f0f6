"""What a text must hold for a regular expression to match in it: plain words, read from the expression itself.

An answer is no more than a necessary condition, so what is not understood costs time and never a match. Words are in
lower case and their blanks single, as `plain` makes a text: both stand for every case and every run of white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

# The standard library has no public door to its parser of expressions; hypothesis takes the same one.
from re import _constants as codes  # type: ignore[attr-defined]  # typeshed knows public names alone
from re import _parser as parser  # type: ignore[attr-defined]  # typeshed knows public names alone
from typing import Any

Words = frozenset[str]

# So many wordings are told apart before a new run of letters begins.
_MOST_WORDINGS = 32
# Letters beyond Latin have more than two cases; no table of ours needs them.
_LAST_LATIN, _MICRO = "\u017f", "\u00b5"
_SPACE = re.compile(r"\s+")
# `re.IGNORECASE` takes each of these for the letter behind it.
_ALIKE = (("İ", "i"), ("ı", "i"), ("ſ", "s"))
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_EMPTY_HANDED = (codes.AT, codes.ASSERT, codes.ASSERT_NOT)
_NONE: Words = frozenset()
_NOTHING: Words = frozenset(("",))
_BLANK: Words = frozenset((" ",))


def plain(text: str) -> str:
    """A text in lower case with single blanks, one also at each end."""
    return f" {' '.join(lower(text).split())} "


def lower(text: str) -> str:
    """A text in lower case as expressions compare it that ignore case."""
    if not text.isascii():
        # A table for `str.translate` is asked at each letter: ten times as slow.
        for letter, alike in _ALIKE:
            text = text.replace(letter, alike)
    return text.lower()


def needs_of(pattern: str) -> Sequence[str]:
    """Words of which at least one stands in every plain text that the pattern matches; none where nothing is known."""
    return _shortest(_sequence(parser.parse(pattern)).need)


def beginnings_of(pattern: str) -> Sequence[str]:
    """Words with one of which every match begins; none where nothing is known."""
    return _shortest(_sequence(parser.parse(pattern)).begin)


def _shortest(words: Words) -> Sequence[str]:
    """The words but those that hold another one; none where one of them is blank and says nothing."""
    if not all(map(str.strip, words)):
        return ()
    kept: list[str] = []
    for word in sorted(words, key=lambda each: (len(each), each)):
        if not any(other in word for other in kept):
            kept.append(word)
    return kept


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a piece of an expression: everything it can match (None: too much), words of which one stands in
    each of its matches, and words of which one begins each of them. An empty word says nothing."""

    exact: Words | None
    need: Words
    begin: Words


_UNKNOWN = _Known(None, _NOTHING, _NOTHING)


def _is(words: Words) -> _Known:
    return _Known(words, words, words)


def _sequence(items: Iterable[Any]) -> _Known:
    """Pieces one behind another: runs of letters as long as they are few, broken by what may be anything."""
    runs: list[Words] = []
    run = begin = _NOTHING
    for piece in _pieces(items):
        joined = None if piece.exact is None else _joined(run, piece.exact)
        if joined is not None:
            run = joined
            continue
        begin = begin if runs else _joined(run, piece.begin) or run
        runs += [_joined(run, piece.begin) or run, piece.need]
        run = piece.exact or _NOTHING
    return _Known(None, _best([*runs, run]), begin) if runs else _is(run)


def _pieces(items: Iterable[Any]) -> Iterator[_Known]:
    """What is known of each piece; letters that follow each other are one."""
    for is_letter, group in groupby(items, key=lambda item: item[0] is codes.LITERAL):
        its = list(group)
        if is_letter and (word := _word(argument for _, argument in its)) is not None:
            yield _is(frozenset((word,)))
        else:
            yield from (_piece(code, argument) for code, argument in its)


def _word(letters: Iterable[int]) -> str | None:
    """Some letters as they stand in a plain text; None where one of them could stand there otherwise."""
    word = lower("".join(map(chr, letters)))
    is_certain = word.isascii() or not any(map(_has_more_cases, word))
    return _SPACE.sub(" ", word) if is_certain else None


def _has_more_cases(letter: str) -> bool:
    return letter.isalpha() and (letter > _LAST_LATIN or letter == _MICRO)


def _joined(run: Words, words: Words) -> Words | None:
    """Each behind each, with single blanks; None when they are too many."""
    if min(len(run), len(words)) > 1 and len(run) * len(words) > _MOST_WORDINGS:
        return None
    return frozenset(f"{one}{other}".replace("  ", " ") for one in run for other in words)


def _best(runs: Iterable[Words]) -> Words:
    """Those words of which even the shortest says most."""
    return max(runs, key=lambda run: (min(map(len, run)), -len(run)))


def _piece(code: Any, argument: Any) -> _Known:
    if code is codes.IN:
        return _one_of(argument)
    if code is codes.BRANCH:
        return _either([_sequence(branch) for branch in argument[1]])
    if code is codes.SUBPATTERN:
        return _sequence(argument[-1])
    if code is codes.ATOMIC_GROUP:
        return _sequence(argument)
    if code in _REPEATS:
        return _repeated(*argument)
    return _is(_NOTHING) if code in _EMPTY_HANDED else _UNKNOWN


def _one_of(members: Sequence[tuple[Any, Any]]) -> _Known:
    """A class of letters, as long as they are few and all of them named."""
    found = [_member(code, argument) for code, argument in members]
    known = frozenset(word for word in found if word is not None)
    return _is(known) if None not in found and len(known) <= _MOST_WORDINGS else _UNKNOWN


def _member(code: Any, argument: Any) -> str | None:
    if argument is codes.CATEGORY_SPACE:
        return " "
    return _word((argument,)) if code is codes.LITERAL else None


def _either(branches: Sequence[_Known]) -> _Known:
    exact = [branch.exact for branch in branches if branch.exact is not None]
    every = _NONE.union(*exact) if len(exact) == len(branches) else None
    need = _NONE.union(*(branch.need for branch in branches))
    return _Known(every, need, _NONE.union(*(branch.begin for branch in branches)))


def _repeated(least: int, most: int, items: Iterable[Any]) -> _Known:
    once = _sequence(items)
    if once.exact == _BLANK:
        return once if least else _is(_NOTHING | _BLANK)
    if once.exact is not None and most == 1:
        return once if least else _is(once.exact | _NOTHING)
    return _Known(None, once.need, once.begin) if least else _UNKNOWN
