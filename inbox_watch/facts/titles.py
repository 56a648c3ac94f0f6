"""Titles of jobs by the words they end in: where one stands in a text, and whether a name is one."""

from __future__ import annotations

import re

from inbox_watch.facts.names import fold
from inbox_watch.knowledge import remembered, table

_CAPITAL = "A-ZÄÖÜÉÈÀÁÍÓÚÑÇ"
_GRADE = re.compile(r"(?<!\s)\s++(?:[IVX]{1,3}|\d|\([^()]{1,12}\))$")
_LINK = r"(?:[ ](?:of|for|and|und|für|de|&|im|in der|en|y|e|et)[ ]|[ ]?&[ ]?|[ /-])"
# A word keeps its hyphens and strokes unless a capital follows: there the next word begins, so no text fits twice.
_WORD = rf"[{_CAPITAL}][\w+.]{{0,40}}+(?:[&/-](?![{_CAPITAL}])[\w+.]{{0,40}}+)*+"


@remembered
def title_run() -> re.Pattern[str]:
    """A run of capitalised words around a word that ends like a job title ("Network Planner Air Freight")."""
    # No title word is shorter than four letters.
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
