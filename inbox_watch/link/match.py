"""The cases a mail fits, and how strong the evidence is."""

from __future__ import annotations

from dataclasses import dataclass

from inbox_watch.link.case import Case
from inbox_watch.records import LinkReason

_SCORES = {
    LinkReason.IN_REPLY_TO: 1.0,
    LinkReason.REFERENCES: 1.0,
    LinkReason.DELIVERY_REPORT: 1.0,
    LinkReason.JOB_ID: 0.95,
    LinkReason.EMPLOYER_AND_ROLE: 0.9,
    LinkReason.ADDRESS: 0.85,
    LinkReason.EMPLOYER: 0.7,
    LinkReason.USER: 1.0,
}


@dataclass(frozen=True, slots=True)
class Match:
    """The cases a mail fits: one is a link, several are a question. `contradicted`: it names another role.

    `beside` are cases that weaker evidence spoke for.
    """

    cases: tuple[Case, ...]
    reason: LinkReason
    contradicted: bool = False
    beside: tuple[Case, ...] = ()

    @property
    def only(self) -> Case | None:
        """The one case, when there is no doubt."""
        return self.cases[0] if len(self.cases) == 1 and not self.contradicted else None

    @property
    def score(self) -> float:
        """How strong the evidence is, 0 to 1; halved when there is doubt, which the user's word never leaves."""
        return _SCORES[self.reason] if self.only or not self.cases else _SCORES[self.reason] / 2
