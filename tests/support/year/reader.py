"""What a careful reader with the whole mailbox could tell, by the evidence in the mail and nothing of the linker's.

A mail in a thread, with a job's number or with the role is told by that; what software answers at once is told by the
hour, and a sender who wrote of one alone is taken to write of that one again. Otherwise it belongs to the one
application at its employer that is still open, or to the last one decided; where two are open, it could be either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from inbox_watch.records import Detail
from tests.support.year.records import Applied, Draft

_AT_ONCE = timedelta(hours=2)
_BY_SOFTWARE = (Detail.ACKNOWLEDGEMENT, Detail.OUT_OF_OFFICE, Detail.DELIVERY_FAILURE)


@dataclass(slots=True)
class _Shelf:
    """What the reader has seen so far of one employer."""

    known: list[Applied] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    wrote_about: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def read(drafts: Iterable[Draft], applications: Mapping[str, Applied]) -> Iterator[tuple[Draft, frozenset[str]]]:
    """Each mail in order of time with the applications that it could belong to; empty where the reader can tell."""
    shelves: dict[str, _Shelf] = defaultdict(_Shelf)
    for draft in drafts:
        about = applications.get(draft.application or "")
        if about is None:
            yield draft, frozenset()
            continue
        shelf = shelves[about.employer.slug]
        if draft.founds:
            shelf.known.append(about)
            yield draft, frozenset()
        else:
            could_be = _could_be(draft, about, shelf)
            yield draft, could_be if len(could_be) > 1 else frozenset()
        shelf.wrote_about[draft.sender].add(about.key)
        if draft.decides:
            shelf.decided.append(about.key)


def _could_be(draft: Draft, about: Applied, shelf: _Shelf) -> frozenset[str]:
    if draft.said.thread or draft.said.job_id or _answers_at_once(draft, about, shelf):
        return frozenset({about.key})
    fits = [other for other in shelf.known if not draft.said.role or other.role == about.role]
    open_ones = [other for other in fits if other.key not in shelf.decided]
    last = [key for key in shelf.decided if any(key == other.key for other in fits)][-1:]
    possible = {about.key, *([other.key for other in open_ones] or last)}
    known = shelf.wrote_about[draft.sender] & possible
    return frozenset(known if known == {about.key} and draft.detail else possible)


def _answers_at_once(draft: Draft, about: Applied, shelf: _Shelf) -> bool:
    fresh = {other.key for other in shelf.known if draft.when - other.when < _AT_ONCE}
    return draft.detail in _BY_SOFTWARE and fresh == {about.key}
