"""Cases by what may tie a mail to them, so that a mail is compared with a few cases and not with all.

The index only narrows the field: it finds every case that any evidence could name, and some that none does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from inbox_watch.link.case import Case
from inbox_watch.link.traits import marks_of, name, names_of, traces_of
from inbox_watch.records import Finding

_NAMELESS = "nameless"


@dataclass(slots=True)
class CaseIndex:
    """The cases of one replay under their traits. Traits are never lost; names come with the case or from the user."""

    cases: list[Case] = field(default_factory=list)
    _places: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _known: list[set[str]] = field(default_factory=list)
    _place_of: dict[int, int] = field(default_factory=dict)

    def add(self, case: Case) -> None:
        """Take a new case in, behind all others."""
        self._place_of[id(case)] = len(self.cases)
        self.cases.append(case)
        self._known.append(set())
        self.rename(case)
        self.learn(case)

    def learn(self, case: Case) -> None:
        """Take in what a case has learned since it was last looked at."""
        self._enter(case, set(marks_of(case)))

    def rename(self, case: Case) -> None:
        """Take in the names a case was given by the user."""
        self._enter(case, {*names_of(case), *(() if case.names else (_NAMELESS,))})

    def unite(self, kept: Case, gone: Case) -> None:
        """Two cases have become one, which takes the place of the older."""
        older = next(case for case in self.cases if case is kept or case is gone)
        rest = [case for case in self.cases if case is older or (case is not kept and case is not gone)]
        for table in (self.cases, self._places, self._known, self._place_of):
            table.clear()
        for case in rest:
            self.add(kept if case is older else case)

    def _enter(self, case: Case, traits: set[str]) -> None:
        place = self._place_of[id(case)]
        for trait in traits - self._known[place]:
            self._places[trait].add(place)
        self._known[place] |= traits

    def near(self, finding: Finding) -> list[Case]:
        """The cases that share a trait with a mail, in the order they were founded."""
        return self._at(traces_of(finding))

    def named(self, names: Iterable[str]) -> list[Case]:
        """The cases with one of the names (keys of employers, run together), in the order they were founded."""
        return self._at(map(name, names))

    def nameless(self) -> list[Case]:
        """The cases whose employer is not known yet, in the order they were founded."""
        return [case for case in self._at([_NAMELESS]) if not case.names]

    def _at(self, traits: Iterable[str]) -> list[Case]:
        places = set[int]().union(*(self._places[trait] for trait in traits if trait in self._places))
        return [self.cases[place] for place in sorted(places)]
