"""Who recommended the user: as the user's own letter says it, and as a notice of a referral does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from inbox_watch.classify.clauses import sentences
from inbox_watch.facts.names import desk_words, employer_id, fold, small_words
from inbox_watch.knowledge import patterns
from inbox_watch.records import Message

_READ, _READ_OF_SUBJECT = 6000, 300
# Behind "recommended by" may stand "your colleague in purchasing, Ms".
_NAME_WITHIN = 80
_PLACE_WITHIN = 20
_UPPER = r"[A-ZÀ-ÖØ-ÞŁŚŠŽ]"
_WORD = rf"(?:{_UPPER}\.|{_UPPER}[\w'’-]{{1,24}}\.?)"
_NAMES = re.compile(rf"(?<!\w){_WORD}(?: (?:(?:van|von|de|da|di|der|den|la|le|dos|do|del) ){{0,2}}{_WORD}){{0,4}}")
_INITIAL = re.compile(rf"(?<!\w){_UPPER}\.\Z")


def referred_by(message: Message) -> str:
    """The person who recommended the writer, as the letter writes the name without titles; empty when it names none."""
    told = _whole_sentences(message.text[:_READ])
    return _first(_referrer(sentence, "behind", "before", persons) for sentence in told)


def named_in_notice(message: Message, employers: Iterable[str] = ()) -> str:
    """The person who recommended the user, as a notice of the referral names them; empty when it names none plainly.

    `employers` are the names of firms in the mail; a firm recommends nobody.
    """
    told = (message.subject[:_READ_OF_SUBJECT], *_whole_sentences(message.text[:_READ]))
    firms = {employer_id(name) for name in employers}
    names = (_referrer(sentence, "notice_behind", "notice_before", _not_of_firms) for sentence in told)
    return _first(name for name in names if employer_id(name) not in firms)


def _first(names: Iterator[str]) -> str:
    return next((name for name in names if name), "")


def _whole_sentences(text: str) -> Iterator[str]:
    """The sentences of a text; the full stop behind an initial ("H. Jo") ends none."""
    begun = ""
    for piece in sentences(text):
        begun = " ".join(f"{begun} {piece}".split())
        if not _INITIAL.search(begun):
            yield begun
            begun = ""
    yield begun


def _referrer(sentence: str, follows: str, precedes: str, names: Callable[[str], Iterator[str]]) -> str:
    """The name behind the words of the one kind, else the name in front of those of the other."""
    behind = patterns("referral_words", "where", follows).search(sentence)
    before = patterns("referral_words", "where", precedes).search(sentence)
    named = _first(names(sentence[behind.end() : behind.end() + _NAME_WITHIN])) if behind else ""
    return named or (_first(names(sentence[: before.start()])) if before else "")


def persons(text: str) -> Iterator[str]:
    """The names of two words or more, or of one behind a title; the writer's own small words are no names."""
    yield from (name for name, _ in _placed_persons(text))


def _not_of_firms(text: str) -> Iterator[str]:
    """The names but those that stand behind "at" or "of"."""
    words = patterns("referral_words", "where", "place")
    yield from (name for name, at in _placed_persons(text) if not words.search(text[max(0, at - _PLACE_WITHIN) : at]))


def _placed_persons(text: str) -> Iterator[tuple[str, int]]:
    yield from ((name, match.start()) for match in _NAMES.finditer(text) if (name := _person(match[0])))


def _person(words: str) -> str:
    parts, had_title = words.split(), False
    while parts and (_is_title(parts[0]) or _is_small(parts[0])):
        had_title = had_title or _is_title(parts[0])
        parts.pop(0)
    is_name = (len(parts) > 1 or (had_title and bool(parts))) and desk_words().isdisjoint(map(fold, parts))
    return " ".join(parts).rstrip(".") if is_name else ""


def _is_title(word: str) -> bool:
    return bool(patterns("referral_words", "where", "title").fullmatch(fold(word).rstrip(".")))


def _is_small(word: str) -> bool:
    folded = fold(word)
    return folded in small_words() or bool(patterns("referral_words", "where", "small").fullmatch(folded))
