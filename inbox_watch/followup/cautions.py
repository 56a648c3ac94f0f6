"""What to be careful about in a mail: the signs it shows by itself, and those that only its application shows; pure.

A caution is said and nothing more: the mail keeps its label, its place and its alert.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inbox_watch.clean import clean_line
from inbox_watch.followup.look_alike import is_look_alike, is_other_end
from inbox_watch.knowledge.scams import SEVERITIES, kinds
from inbox_watch.knowledge.senders import is_free_mail, platform_of
from inbox_watch.mail.origin import registrable_domain
from inbox_watch.records import CounterpartKind, Event, Finding, FolderRole, Label, Sign, Standing

_MOST_TOLD = 3
_TOLD_FROM = "medium"
_STEPS_OF_TRUST = frozenset({Label.INTERVIEW, Label.OFFER})
_WANTS_SOMETHING = frozenset({Label.INTERVIEW, Label.OFFER, Label.ASSESSMENT, Label.INFO_REQUEST, Label.REJECTION})
_WHERE_ANSWERS_GO = "reply_elsewhere"
# Where a contract is near, or the mail stands in the user's own thread, these are ordinary.
_ORDINARY_AMONG_ACQUAINTANCES = frozenset({"identity", "free_mail", "look_alike", "other_end", _WHERE_ANSWERS_GO})


@dataclass(frozen=True, slots=True)
class Caution:
    """One warning: its kind and severity (knowledge/scam_signs.tsv), and the whole of what is said."""

    kind: str
    severity: str
    text: str


def cautions(finding: Finding, standing: Standing | None = None, *, least: str = _TOLD_FROM) -> tuple[Caution, ...]:
    """Return at most three warnings about a received mail, the gravest first.

    `standing` is that of the application it belongs to, if it is known; `least` is the lowest severity told.
    """
    if finding.role is FolderRole.SENT:
        return ()
    event = _event_of(finding, standing)
    signs = [*finding.facts.signs, *_beside_the_application(finding, standing)]
    told = (_caution(sign) for sign in signs if sign.kind in kinds() and _is_told(sign, finding, event, standing))
    grave = [each for each in told if SEVERITIES.index(each.severity) >= SEVERITIES.index(least)]
    return tuple(sorted(grave, key=lambda each: -SEVERITIES.index(each.severity))[:_MOST_TOLD])


def cautions_of(standing: Standing) -> tuple[Caution, ...]:
    """Return the warnings about the newest mail of others, and about the newest that wants something or decides."""
    received = [event.finding for event in standing.events if event.finding.role is not FolderRole.SENT]
    wanting = [finding for finding in received if finding.verdict.label in _WANTS_SOMETHING]
    newest = {each.sha256: each for each in (*received[-1:], *wanting[-1:])}
    found = (caution for finding in newest.values() for caution in cautions(finding, standing))
    return tuple({caution.text: caution for caution in found}.values())[:_MOST_TOLD]


def _event_of(finding: Finding, standing: Standing | None) -> Event | None:
    events: Sequence[Event] = standing.events if standing else ()
    return next((event for event in events if event.finding.sha256 == finding.sha256), None)


def _caution(sign: Sign) -> Caution:
    kind = kinds()[sign.kind]
    shown = f' ("{clean_line(sign.evidence, 80)}")' if sign.evidence else ""
    return Caution(sign.kind, kind.severity, f"{kind.text}{shown}")


def _is_told(sign: Sign, finding: Finding, event: Event | None, standing: Standing | None) -> bool:
    if not kinds()[sign.kind].is_told_of(finding.verdict.label):
        return False
    if sign.kind == _WHERE_ANSWERS_GO and not (event and event.link.verified):
        return True  # whoever forges the address of an acquaintance wants the answers
    return sign.kind not in _ORDINARY_AMONG_ACQUAINTANCES or not _are_acquainted(finding, event, standing)


def _are_acquainted(finding: Finding, event: Event | None, standing: Standing | None) -> bool:
    """Does somebody vouch for the mail, is its sender whom the user wrote to, or a small firm with a free address, or
    did a sure talk or offer come before?"""
    if standing is None or event is None or not event.link.application_id:
        return False
    application = standing.application
    is_small = application.kind is CounterpartKind.SMALL_OWNER and is_free_mail(finding.from_.domain)
    known = {contact.address for contact in application.contacts}
    return event.link.verified or is_small or finding.from_.address in known or _has_talked(finding, standing)


def _has_talked(finding: Finding, standing: Standing) -> bool:
    earlier = (each for each in standing.events if each.finding.internaldate < finding.internaldate)
    return any(each.link.verified and each.finding.verdict.label in _STEPS_OF_TRUST for each in earlier)


def _beside_the_application(finding: Finding, standing: Standing | None) -> Iterator[Sign]:
    if standing is None:
        yield from [Sign("unasked_offer")] if finding.verdict.label is Label.OFFER else []
        return
    domain = registrable_domain(finding.from_.domain)
    known = set(_domains(contact.domain for contact in standing.application.contacts))
    if not domain or not known or domain in known or is_free_mail(domain) or platform_of(finding.from_.address):
        return
    if is_other_end(domain, known):
        yield Sign("other_end", domain)
    elif is_look_alike(finding.from_.domain, known):
        yield Sign("look_alike", finding.from_.domain)


def _domains(names: Iterable[str]) -> Iterator[str]:
    """The registrable domains that are an employer's own."""
    return (
        registrable_domain(name) for name in names if name and not is_free_mail(name) and not platform_of(f"x@{name}")
    )
