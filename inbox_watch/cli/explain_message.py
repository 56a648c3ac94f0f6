"""A message in sentences: what it is, how sure, why, what its headers say and where it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from inbox_watch.clean import clean_line
from inbox_watch.cli.explain_home import home_lines
from inbox_watch.facts.papers import odd_papers
from inbox_watch.followup.cautions import cautions
from inbox_watch.link.corrections import JUDGED_BY_USER
from inbox_watch.records import Facts, Finding, FolderRole, Origin, Unreadable
from inbox_watch.survey import Survey

_MOST_SCORES = 4
_ORIGINS: Mapping[Origin, str] = {
    Origin.VERIFIED: "the sender is verified: your provider vouches for the domain {domain}",
    Origin.UNVERIFIED: "the sender is unverified: your provider vouches for nobody",
    Origin.FAILING: "the sender is failing: your provider shows that {domain} did not send it",
}


def message_lines(message: Finding | Unreadable, seen: Survey, zone: ZoneInfo) -> Iterator[str]:
    """Yield the lines; everything that comes from the mail is cleaned."""
    if isinstance(message, Unreadable):
        yield f"{clean_line(message.subject) or 'A message'}, from {clean_line(message.from_) or 'somebody'}."
        yield f"It could not be read: {clean_line(message.reason)}."
        return
    yield from _head(message, zone)
    yield from _verdict(message)
    yield from _marks(message)
    for caution in cautions(message, seen.standing_of(message), least="info"):
        yield f"Careful: {clean_line(caution.text)}."
    yield from _facts(message, zone)
    yield from home_lines(message, seen.ledger)


def _head(finding: Finding, zone: ZoneInfo) -> Iterator[str]:
    sender = f"{clean_line(finding.from_.name)} <{clean_line(finding.from_.address)}>".strip()
    yield f'"{clean_line(finding.subject)}"'
    yield f"From {sender}, arrived {finding.internaldate.astimezone(zone):%Y-%m-%d %H:%M} ({zone.key})."
    places = ", ".join(clean_line(f"{uid.account}/{uid.folder}/{uid.uid}") for uid in finding.uids)
    yield f"Seen in {places}. sha256 {finding.sha256[:12]}."


def _verdict(finding: Finding) -> Iterator[str]:
    verdict = finding.verdict
    if finding.role is FolderRole.SENT:
        kind = finding.facts.sent_kind.value.replace("_", " ") if finding.facts.sent_kind else "other"
        yield f"What it is: mail of your own ({kind})."
        return
    detail = "" if verdict.detail.value == verdict.label.value else f" ({verdict.detail})"
    sure = "not sure, look at it yourself; best guess " if verdict.unsure else ""
    yield f"What it is: {sure}{verdict.label}{detail}, {verdict.probability:.0%}; judged by {verdict.judged_by}."
    if verdict.sure_in_thread and not verdict.unsure and verdict.judged_by != JUDGED_BY_USER:
        yield "Its words alone leave that open; it answers your letter about an application, which settles it."
    if verdict.instead_of:
        yield f"The judge had said {verdict.instead_of}."
    others = [f"{label} {score:.0%}" for label, score in verdict.scores[1:_MOST_SCORES] if score >= 0.01]
    if others:
        yield f"Next best: {', '.join(others)}."
    yield "What spoke for it most:" if verdict.clues else "No words decided."
    for clue in verdict.clues:
        yield f'  "{clean_line(clue)}"'


def _marks(finding: Finding) -> Iterator[str]:
    yield f"Headers: {'software' if finding.automatic else 'no sign of software'}; {_authentication(finding)}."
    if finding.delivery:
        codes = ", ".join(finding.delivery.codes) or "no code"
        yield f"Delivery report: {finding.delivery.action}, {clean_line(codes)}."


def _authentication(finding: Finding) -> str:
    if finding.role is FolderRole.SENT:
        return "it is yours"
    return _ORIGINS[finding.origin].format(domain=clean_line(finding.from_.domain))


def _facts(finding: Finding, zone: ZoneInfo) -> Iterator[str]:
    facts = finding.facts
    named = ", ".join(f"{each.name} (from the {each.evidence.replace('_', ' ')})" for each in facts.employers)
    told = (
        ("employer", named),
        ("role", facts.role),
        ("job number", ", ".join(facts.job_ids)),
        ("system", facts.platform),
        ("answer by", str(facts.answer_by or "")),
        ("silence to be expected after", str(facts.expected_after or "")),
        ("back on", str(facts.return_on or "")),
        ("deputy", facts.deputy.address if facts.deputy else ""),
        ("deadline", str(facts.deadline or "")),
        ("promised on", str(facts.promised_on or "") + (", by telephone" if facts.promised_call else "")),
        ("reader", facts.addressed_to),
        ("recommended by", facts.referred_by),
        ("talk", _talk(facts, zone)),
    )
    for name, value in told:
        if value:
            yield f"It names: {name} {clean_line(value)}."
    if facts.left_for_good:
        yield "The writer no longer works there."
    if facts.offered_on:
        yield f"They propose {', '.join(map(str, facts.offered_on))} for a talk; no day is agreed."
    if finding.role is FolderRole.SENT:
        yield from _letter(facts)
        yield from _files(finding)


def _letter(facts: Facts) -> Iterator[str]:
    if facts.speculative:
        yield "It answers no advert."
    if facts.has_letter is False:
        yield "No letter went with it: few words, and no document beside the CV."


def _talk(facts: Facts, zone: ZoneInfo) -> str:
    starts_at = facts.event_on.astimezone(zone) if facts.event_on else None
    return format(starts_at, "%Y-%m-%d %H:%M" if facts.event_has_time else "%Y-%m-%d") if starts_at else ""


def _files(finding: Finding) -> Iterator[str]:
    for file in finding.attachments:
        yield f"Attached: {clean_line(file.name)}, {file.size / 1000:,.0f} kB."
    for oddity in odd_papers(finding.attachments):
        yield f"Mind: {clean_line(oddity)}."
