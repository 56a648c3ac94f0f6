"""The linker against the truth: what it got wrong, asked and missed, by kind, with examples.

Wrong is what may never happen: a mail tied to another application than its own, a mail of none tied to one, a guess
where even a careful reader could not tell, an application that never was, one application in two rows. Asked and
missed cost the user a look; they are counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from unittest.mock import patch
from zoneinfo import ZoneInfo

from inbox_watch import consider as spine
from inbox_watch.classify.model import Model
from inbox_watch.consider import Judge, consider
from inbox_watch.facts.gather import Place
from inbox_watch.facts.sent_judge import load_sent_judge
from inbox_watch.facts.tagger import load_tagger
from inbox_watch.link.ledger import Ledger
from inbox_watch.link.replay import link
from inbox_watch.records import Application, Detail, Finding, Link, Message, Verdict
from inbox_watch.shipped import sent_judge_path, tagger_path
from inbox_watch.workdays import Workdays
from tests.support.job_year import make_year
from tests.support.year.post import AUTHSERV_ID, ME
from tests.support.year.records import Mail, Year

BERLIN = ZoneInfo("Europe/Berlin")
WRONG = (
    "wrong link",
    "homeless linked",
    "guessed",
    "false application",
    "drawn to a false application",
    "split in two",
)


@dataclass(frozen=True, slots=True)
class Failure:
    """One mail that went astray: whose it is, where it went, and what the linker had to go by."""

    mail: Mail
    finding: Finding
    went_to: str
    link: Link | None

    def __str__(self) -> str:
        facts = self.finding.facts
        employers = ", ".join(f"{each.name} ({each.evidence})" for each in facts.employers)
        reason = self.link.reason.value if self.link else "-"
        return (
            f"{self.mail.raw.uid.uid:>5} {self.mail.raw.internaldate:%Y-%m-%d} {self.mail.kind}\n"
            f"      truth {self.mail.application}, went to {self.went_to or 'nothing'} by {reason}\n"
            f"      {self.finding.from_.name} <{self.finding.from_.address}> | {self.finding.subject}\n"
            f"      facts: role {facts.role!r}, employers [{employers}], ids {facts.job_ids}, {facts.sent_kind or '-'}"
        )


@dataclass(slots=True)
class Score:
    """Counts of one year; `failures` by outcome (wrong link, homeless linked, guessed, ... asked, missed)."""

    seed: int
    messages: int
    belonging: int
    applications: int
    ambiguous: int
    right: int = 0
    failures: dict[str, list[Failure]] = field(default_factory=lambda: defaultdict(list))

    def count(self, *outcomes: str) -> int:
        return sum(len(self.failures.get(outcome, ())) for outcome in outcomes)

    @property
    def wrong(self) -> int:
        return self.count(*WRONG)

    @property
    def asked_share(self) -> float:
        return self.count("asked", "rightly asked") / self.belonging

    @property
    def missed_share(self) -> float:
        return self.count("missed") / self.belonging

    def examples(self, outcome: str, kind: str = "", limit: int = 10) -> list[Failure]:
        """Failures of one outcome whose kind of mail holds this text."""
        return [each for each in self.failures.get(outcome, ()) if kind in each.mail.kind][:limit]

    def table(self) -> str:
        """Every outcome and, below it, the kinds of mail it struck, the most frequent first."""
        head = (
            f"seed {self.seed}: {self.messages} messages, {self.belonging} belong to {self.applications} applications, "
            f"{self.ambiguous} of them ambiguous\n"
            f"right {self.right}, wrong {self.wrong}, asked {self.asked_share:.2%}, missed {self.missed_share:.2%}"
        )
        return "\n".join((head, *(line for outcome in self.failures for line in self._lines(outcome))))

    def _lines(self, outcome: str) -> Iterator[str]:
        kinds: dict[str, int] = defaultdict(int)
        for each in self.failures[outcome]:
            kinds[each.mail.kind] += 1
        yield f"  {outcome}: {len(self.failures[outcome])}"
        for kind, count in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])):
            yield f"    {count:>4} {kind}"


def findings_of(year: Year) -> list[Finding]:
    """Parse every message and gather its facts; the true label stands in for the judge."""
    truth = {mail.message_id: mail.detail for mail in year.mails}

    def told(message: Message, model: Model | None) -> Verdict:
        detail = truth[message.message_id] or Detail.NOT_JOB
        return Verdict(detail.label, detail, 1.0, False, (), "rule:truth")

    judge = Judge(
        None,
        Place(BERLIN, Workdays("DE")),
        frozenset({ME.address}),
        load_tagger(tagger_path()),
        load_sent_judge(sent_judge_path()),
    )
    with patch.object(spine, "classify", told):
        considered = [consider(mail.raw, judge, AUTHSERV_ID) for mail in year.mails]
    findings = [each for each in considered if isinstance(each, Finding)]
    assert len(findings) == len(year.mails), "a mail could not be read"
    return findings


def score(seed: int) -> Score:
    """Make the year of this seed, link it and hold the outcome against the truth."""
    year = make_year(seed)
    findings = findings_of(year)
    return scored(year, findings, link(findings, (), {}, timezone=BERLIN, look_back_days=730))


def scored(year: Year, findings: Iterable[Finding], ledger: Ledger) -> Score:
    """Hold a ledger against the truth of its year."""
    by_id = {mail.message_id: mail for mail in year.mails}
    of_sha = {finding.sha256: (by_id[finding.message_id], finding) for finding in findings}
    rows = {row.id: of_sha[row.keys[0]][0] for row in ledger.applications}
    links = {each.sha256: each for each in ledger.links}
    belonging = [mail for mail in year.mails if mail.application]
    founded = len({mail.application for mail in belonging})
    result = Score(year.seed, len(year.mails), len(belonging), founded, sum(mail.ambiguous for mail in belonging))
    false = _false_rows(ledger.applications, rows)
    for sha256, (mail, finding) in of_sha.items():
        its_link = links.get(sha256)
        row = its_link.application_id if its_link else None
        outcome = false.get(sha256) or _outcome(mail, its_link, rows[row] if row else None)
        if outcome == "right":
            result.right += 1
        elif outcome:
            went_to = rows[row].application or "a false row" if row else ""
            result.failures[outcome].append(Failure(mail, finding, went_to, its_link))
    return result


def _false_rows(applications: Iterable[Application], rows: dict[str, Mail]) -> dict[str, str]:
    """The first mails of rows that should not be there, and why."""
    seen: set[str] = set()
    false = {}
    for row in applications:
        key = rows[row.id].application
        if key is None:
            false[row.keys[0]] = "false application"
        elif key in seen:
            false[row.keys[0]] = "split in two"
        else:
            seen.add(key)
    return false


def _outcome(mail: Mail, its_link: Link | None, row: Mail | None) -> str:
    """`row` is the first mail of the application that the mail was tied to."""
    if row and row.application is None:
        return "drawn to a false application"
    if mail.application is None:
        return "homeless linked" if row else ""
    if row is None:
        asked = its_link is not None and bool(its_link.candidates)
        return "missed" if not asked else "rightly asked" if mail.ambiguous else "asked"
    if row.application != mail.application:
        return "wrong link"
    return "guessed" if mail.ambiguous else "right"
