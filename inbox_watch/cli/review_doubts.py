"""What `review` asks about: mail that is unsure, that nobody vouches for, or that fits several applications."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from inbox_watch.cli.label import PLAIN_DETAILS
from inbox_watch.link.corrections import JUDGED_BY_USER
from inbox_watch.records import Detail, Finding, Link, State
from inbox_watch.report.lives import received
from inbox_watch.survey import Survey

_MOST_GUESSES = 3
_MOST_CANDIDATES = 9
_WORTH_SAYING = 0.01


class Reason(StrEnum):
    """Why a message is asked about."""

    UNSURE = "unsure"
    UNVERIFIED = "unverified"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A message to be asked about, as it was before the user said anything of it.

    `candidates` are the ids of the applications it may belong to, for AMBIGUOUS alone.
    """

    finding: Finding
    reason: Reason
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """What a message may be, and how likely that is."""

    detail: Detail
    share: float


def doubts(seen: Survey) -> tuple[Doubt, ...]:
    """All of them: first what the messages are, then where they belong, each the newest first."""
    unsure = [Doubt(each, Reason.UNSURE) for each in seen.report.unsure]
    asked = {each.finding.sha256 for each in unsure}
    unverified = {each.sha256: Doubt(each, Reason.UNVERIFIED) for each in _unverified(seen) if each.sha256 not in asked}
    return (*_newest_first([*unsure, *unverified.values()]), *_newest_first(homeless(seen)))


def homeless(seen: Survey) -> list[Doubt]:
    """The messages that may belong to some application."""
    return [
        Doubt(each.finding, Reason.AMBIGUOUS, each.candidates[:_MOST_CANDIDATES])
        for each in seen.report.unlinked
        if each.candidates
    ]


def guesses(finding: Finding) -> tuple[Guess, ...]:
    """What it may be, the most likely first."""
    verdict = finding.verdict
    others = (
        Guess(PLAIN_DETAILS[label], share)
        for label, share in verdict.scores
        if label is not verdict.label and share >= _WORTH_SAYING
    )
    return (Guess(verdict.detail, verdict.probability), *others)[:_MOST_GUESSES]


def link_of(finding: Finding, seen: Survey) -> Link | None:
    """What ties the message to an application."""
    return next((link for link in seen.ledger.links if link.sha256 == finding.sha256), None)


def _unverified(seen: Survey) -> Iterator[Finding]:
    """The decisions for which an application waits, because nobody vouches for their sender."""
    for standing in seen.report.standings:
        if standing.state is State.UNCONFIRMED:
            for event in received(standing):
                if event.link.application_id and not event.link.verified and _is_open(event.finding):
                    yield event.finding


def _is_open(finding: Finding) -> bool:
    return not finding.verdict.unsure and finding.verdict.judged_by != JUDGED_BY_USER


def _newest_first(found: Iterable[Doubt]) -> list[Doubt]:
    return sorted(found, key=lambda each: each.finding.internaldate, reverse=True)
