"""Names of companies in running text: where one starts and ends, and which capitalised words are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from inbox_watch.facts.names import employer_key, fold, is_platform_name, legal_forms, without_desk_words
from inbox_watch.facts.scripts import CAPITALS, CASELESS, Framed, goes_beyond_latin_1, in_latin_1
from inbox_watch.knowledge import Row, remembered, table
from inbox_watch.knowledge.sought import Sought, that_may_match

_BEGINS = f"{CAPITALS}{CASELESS}0-9"
_BETWEEN = "&|and|und|et|e|y|of|de|du|des|della|di|do|da|für|for|van|von|zu|the|la|le"
# A name keeps to its line: what stands below it is the next thing ("Lindhof Labs", "Hello Ana").
_GAP = r"[^\S\n]"
_NAME = (
    rf"(?P<name>[{_BEGINS}][\w&.'’+/-]*"
    rf"(?:{_GAP}(?:(?:{_BETWEEN}){_GAP})?[{_BEGINS}&][\w&.'’+/-]*){{0,5}})"
)
# A full stop behind these ends no name.
_BEFORE_NAMES = frozenset("dr prof st mt gebr".split())
_LONGEST_SHORTENED = 4
_OWNED = re.compile(r"[’'](?=s\b)")
_NUMBERED = re.compile(r"\d{3}|\b(?:JR|REQ|Req|Ref|ID|Kennziffer|Requisition|Az)\b")


def plausible(names: Iterator[str]) -> Iterator[str]:
    """Names that could be an employer, trimmed: no platform, no number, no word that only looks like a name."""
    for name in names:
        clean = _bare(name)
        if (
            len(clean) >= 2
            and fold(clean).split()[0] not in _no_names()
            and without_desk_words(clean)
            and not is_platform_name(clean)
            and not is_platform_name(without_desk_words(clean))
            and not _NUMBERED.search(clean)
            and "@" not in clean
        ):
            yield clean[:80]


def _bare(name: str) -> str:
    """A name without what stands around it; the full stop of "Ltd." is its own."""
    clean = name.strip(" .,;:!?-–—'\"“”„|")
    last = clean.rpartition(" ")[2]
    is_shortened = fold(last) in legal_forms() and last.istitle() and len(last) <= _LONGEST_SHORTENED
    return f"{clean}." if is_shortened and f"{clean}." in name else clean


@remembered
def _no_names() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in table("no_names"))


def is_company(name: str) -> bool:
    """Does the name say by itself that it is a company's: by its legal form, or a word that only companies have?"""
    words = name.split()
    has_form = len(words) > 1 and fold(words[-1].replace(".", "")) in legal_forms()
    return has_form or bool(_company_words().search(name))


@remembered
def _company_words() -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in table("company_words")))


def compact(name: str) -> str:
    """Letters alone, and German umlauts as domains spell them (Düsterbek and duesterbek are one)."""
    folded = "".join(employer_key(name))
    return folded.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def vouched(name: str, label: str) -> bool:
    """Does a domain's label hold the name, or the name the label? Both compact."""
    return len(name) >= 3 and (name.startswith(label) or label.startswith(name) or label in name)


def in_phrases(text: str, where: str) -> Iterator[str]:
    """Names after the phrases of the table, the strongest phrase first."""
    return iter(_all_named_by(_phrases(where), text))


# The name that a domain vouches for is looked for where all names are.
@lru_cache(maxsize=4)
def _all_named_by(phrases: Sequence[Sought], text: str) -> Sequence[str]:
    return tuple(named_by(phrases, text))


def named_by(phrases: Sequence[Sought], text: str) -> Iterator[str]:
    """The names in a text after phrases as `around_names` makes them."""
    for pattern in that_may_match(phrases, text):
        for match in pattern.finditer(text):
            yield _trimmed(match["name"])


def _trimmed(name: str) -> str:
    """A name ends where a sentence does: "Lindhof Labs. We" is "Lindhof Labs"."""
    words = _OWNED.split(name, maxsplit=1)[0].split()
    last = next((at for at, word in enumerate(words) if _ends_a_name(word, words[at + 1 : at + 2])), len(words))
    return " ".join(words[: last + 1])


def _ends_a_name(word: str, following: Sequence[str]) -> bool:
    """Is there a full stop that is not the one of an initial, of "Dr." or of "Sdn. Bhd."?"""
    if word[-1] not in ".!?" or re.search(r"\b[A-Z]\.\Z", word):
        return False
    is_form = fold(word.rstrip(".")) in legal_forms() and any(
        fold(next_.rstrip(".")) in legal_forms() for next_ in following
    )
    return not is_form and fold(word.rstrip(".")) not in _BEFORE_NAMES


@remembered
def _phrases(where: str) -> tuple[Sought, ...]:
    return around_names(table("employer_phrases"), where)


def around_names(rows: Sequence[Row], where: str) -> tuple[Sought, ...]:
    """The phrases of a table for the subject or the body, in any case, around a name that has capitals."""
    return tuple(Framed(row["pattern"], "{name}", _NAME) for row in rows if row["where"] in (where, "both"))


def capitalised(text: str) -> Iterator[str]:
    """Runs of capitalised words."""
    for match in _name_run(goes_beyond_latin_1(text)).finditer(text):
        yield _trimmed(match["name"])


@cache
def _name_run(beyond_latin_1: bool) -> re.Pattern[str]:
    return re.compile(_NAME if beyond_latin_1 else in_latin_1(_NAME))
