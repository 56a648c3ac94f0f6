"""The desk of one replay: the cases so far, the mail heard, and what was decided about each mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from inbox_watch.facts.names import RoleFit, are_other_grades, role_fit, seniority
from inbox_watch.link.bounces import take_returned
from inbox_watch.link.case import Case
from inbox_watch.link.discover import ENDINGS, RECEIPTS, learn_from, via_of
from inbox_watch.link.evidence import belongs, counterparts, in_reach, own_domain, those_in_touch, vouched
from inbox_watch.link.index import CaseIndex
from inbox_watch.link.match import Match
from inbox_watch.link.naming import are_strangers, names_another_employer, owns
from inbox_watch.records import Detail, Finding, FolderRole, LinkReason, SentKind, Via

AGAIN_AFTER = timedelta(days=60)
_ROLE_FOLLOWS_WITHIN = timedelta(days=7)
_RECEIPTS_QUEUE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Decision:
    """A mail, the cases it fits, what it is when the user sent it, and whether somebody vouches for it."""

    finding: Finding
    match: Match
    sent_kind: SentKind | None
    sure: bool


@dataclass(slots=True)
class Desk:
    """The state of one replay; it does not outlive it. `copies` leads from a first copy's sha256 to the others'.

    `strays` are the Message-IDs of what the user sent on to somebody else within a thread, and of what followed.
    `united` are the cases that became one with another by the user's word.
    """

    timezone: ZoneInfo
    reach: timedelta
    copies: dict[str, list[str]] = field(default_factory=dict)
    index: CaseIndex = field(default_factory=CaseIndex)
    heard: dict[str, Finding] = field(default_factory=dict)
    decided: list[Decision] = field(default_factory=list)
    homeless: list[Finding] = field(default_factory=list)
    strays: set[str] = field(default_factory=set)
    united: list[Case] = field(default_factory=list)
    _owners: dict[str, Case] = field(default_factory=dict)
    _homes: dict[str, Case] = field(default_factory=dict)
    _asked: dict[str, int] = field(default_factory=dict)

    @property
    def cases(self) -> list[Case]:
        """All cases, in the order they were founded."""
        return self.index.cases

    def case_of(self, key: str) -> Case | None:
        """The case that a key of evidence belongs to."""
        owner = self._owners.get(key)
        return owner.now() if owner else None

    def found(self, case: Case) -> None:
        """Take in a new case, with the keys it has."""
        self.index.add(case)
        self._owners.update(dict.fromkeys(case.keys, case))

    def give(self, case: Case, keys: Sequence[str]) -> None:
        """Evidence belongs to a case from here on."""
        case.keys += keys
        self._owners.update(dict.fromkeys(keys, case))

    def near(self, finding: Finding) -> list[Case]:
        """The cases that a mail may belong to, as far as its time and any trait of it go."""
        return in_reach(finding, self.index.near(finding), self.reach)

    def answered(self, finding: Finding) -> list[Finding]:
        """The mail a mail says it answers, as far as it was heard."""
        return [self.heard[id_] for id_ in finding.in_reply_to if id_ in self.heard]

    def thread_of(self, finding: Finding) -> list[Finding]:
        """The mail above a mail in its thread, as far as it was heard."""
        above = dict.fromkeys((*finding.in_reply_to, *finding.references))
        return [self.heard[id_] for id_ in above if id_ in self.heard]

    def is_astray(self, finding: Finding) -> bool:
        """Does it answer what the user sent on to somebody else?"""
        return not self.strays.isdisjoint((*finding.in_reply_to, *finding.references))

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
        case.by_letter |= kind is SentKind.APPLICATION
        self.give(case, self.keys_of(finding))
        passed = bool(finding.authentication and finding.authentication.passed)
        if founding or _teaches(finding, match, sure=sure, passed=passed):
            is_to_all = founding or match.reason is LinkReason.USER or kind in (None, SentKind.APPLICATION)
            heard = finding if is_to_all else self._between_them(finding, case)
            trusted = passed and (founding or belongs(finding.from_, case))
            learn_from(case, heard, trusted=trusted, vouched=founding or sure)
            self._leave_shared_domains(heard, case)
        self.index.rename(case)
        self.index.learn(case)
        _end(case, finding, kind, sure=sure)

    def _between_them(self, finding: Finding, case: Case) -> Finding:
        """A mail of the user's without those who only got a copy."""
        return replace(finding, to=those_in_touch(finding, case, self.thread_of(finding)))

    def home_of_copy(self, finding: Finding) -> Match | None:
        """Where another copy of the mail went: one Message-ID settles one application (RFC 5322 section 3.6.4).

        A list or a relay writes a subject of its own, and a copy out of its thread knows less than the first. It is a
        weak link on purpose: a stranger who writes the same Message-ID is vouched for by nobody.
        """
        case = self._homes.get(finding.message_id) if finding.message_id else None
        return Match((case.now(),), LinkReason.REFERENCES) if case else None

    def keys_of(self, finding: Finding) -> list[str]:
        """The keys of a mail: its own, and those of its other copies."""
        return [finding.sha256, *self.copies.get(finding.sha256, ())]

    def _leave_shared_domains(self, finding: Finding, case: Case) -> None:
        """A domain from which two employers write is neither's, unless it is called as one of them is."""
        for domain in {own_domain(address) for address in counterparts(finding)} & case.domains:
            strangers = [other for other in self.index.of_domain(domain) if are_strangers(case, other)]
            for each in (case, *strangers) if strangers else ():
                if not owns(each, domain):
                    each.domains.discard(domain)

    def _settle_copies(self, finding: Finding, case: Case) -> None:
        """A copy that came before and was a question is answered by this one."""
        if finding.message_id and finding.role is not FolderRole.SENT:
            self._homes.setdefault(finding.message_id, case)
        place = self._asked.pop(finding.message_id, None)
        if place is not None:
            earlier = self.decided[place]
            self.decided[place] = replace(earlier, match=Match((case,), LinkReason.REFERENCES))
            self.give(case, self.keys_of(earlier.finding))


def _teaches(finding: Finding, match: Match, *, sure: bool, passed: bool) -> bool:
    """May the case take over ids and addresses: where the user says so; not from an unsure mail, nor on the employer's
    name alone."""
    if finding.verdict.unsure:
        return match.reason is LinkReason.USER
    return finding.role is FolderRole.SENT or sure or passed or match.reason is not LinkReason.EMPLOYER


def _end(case: Case, finding: Finding, kind: SentKind | None, *, sure: bool) -> None:
    """What came back may leave the case undelivered; a sure refusal and a withdrawal end it."""
    if finding.detail is Detail.DELIVERY_FAILURE:
        take_returned(case, finding)
    refused = finding.detail in ENDINGS and sure and not finding.verdict.unsure and not finding.facts.on_hold
    if refused or kind is SentKind.WITHDRAWAL:
        case.ended_at = case.ended_at or finding.internaldate


def is_same_application(finding: Finding, case: Case) -> bool:
    """Does this application (or receipt) repeat one that runs: not ended, younger than 60 days, and no other job?"""
    if case.ended_at and case.ended_at < finding.internaldate and not _is_late_receipt(finding, case):
        return False
    if finding.internaldate - case.applied_at >= AGAIN_AFTER or names_another_employer(finding, case):
        return False
    return not _is_of_another_job(finding, case)


def _is_late_receipt(finding: Finding, case: Case) -> bool:
    """Systems refuse within minutes, and of two receipts for one job the second may queue for hours."""
    is_of_the_day = finding.internaldate - case.applied_at <= _RECEIPTS_QUEUE
    return finding.detail in RECEIPTS and is_of_the_day and role_fit(finding.facts.role, case.role) is RoleFit.SAME


def names_another_job(finding: Finding, case: Case) -> bool:
    """Do both name a job, and not the same one? Within a thread a letter may shorten the title of the letter before."""
    role = finding.facts.role
    if not role or not case.role:
        return _has_another_number(finding, case)
    if via_of(finding) is case.via and role_fit(role, case.role) is RoleFit.CLOSE:
        return _has_another_number(finding, case) or seniority(role) != seniority(case.role)
    return _is_of_another_job(finding, case)


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
        return role_fit(role, case.role) < RoleFit.ALIKE or are_other_grades(role, case.role)
    return role_fit(role, case.role) < RoleFit.SAME or seniority(role) != seniority(case.role)


def _has_another_number(finding: Finding, case: Case) -> bool:
    """A board numbers the employer's jobs anew, as the site of an advert does: their numbers are compared with none."""
    is_boards = finding.facts.platform_kind == "job_board" or case.via is Via.JOB_BOARD
    ids = finding.facts.job_ids
    has_numbers = ids and case.job_ids - case.posting_ids
    return bool(has_numbers) and not is_boards and case.job_ids.isdisjoint(ids)
