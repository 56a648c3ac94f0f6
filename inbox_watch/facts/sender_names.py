"""All that a sender's name may call its house: the whole name, its parts, and what is left without the office."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inbox_watch.facts.display_name import pieces
from inbox_watch.facts.names import desk_words, fold, without_desk_words
from inbox_watch.knowledge import remembered, table
from inbox_watch.records import Message

# "Lindhof via Jobwharf", "Jobwharf on behalf of Lindhof": the house stands on the one side or on the other.
_BETWEEN = re.compile(
    r"\s(?:via|through|on behalf of|powered by|durch|über|im Auftrag (?:von|der)|pour|par|por|para|per conto di"
    r"|namens)\s",
    re.IGNORECASE,
)
_OF_A_HOUSE = re.compile(r"\s(?:from|at|bei|chez|bij|presso|da|de|di|del|von|@)\s")
# "Nacho (Pulpa)"
_IN_BRACKETS = re.compile(r"\(([^()]{2,60})\)")
_LINKS = frozenset("von der des di del della de da do du of the la le und and et e y & van des dos das".split())


def called(message: Message) -> Iterator[str]:
    """Yield what the sender's name may call the house, without an order; many are none, and some are yielded twice."""
    name = message.from_.name
    if not name or ("@" in name and " @ " not in name):
        return
    for part in (*pieces(message), *_BETWEEN.split(name), *_IN_BRACKETS.findall(name)):
        bare = _IN_BRACKETS.sub(" ", part).strip()
        yield bare
        yield without_desk_words(bare)
        yield without_office(bare)
        yield _OF_A_HOUSE.split(bare, maxsplit=1)[-1]


def left_by_a_desk(message: Message) -> Iterator[str]:
    """Yield what stands beside a desk in the sender's name: "Lindhof Labs" of "Lindhof Labs Careers"."""
    for part in pieces(message):
        kept = without_office(part)
        if kept and kept != part.strip():
            yield kept


def without_office(name: str) -> str:
    """A name without the office before and behind it: "Personalamt Stadt Auen" to "Stadt Auen"; may be empty."""
    words = name.replace("|", " ").split()
    first = next((at for at, word in enumerate(words) if not _is_of_an_office(word)), len(words))
    while first > 0 and words[first:] and _plain(words[first]) in _LINKS:
        first += 1
    kept = words[first:]
    while kept and (_is_of_an_office(kept[-1]) or _plain(kept[-1]) in _LINKS or not _plain(kept[-1])):
        kept.pop()
    return " ".join(kept).strip(" -–—,|:·•")


def _is_of_an_office(word: str) -> bool:
    return _plain(word) in office_words()


@remembered
def office_words() -> frozenset[str]:
    """Words of an office or a desk, folded."""
    written = (word for row in table("office_words") for word in row["words"].split(","))
    return frozenset(map(fold, written)) | desk_words()


def _plain(word: str) -> str:
    return fold(word).strip(".,:!'’-–&") if word != "&" else word
