"""Cases by what may tie a mail to them, so that a mail is compared with a few cases and not with all.

The index only narrows the field: it finds every case that any evidence could name, and some that none does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from inbox_watch.link.case import Case
from inbox_watch.link.traits import calls_for, domain, marks, names, traces_of, traits
from inbox_watch.records import Finding

_NAMELESS = "nameless"


@dataclass(slots=True)
class CaseIndex:
    """The cases of one replay under their traits. Traits are never lost; names come with the case or from the user.

    A case that has become one with an older one leaves its place empty.
    """

    _cases: list[Case | None] = field(default_factory=list)
    # The place of a trait, or its places: most traits are of one case, and a set takes 216 octets.
    _places: dict[str, int | set[int]] = field(default_factory=dict)
    _known: list[dict[str, set[str]]] = field(default_factory=list)
    _place_of: dict[int, int] = field(default_factory=dict)

    @property
    def cases(self) -> list[Case]:
        """All cases, in the order they were founded."""
        return [case for case in self._cases if case]

    def add(self, case: Case) -> None:
        """Take a new case in, behind all others."""
        self._place_of[id(case)] = len(self._cases)
        self._cases.append(case)
        self._known.append(defaultdict(set))
        self.rename(case)
        self.learn(case)

    def learn(self, case: Case) -> None:
        """Take in what a case has learned since it was last looked at."""
        self._enter(case, marks(case))

    def rename(self, case: Case) -> None:
        """Take in the names a case was given by the user."""
        self._enter(case, (*names(case), *(() if case.names else ((_NAMELESS, {""}),))))

    def unite(self, kept: Case, gone: Case) -> None:
        """Two cases have become one, which takes the place of the older."""
        here, there = sorted((self._place_of[id(kept)], self._place_of[id(gone)]))
        self._cases[here], self._cases[there] = kept, None
        self._place_of[id(kept)] = here
        moved, self._known[there] = self._known[there], {}
        for kind, values in moved.items():
            for trait in traits(kind, values):
                self._take_away(trait, there)
        self._enter(kept, moved.items())

    def _enter(self, case: Case, known: Iterable[tuple[str, Set[str]]]) -> None:
        """What is known already is left out, however much it is: a case may have thousands of mails."""
        place = self._place_of[id(case)]
        for kind, values in known:
            new = values - self._known[place][kind]
            self._known[place][kind] |= new
            for trait in traits(kind, new):
                self._put(trait, place)

    def _put(self, trait: str, place: int) -> None:
        there = self._places.setdefault(trait, place)
        if isinstance(there, set):
            there.add(place)
        elif there != place:
            self._places[trait] = {there, place}

    def _take_away(self, trait: str, place: int) -> None:
        there = self._places.get(trait)
        if isinstance(there, set):
            there.discard(place)
        elif there == place:
            del self._places[trait]

    def near(self, finding: Finding) -> list[Case]:
        """The cases that share a trait with a mail, in the order they were founded."""
        return self._at(traces_of(finding))

    def of_domain(self, registrable: str) -> list[Case]:
        """The cases that knew a registrable domain at any time, in the order they were founded."""
        return self._at([domain(registrable)])

    def called(self, keys: Iterable[str]) -> list[Case]:
        """The cases with one of the names or a short or long form of it, in the order they were founded."""
        return self._at(calls_for(keys))

    def nameless(self) -> list[Case]:
        """The cases whose employer is not known yet, in the order they were founded."""
        return [case for case in self._at(traits(_NAMELESS, [""])) if not case.names]

    def _at(self, wanted: Iterable[str]) -> list[Case]:
        places = set[int]()
        for there in map(self._places.get, wanted):
            if isinstance(there, int):
                places.add(there)
            elif there:
                places |= there
        return [case for place in sorted(places) if (case := self._cases[place])]
