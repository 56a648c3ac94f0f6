"""Titles of jobs by the words they end in: where one stands in a text, and whether a name is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inbox_watch.facts.names import fold
from inbox_watch.knowledge import remembered, table
from inbox_watch.knowledge.needs import beginnings_of, lower

_CAPITAL = "A-ZÄÖÜÉÈÀÁÍÓÚÑÇ"
_GRADE = re.compile(r"(?<!\s)\s++(?:[IVX]{1,3}|\d|\([^()]{1,12}\))$")
_LINK = r"(?:[ ](?:of|for|and|und|für|de|&|im|in der|en|y|e|et)[ ]|[ ]?&[ ]?|[ /-])"
# A word keeps its hyphens and strokes unless a capital follows: there the next word begins, so no text fits twice.
_WORD = rf"[{_CAPITAL}][\w+.]{{0,40}}+(?:[&/-](?![{_CAPITAL}])[\w+.]{{0,40}}+)*+"


# No title word is shorter than four letters.
_CAPITALISED = re.compile(rf"[{_CAPITAL}]\w{{3,}}")


def title_runs(text: str) -> Iterator[re.Match[str]]:
    """Runs of capitalised words around a word that ends like a job title ("Network Planner Air Freight")."""
    place = 0
    while (start := _line_of_a_title(text, place)) is not None:
        match = _run().search(text, start)
        if match is None:
            return
        yield match
        place = match.end()


def _line_of_a_title(text: str, place: int) -> int | None:
    """Where to look from a place on: a run keeps to its line up to the word that makes it one, and few words do."""
    words = _CAPITALISED.finditer(text, place)
    start = next((word.start() for word in words if _may_be_of_a_title(word[0])), None)
    return None if start is None else max(place, text.rfind("\n", 0, start) + 1)


@remembered
def _may_be_of_a_title(word: str) -> bool:
    lowered = lower(word)
    return any(beginning in lowered for beginning in _beginnings())


@remembered
def _beginnings() -> Sequence[str]:
    """The first words of all endings of titles; the empty word where an ending may begin with anything."""
    begin = (beginnings_of(row["pattern"]) or ("",) for row in table("title_words"))
    words = {re.split(r"\W", each)[0] for its in begin for each in its}
    return [word for word in sorted(words) if not any(other in word for other in words - {word})]


@remembered
def _run() -> re.Pattern[str]:
    title = rf"(?=[{_CAPITAL}]\w{{3}})\w{{0,40}}(?i:{_endings('person', 'field')})\b"
    return re.compile(rf"(?<![^\W\d_])(?:{_WORD}{_LINK}){{0,4}}{title}(?:\([^()]{{1,12}}\)|{_LINK}{_WORD}){{0,4}}")


def is_title(name: str) -> bool:
    """Does a name end like the title of a person at work ("Analyst II")? A field of work may be a company's name."""
    last = _GRADE.sub("", name).rpartition(" ")[2]
    return bool(_person().match(last))


@remembered
def words_before_titles() -> frozenset[str]:
    """What subjects say before the title of a job ("your", "application", "als"), folded."""
    return frozenset(fold(row["word"]) for row in table("subject_words"))


@remembered
def _person() -> re.Pattern[str]:
    return re.compile(rf"\A\w{{0,40}}?(?:{_endings('person')})\Z", re.IGNORECASE)


def _endings(*names: str) -> str:
    return "|".join(row["pattern"] for row in table("title_words") if row["names"] in names)
