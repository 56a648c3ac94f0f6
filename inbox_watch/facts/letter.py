"""What the user's own letter says: what it promises, who recommended the writer, and which letters are the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from inbox_watch.classify.clauses import clauses, sentences
from inbox_watch.facts.greeting import without_greeting
from inbox_watch.facts.names import desk_words, employer_key, fold
from inbox_watch.facts.timeline import day_named
from inbox_watch.knowledge import patterns, table
from inbox_watch.records import Message
from inbox_watch.workdays import Workdays

_READ = 6000
# Behind "recommended by" may stand "your colleague in purchasing, Ms".
_NAME_WITHIN = 80
_UPPER = r"[A-ZÀ-ÖØ-ÞŁŚŠŽ]"
_WORD = rf"(?:{_UPPER}\.|{_UPPER}[\w'’-]{{1,24}}\.?)"
_NAMES = re.compile(rf"(?<!\w){_WORD}(?: (?:(?:van|von|de|da|di|der|den|la|le|dos|do|del) ){{0,2}}{_WORD}){{0,4}}")
_INITIAL = re.compile(rf"(?<!\w){_UPPER}\.\Z")
_LETTERS = re.compile(r"[^\W_]+")
# What is shorter is a date, an address, a closing or a name.
_SHORT_LINE = 40
_SHORTEST_NAME = 4


def promise(message: Message, written_on: date, workdays: Workdays) -> tuple[date | None, bool]:
    """The date on which the user promised to get in touch, and whether by telephone; "next week" ends on its Friday."""
    words, call = patterns("sent_words", "kind", "promise"), patterns("sent_words", "kind", "call")
    for clause in clauses(message.text[:_READ]):
        said = fold(clause.text.replace("’", "'"))
        day = day_named(clause.text, written_on, workdays) if words.search(said) else None
        if day:
            return day, bool(call.search(said))
    return None, False


def referred_by(message: Message) -> str:
    """The person who recommended the writer, as the letter writes the name without titles; empty when it names none."""
    found = (_referrer(sentence) for sentence in _whole_sentences(message.text[:_READ]))
    return next((name for name in found if name), "")


def _whole_sentences(text: str) -> Iterator[str]:
    """The sentences of a text; the full stop behind an initial ("H. Jo") ends none."""
    begun = ""
    for piece in sentences(text):
        begun = " ".join(f"{begun} {piece}".split())
        if not _INITIAL.search(begun):
            yield begun
            begun = ""
    yield begun


def _referrer(sentence: str) -> str:
    behind = patterns("referral_words", "where", "behind").search(sentence)
    before = patterns("referral_words", "where", "before").search(sentence)
    follows = _first_person(sentence[behind.end() : behind.end() + _NAME_WITHIN]) if behind else ""
    return follows or (_first_person(sentence[: before.start()]) if before else "")


def _first_person(text: str) -> str:
    """The first name of two words or more, or of one behind a title; the writer's own small words are no names."""
    names = (_person(match[0]) for match in _NAMES.finditer(text))
    return next((name for name in names if name), "")


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
    return folded in _small_words() or bool(patterns("referral_words", "where", "small").fullmatch(folded))


@cache
def _small_words() -> frozenset[str]:
    return frozenset(word for row in table("function_words") for word in row["words"].split(","))


def text_fingerprint(message: Message, names: Iterable[str] = ()) -> str:
    """A digest of the letter without greeting, numbers and the employer's names, so that a mass mailing shows itself.

    `names` are what the reader and the employer are called; a run of capitalised words that holds one is left out.
    Empty for a note without a longer line.
    """
    keys = {"".join(employer_key(name)) for name in names}
    keys = {key for key in keys if len(key) >= _SHORTEST_NAME}
    words = " ".join(word for paragraph in _paragraphs(message.text) for word in _unnamed(paragraph, keys))
    return hashlib.sha256(words.encode()).hexdigest() if words else ""


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of the letter, whatever its line width."""
    for paragraph in re.split(r"\n\s*\n", without_greeting(text)):
        if any(len(line.strip()) > _SHORT_LINE for line in paragraph.split("\n")):
            yield paragraph


def _unnamed(paragraph: str, keys: set[str]) -> Iterator[str]:
    """The folded words outside of runs that hold a name."""
    run: list[str] = []
    for word in [*_LETTERS.findall(paragraph), ""]:
        if word[:1].isupper():
            run.append(fold(word))
            continue
        compact = "".join(run)
        if not any(key in compact for key in keys):
            yield from run
        run = []
        if word and not word.isdigit():
            yield fold(word)
