"""All evidence to the report of one day: link, then stand; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from inbox_watch.config import Settings
from inbox_watch.followup.policy import Policy
from inbox_watch.followup.standing import standings
from inbox_watch.heard import is_deaf, moment_of
from inbox_watch.link.corrections import corrected
from inbox_watch.link.ledger import Ledger
from inbox_watch.link.replay import link
from inbox_watch.link.threads import heard_in_threads
from inbox_watch.records import (
    Finding,
    FolderHeard,
    Label,
    LinkReason,
    Report,
    Standing,
    Statement,
    Unlinked,
    Unreadable,
)
from inbox_watch.workdays import Workdays

_WORTH_A_HOME = frozenset({Label.REJECTION, Label.INTERVIEW, Label.ASSESSMENT, Label.INFO_REQUEST, Label.OFFER})
# Mail of all other labels is in a report only where it belongs to an application.
ABOUT_A_JOB = frozenset(Label) - {Label.OTHER, Label.JOB_ALERT, Label.RECRUITER_OUTREACH}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the store remembers."""

    findings: tuple[Finding, ...]
    unreadable: tuple[Unreadable, ...]
    statements: tuple[Statement, ...]
    known_ids: Mapping[str, str]
    heard: tuple[FolderHeard, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """The applications and links behind a report, and the report."""

    ledger: Ledger
    report: Report
    findings: Mapping[str, Finding]

    def standing_of(self, finding: Finding) -> Standing | None:
        """The standing of the application to which a mail belongs."""
        link = next((each for each in self.ledger.links if each.sha256 == finding.sha256), None)
        home = link.application_id if link else None
        return next((each for each in self.report.standings if home and each.application.id == home), None)


def policy_of(settings: Settings) -> Policy:
    """The follow-up policy of a configuration."""
    return Policy(
        timezone=settings.timezone,
        workdays=Workdays(settings.country),
        wait_days=settings.wait_days,
        move_on_days=settings.move_on_days,
        phone_comfort=settings.phone_comfort,
        contact_style=settings.contact_style,
    )


def survey(
    evidence: Evidence, settings: Settings, *, today: date, now: datetime, notices: tuple[str, ...] = ()
) -> Survey:
    """Derive everything as of the end of `today` (or now, when that is today); later mail does not exist yet."""
    moment = moment_of(today, now, settings.timezone)
    heard_by_then = (finding for finding in evidence.findings if finding.internaldate <= moment)
    judged = corrected(heard_in_threads(heard_by_then), evidence.statements)
    findings = {finding.sha256: finding for finding in judged}
    ledger = link(
        findings.values(),
        evidence.statements,
        evidence.known_ids,
        timezone=settings.timezone,
        look_back_days=settings.look_back_days,
        own_addresses=settings.addresses,
    )
    heard = tuple(
        folder for folder in evidence.heard if folder.account in {account.name for account in settings.accounts}
    )
    its_standings = standings(
        ledger.applications,
        ledger.links,
        findings,
        policy_of(settings),
        today=today,
        deaf=is_deaf(heard, settings, moment),
    )
    report = Report(
        as_of=today,
        timezone=settings.timezone.key,
        heard=heard,
        standings=its_standings,
        unlinked=_unlinked(ledger, findings),
        unsure=_unsure(ledger, findings),
        unreadable=tuple(
            item for item in evidence.unreadable if item.internaldate is None or item.internaldate <= moment
        ),
        notices=notices,
    )
    return Survey(ledger, report, findings)


def _unlinked(ledger: Ledger, findings: Mapping[str, Finding]) -> tuple[Unlinked, ...]:
    """Mail that fits several applications equally, and news about a job that fits none."""
    linked = {link.sha256: link for link in ledger.links}
    found = []
    for sha256, finding in findings.items():
        its_link = linked.get(sha256)
        if sha256 in ledger.copies:
            continue
        if its_link and its_link.reason is LinkReason.USER:
            continue
        if its_link and its_link.application_id is None:
            found.append(Unlinked(finding, its_link.candidates))
        elif its_link is None and finding.verdict.label in _WORTH_A_HOME and not finding.verdict.unsure:
            found.append(Unlinked(finding, ()))
    return tuple(sorted(found, key=lambda item: item.finding.internaldate, reverse=True))


def _unsure(ledger: Ledger, findings: Mapping[str, Finding]) -> tuple[Finding, ...]:
    """Mail the judge is not sure about, when it is about an application or its best guess is about a job."""
    linked = {link.sha256 for link in ledger.links}
    return tuple(
        finding
        for sha256, finding in findings.items()
        if finding.verdict.unsure
        and sha256 not in ledger.copies
        and (sha256 in linked or finding.verdict.label in ABOUT_A_JOB)
    )
