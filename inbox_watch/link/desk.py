"""The desk of one replay: the cases so far, the mail heard, and what was decided about each mail."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from inbox_watch.facts.names import RoleFit, role_fit, seniority
from inbox_watch.link.case import Case
from inbox_watch.link.discover import ENDINGS, learn_from, via_of
from inbox_watch.link.evidence import belongs, in_reach, vouched
from inbox_watch.link.index import CaseIndex
from inbox_watch.link.match import Match
from inbox_watch.records import Detail, Finding, FolderRole, LinkReason, SentKind, Via

_AGAIN_AFTER = timedelta(days=60)
_ROLE_FOLLOWS_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Decision:
    """A mail, the cases it fits, what it is when the user sent it, and whether somebody vouches for it."""

    finding: Finding
    match: Match
    sent_kind: SentKind | None
    sure: bool


@dataclass(slots=True)
class Desk:
    """The state of one replay; it does not outlive it. `copies` leads from a first copy's sha256 to the others'."""

    timezone: ZoneInfo
    reach: timedelta
    copies: dict[str, list[str]] = field(default_factory=dict)
    index: CaseIndex = field(default_factory=CaseIndex)
    heard: dict[str, Finding] = field(default_factory=dict)
    decided: list[Decision] = field(default_factory=list)
    homeless: list[Finding] = field(default_factory=list)
    _homes: dict[str, Case] = field(default_factory=dict)
    _asked: dict[str, int] = field(default_factory=dict)

    @property
    def cases(self) -> list[Case]:
        """All cases, in the order they were founded."""
        return self.index.cases

    def near(self, finding: Finding) -> list[Case]:
        """The cases that a mail may belong to, as far as its time and any trait of it go."""
        return in_reach(finding, self.index.near(finding), self.reach)

    def answered(self, finding: Finding) -> list[Finding]:
        """The mail a mail says it answers, as far as it was heard."""
        return [self.heard[id_] for id_ in finding.in_reply_to if id_ in self.heard]

    def record(self, finding: Finding, match: Match, kind: SentKind | None = None) -> None:
        """Write a decision down and let its case learn from the mail."""
        case = match.only
        sure = case is not None and (finding.role is FolderRole.SENT or vouched(finding, case, match))
        self.decided.append(Decision(finding, match, kind, sure))
        if case is None:
            if match.cases and finding.message_id:
                self._asked.setdefault(finding.message_id, len(self.decided) - 1)
            return
        self._settle_copies(finding, case)
        founding = not case.keys
        case.keys += [finding.sha256, *self.copies.get(finding.sha256, ())]
        passed = bool(finding.authentication and finding.authentication.passed)
        if founding or _teaches(finding, match, sure=sure, passed=passed):
            learn_from(case, finding, trusted=passed and belongs(finding.from_, case))
        self.index.learn(case)
        _end(case, finding, kind, sure=sure)

    def home_of_copy(self, finding: Finding) -> Match | None:
        """Where another copy of the mail went: one Message-ID settles one application (RFC 5322 section 3.6.4).

        A list or a relay writes a subject of its own, and a copy out of its thread knows less than the first. It is a
        weak link on purpose: a stranger who writes the same Message-ID is vouched for by nobody.
        """
        case = self._homes.get(finding.message_id) if finding.message_id else None
        return Match((case,), LinkReason.REFERENCES) if case else None

    def _settle_copies(self, finding: Finding, case: Case) -> None:
        """A copy that came before and was a question is answered by this one."""
        if finding.message_id and finding.role is not FolderRole.SENT:
            self._homes.setdefault(finding.message_id, case)
        place = self._asked.pop(finding.message_id, None)
        if place is not None:
            earlier = self.decided[place]
            self.decided[place] = replace(earlier, match=Match((case,), LinkReason.REFERENCES))
            case.keys += [earlier.finding.sha256, *self.copies.get(earlier.finding.sha256, ())]


def _teaches(finding: Finding, match: Match, *, sure: bool, passed: bool) -> bool:
    """May the case take over addresses and ids: where the user says so; not from an unsure mail, nor on the employer's
    name alone."""
    if finding.verdict.unsure:
        return match.reason is LinkReason.USER
    return finding.role is FolderRole.SENT or sure or passed or match.reason is not LinkReason.EMPLOYER


def _end(case: Case, finding: Finding, kind: SentKind | None, *, sure: bool) -> None:
    """A bounce leaves the case undelivered; a sure refusal and a withdrawal end it."""
    if finding.detail is Detail.DELIVERY_FAILURE and finding.delivery:
        case.undelivered = True
    refused = finding.detail in ENDINGS and sure and not finding.verdict.unsure and not finding.facts.on_hold
    if refused or kind is SentKind.WITHDRAWAL:
        case.ended_at = case.ended_at or finding.internaldate


def is_same_application(finding: Finding, case: Case) -> bool:
    """Does this application (or receipt) repeat one that runs: not ended, younger than 60 days, and no other job?"""
    if case.ended_at and case.ended_at < finding.internaldate:
        return False
    if finding.internaldate - case.applied_at >= _AGAIN_AFTER:
        return False
    return not _is_of_another_job(finding, case)


def _is_of_another_job(finding: Finding, case: Case) -> bool:
    """Do both name a job, and not the same one?

    An application whose job is not known takes one that is named within the week: a missing role is no wildcard.
    Between a letter, a board and the employer one word of a title may be its short form; two receipts of one of them
    spell the title out, so an Analyst and a Data Analyst are two there, as are two job numbers.
    """
    if _has_another_number(finding, case):
        return True
    role = finding.facts.role
    if not role or not case.role:
        return bool(role) and finding.internaldate - case.applied_at > _ROLE_FOLLOWS_WITHIN
    if via_of(finding) is not case.via:
        return role_fit(role, case.role) < RoleFit.MAYBE
    return role_fit(role, case.role) < RoleFit.CLOSE or seniority(role) != seniority(case.role)


def _has_another_number(finding: Finding, case: Case) -> bool:
    """A board numbers the employer's jobs anew, as the site of an advert does: their numbers are compared with none."""
    is_boards = finding.facts.platform_kind == "job_board" or case.via is Via.JOB_BOARD
    ids = finding.facts.job_ids
    has_numbers = ids and case.job_ids - case.posting_ids
    return bool(has_numbers) and not is_boards and case.job_ids.isdisjoint(ids)
