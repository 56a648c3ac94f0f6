"""Is a domain made to be taken for one of those that are known? Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import takewhile

from inbox_watch.knowledge.scams import hiring_affixes, plainly
from inbox_watch.mail.origin import as_written

# Of shorter names too many differ by one letter.
_SHORTEST = 5
_APART = re.compile(r"[-_.]")


def is_other_end(domain: str, known: Collection[str]) -> bool:
    """Is it the name of a known domain under another top-level domain?"""
    return _label(domain) in {_label(each) for each in known}


def is_look_alike(host: str, known: Collection[str]) -> bool:
    """Does the host of a sender only look like a known domain: with other letters, one more or less, with a word of
    hiring beside it, or with the known one in front of its own?"""
    return any(_looks_like(host.lower(), each) for each in known)


def _label(domain: str) -> str:
    return domain.split(".", 1)[0]


def _looks_like(host: str, known: str) -> bool:
    """One label of the host is enough: the registrable one, or one below a stranger's."""
    if f".{host}.".find(f".{known}.") > -1:
        return True
    name = _label(known)
    return any(_is_like(as_written(label), name) for label in host.split(".")[:-1])


def _is_like(label: str, name: str) -> bool:
    if label == name or len(name) < _SHORTEST:
        return False
    is_dressed_up = name.replace("-", "") in _bare_forms(label)
    return is_dressed_up or plainly(label) == plainly(name) or _is_one_letter_off(plainly(label), plainly(name))


def _bare_forms(label: str) -> Iterator[str]:
    """A label without hyphens, and without the words of hiring before or behind it."""
    words = _APART.split(label)
    yield "".join(words)
    joined = "".join(word for word in words if word not in hiring_affixes())
    yield joined
    for affix in hiring_affixes():
        yield joined.removesuffix(affix)
        yield joined.removeprefix(affix)


def _is_one_letter_off(label: str, name: str) -> bool:
    """Is there one letter more, less or another, or are two neighbours exchanged (Damerau's distance of one)?"""
    if abs(len(label) - len(name)) > 1:
        return False
    alike = (one == other for one, other in zip(label, name, strict=False))
    same = sum(1 for _ in takewhile(bool, alike))
    one, other = label[same:], name[same:]
    exchanged = one[:2] == other[1::-1] and one[2:] == other[2:]
    return one[1:] == other[1:] or one[1:] == other or one == other[1:] or exchanged
