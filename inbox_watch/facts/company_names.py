"""Names of companies in running text: where one starts and ends, and which capitalised words are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inbox_watch.facts.names import employer_key, fold, is_platform_name, without_desk_words
from inbox_watch.knowledge import remembered, table

_CAPITAL = "A-ZÄÖÜÉÈÀÁÍÓÚÑÇ0-9"
_BETWEEN = "&|and|und|et|e|y|of|de|du|des|della|di|do|da|für|for|van|von|zu|the|la|le"
# A name keeps to its line: what stands below it is the next thing ("Lindhof Labs", "Hello Ana").
_GAP = r"[^\S\n]"
_NAME = (
    rf"(?P<name>[{_CAPITAL}][\w&.'’+/-]*"
    rf"(?:{_GAP}(?:(?:{_BETWEEN}){_GAP})?[{_CAPITAL}&][\w&.'’+/-]*){{0,5}})"
)
_NAME_RUN = re.compile(_NAME)
_NUMBERED = re.compile(r"\d{3}|\b(?:JR|REQ|Req|Ref|ID|Kennziffer|Requisition|Az)\b")


def plausible(names: Iterator[str]) -> Iterator[str]:
    """Names that could be an employer, trimmed: no platform, no number, no word that only looks like a name."""
    for name in names:
        clean = name.strip(" .,;:!?-–—'\"“”„|")
        if (
            len(clean) >= 2
            and fold(clean).split()[0] not in _no_names()
            and without_desk_words(clean)
            and not is_platform_name(clean)
            and not _NUMBERED.search(clean)
            and "@" not in clean
        ):
            yield clean[:80]


@remembered
def _no_names() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in table("no_names"))


def compact(name: str) -> str:
    """Letters alone, and German umlauts as domains spell them (Düsterbek and duesterbek are one)."""
    folded = "".join(employer_key(name))
    return folded.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def vouched(name: str, label: str) -> bool:
    """Does a domain's label hold the name, or the name the label? Both compact."""
    return len(name) >= 3 and (name.startswith(label) or label.startswith(name) or label in name)


def in_phrases(text: str, where: str) -> Iterator[str]:
    """Names after the phrases of the table, the strongest phrase first."""
    for pattern in _phrases(where):
        for match in pattern.finditer(text):
            yield _trimmed(match["name"])


def _trimmed(name: str) -> str:
    """A name ends where a sentence does: "Lindhof Labs. We" is "Lindhof Labs"."""
    name = re.split(r"(?<!\b[A-Z])[.!?](?=\s|$)|[’'](?=s\b)", name)[0]
    return name.removesuffix("'s").removesuffix("’s")


@remembered
def _phrases(where: str) -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(_NAME.join(f"(?i:{piece})" if piece else "" for piece in row["pattern"].split("{name}")))
        for row in table("employer_phrases")
        if row["where"] in (where, "both")
    )


def capitalised(text: str) -> Iterator[str]:
    """Runs of capitalised words."""
    for match in _NAME_RUN.finditer(text):
        yield _trimmed(match["name"])
