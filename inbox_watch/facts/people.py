"""The people of a mail, whose names are no titles: "Tom Baker" applies, and no baker is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inbox_watch.facts.display_name import is_person
from inbox_watch.facts.greeting import addressee
from inbox_watch.facts.names import fold
from inbox_watch.facts.tagging import kinds_of
from inbox_watch.records import FolderRole, Message

_WORD = re.compile(r"[^\W\d_]+")
_CLOSING_LINES = 8

Names = tuple[frozenset[str], ...]


def people_of(message: Message) -> Names:
    """Return the folded words of every name of a person: the user, who writes, is written to, is greeted or signs."""
    return tuple(name for name in map(_words, _names(message)) if name)


def is_a_name(title: str, people: Names, *, framed: bool) -> bool:
    """Is it the name of one of them, or a part of it? What a text frames as a title is one, but for a whole name."""
    words = _words(title)
    if framed:
        return len(words) > 1 and words in people
    return bool(words) and any(words <= name for name in people)


def _names(message: Message) -> Iterator[str]:
    is_sent = message.role is FolderRole.SENT
    own = (message.from_,) if is_sent else message.to
    for address in own:
        yield address.name
        yield re.sub(r"[._-]+", " ", address.local_part)
    yield _behind_profession(addressee(message.text))
    others = message.to if is_sent else (message.from_,)
    yield from (each.name for each in (*others, *message.cc) if is_person(each.name, each.local_part))
    closing = [*message.text.rstrip().split("\n")[-_CLOSING_LINES:], *message.signature.split("\n")[:_CLOSING_LINES]]
    yield from (line for line in (each.strip(" ,.-*|") for each in closing) if is_person(line, ""))


def _behind_profession(greeted: str) -> str:
    """ "Enfermeira Beatriz Lopes" is Beatriz Lopes; one word alone may be what somebody is."""
    first, _, rest = greeted.partition(" ")
    is_profession = not {"head", "ending"}.isdisjoint(kinds_of(fold(first)))
    return rest if is_profession or not rest else greeted


def _words(name: str) -> frozenset[str]:
    return frozenset(map(fold, _WORD.findall(name)))
