"""Where a message belongs, in sentences: the evidence, what else was considered, and what would break a tie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inbox_watch.clean import clean_line
from inbox_watch.facts.names import RoleFit, role_fit, same_employer
from inbox_watch.followup.target import employer_of
from inbox_watch.link.ledger import Ledger
from inbox_watch.link.received import BY_THREAD_ONLY
from inbox_watch.records import Application, Finding, FolderRole, Link, LinkReason

REASONS = {
    LinkReason.IN_REPLY_TO: "it answers a mail of that thread",
    LinkReason.REFERENCES: "it belongs to that thread",
    LinkReason.DELIVERY_REPORT: "it reports on the delivery of that mail",
    LinkReason.JOB_ID: "it names the number of that job",
    LinkReason.ADDRESS: "its address is one of theirs",
    LinkReason.EMPLOYER_AND_ROLE: "it names that employer and role",
    LinkReason.EMPLOYER: "it names that employer",
    LinkReason.USER: "you said so",
}
_MOST = 5


def home_lines(finding: Finding, ledger: Ledger) -> Iterator[str]:
    """Yield what ties the message to an application, or why it is tied to none."""
    link = next((link for link in ledger.links if link.sha256 == finding.sha256), None)
    known = {application.id: application for application in ledger.applications}
    if link is None:
        yield from _homeless(finding, known.values())
    elif link.application_id is None and link.reason is LinkReason.USER:
        yield "It belongs to no application: you said so."
    elif link.application_id is None:
        yield from _undecided(finding, link, [known[id_] for id_ in link.candidates])
    else:
        yield f"It belongs to {_named(known[link.application_id])}: {REASONS[link.reason]}, score {link.score:g}."
        if finding.role is not FolderRole.SENT:
            yield _vouching(link)
        for id_ in link.beside[:_MOST]:
            yield f"Considered too: {_named(known[id_])}; {_why_not(finding, link, known[id_])}."


def _vouching(link: Link) -> str:
    if link.reason is LinkReason.USER:
        return "Your word vouches for it, so it may decide the application."
    if link.verified:
        return "The thread or the authenticated sender vouches for it, so it may decide the application."
    return "Nobody vouches for it, so alone it decides nothing."


def _why_not(finding: Finding, link: Link, other: Application) -> str:
    if link.reason is LinkReason.JOB_ID:
        return "the job number is not that one's"
    if finding.facts.role and not other.role:
        return "no role of it is known"
    if finding.facts.role and role_fit(finding.facts.role, other.role) < RoleFit.SAME:
        return f"the role in the mail, {clean_line(finding.facts.role)}, fits better elsewhere"
    return "it had ended by then, or a later application took its place"


def _undecided(finding: Finding, link: Link, candidates: list[Application]) -> Iterator[str]:
    if len(candidates) == 1:
        yield f"It may belong to {_named(candidates[0])} ({REASONS[link.reason]}), but that is not sure:"
        yield f"  {_doubt(finding, candidates[0])}."
        yield f"What would settle it: a thread, the role or the job number in the mail, or {_your_word(finding)}."
        return
    yield f"It fits several applications equally well ({REASONS[link.reason]}), so it belongs to none yet:"
    for application in candidates:
        yield f"  {_named(application)}"
    yield f"What would settle it: {_tie_breaker(finding, candidates)}, or {_your_word(finding)}."


def _your_word(finding: Finding) -> str:
    return f"your word (`inbox-watch link {finding.sha256[:12]} APPLICATION`)"


def _doubt(finding: Finding, only: Application) -> str:
    role = finding.facts.role
    if role and only.role and role_fit(role, only.role) < RoleFit.CLOSE:
        return f"it names the role {clean_line(role)}, and that application is for {clean_line(only.role)}"
    return "the application is old, and the employer's name alone says little after nine months"


def _tie_breaker(finding: Finding, candidates: list[Application]) -> str:
    """What tells the candidates apart, if the mail had it."""
    numbers = any(application.job_ids for application in candidates) and not finding.facts.job_ids
    roles = len({application.role for application in candidates}) > 1 and not finding.facts.role
    wanted = [name for name, would in (("the role", roles), ("the job number", numbers)) if would]
    return f"{' or '.join(wanted)} in the mail" if wanted else "an answer in the thread of one of them"


def _homeless(finding: Finding, applications: Iterable[Application]) -> Iterator[str]:
    yield "It belongs to no application."
    named = [each.name for each in finding.facts.employers]
    theirs = [each for each in applications if any(same_employer(each.employer, name) for name in named)]
    for application in theirs[:_MOST]:
        yield f"There is {_named(application)}; {_distance(finding, application)}."


def _distance(finding: Finding, application: Application) -> str:
    came = finding.internaldate.date()
    if came < application.applied_on:
        return "the message is older than that application"
    if finding.detail in BY_THREAD_ONLY and not finding.verdict.unsure:
        return (
            f"mail of this kind ({finding.detail.replace('_', ' ')}) belongs to an application only within its thread"
        )
    return "the message came too long after it, or fits it in nothing but the name"


def _named(application: Application) -> str:
    role = f", {clean_line(application.role)}" if application.role else ""
    return f"{application.id}, {clean_line(employer_of(application))}{role}, applied on {application.applied_on}"
