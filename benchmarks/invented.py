"""Findings of a job search as a judge would have left them, so many that no mailbox has to be read for them."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice, product

from benchmarks.mail.texts import ME
from benchmarks.sizes import FINDINGS_AN_APPLICATION, MOST_APPLICATIONS
from inbox_watch.records import (
    Address,
    Attachment,
    Cursor,
    Detail,
    EmployerCandidate,
    Facts,
    Finding,
    FolderRole,
    MessageUid,
    SentKind,
    Verdict,
)
from inbox_watch.store.store import Learned, Store

ACCOUNT = "bench"
_SYLLABLES = "bren dal fer gol hav jor kel lund mar nor pel quist rav sol tor ulm ven wes yst zan".split()
_BRANCHES = "Robotics Works Marine Labs Foods Optics Textil Logistik Verlag Energie".split()
_ROLES = ("Operations Planner", "Data Analyst", "Sachbearbeiterin Einkauf", "Supply Chain Coordinator", "Redakteur")
# What comes back to an application, in days; most get a receipt, and of the rest some an answer.
_ANSWERS = ((0.9, 0, Detail.ACKNOWLEDGEMENT), (0.4, 15, Detail.REJECTION), (0.1, 12, Detail.INTERVIEW_INVITE))
_DAYS = 600
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Employer:
    """An invented employer and the address that applications go to."""

    name: str
    desk: Address


def employers() -> Iterator[Employer]:
    """80,000 employers, each with a name and a domain of its own."""
    for branch, first, second, third in product(_BRANCHES, _SYLLABLES, _SYLLABLES, _SYLLABLES):
        name = f"{first}{second}{third}".capitalize()
        yield Employer(f"{name} {branch}", Address(f"{name} {branch}", f"jobs@{name.lower()}-{branch.lower()}.example"))


def applications_of(findings: int) -> int:
    """How many applications a store of so many findings has."""
    return min(findings // FINDINGS_AN_APPLICATION, MOST_APPLICATIONS)


def invented(count: int, seed: int, ends: datetime, *, skipped: int = 0) -> Iterator[Finding]:
    """So many findings in order of time: applications with what came back, and mail about other things.

    `skipped` employers were applied to before, by findings of another call.
    """
    dice = random.Random(seed)
    many = applications_of(count)
    begins = ends - timedelta(days=_DAYS)
    told: list[Finding] = []
    for number, employer in enumerate(islice(employers(), skipped, skipped + many)):
        told += _application(dice, employer, begins + timedelta(days=_DAYS) * (number / max(1, many)), ends)
    while len(told) < count:
        told.append(_noise(dice, begins + timedelta(days=_DAYS) * dice.random()))
    told.sort(key=lambda finding: finding.internaldate)
    return iter(told[:count])


def _application(dice: random.Random, employer: Employer, when: datetime, ends: datetime) -> Iterator[Finding]:
    role = dice.choice(_ROLES)
    facts = Facts(sent_kind=SentKind.APPLICATION, role=role, has_letter=True, language="en")
    letter = _finding(dice, when, ME, employer.desk, f"Application as {role}", Detail.NOT_JOB, facts)
    own = Verdict(Detail.NOT_JOB.label, Detail.NOT_JOB, 1.0, unsure=False, clues=(), judged_by="rule:sent")
    file = Attachment("CV_Falkenried.pdf", "application/pdf", 120_000)
    yield replace(letter, role=FolderRole.SENT, verdict=own, attachments=(file,))
    for share, days, detail in _ANSWERS:
        arrives = when + timedelta(days=days, minutes=dice.randint(1, 600))
        if dice.random() < share and arrives < ends:
            said = Facts(employers=(EmployerCandidate(employer.name, "display_name"),), role=role, language="en")
            answer = _finding(dice, arrives, employer.desk, ME, f"Your application as {role}", detail, said)
            yield replace(answer, in_reply_to=(letter.message_id,), references=(letter.message_id,))


def _noise(dice: random.Random, when: datetime) -> Finding:
    sender = Address("Lampenstube", f"news{dice.randrange(500)}@lampenstube.example")
    detail = Detail.JOB_ALERT if dice.random() < 0.3 else Detail.NOT_JOB
    return _finding(dice, when, sender, ME, f"News of today {dice.getrandbits(24)}", detail, Facts(language="en"))


def _finding(
    dice: random.Random, when: datetime, sender: Address, to: Address, subject: str, detail: Detail, facts: Facts
) -> Finding:
    key = f"{dice.getrandbits(128):032x}"
    return Finding(
        uids=(),
        role=FolderRole.INBOX,
        message_id=f"{key}@{sender.domain}",
        in_reply_to=(),
        references=(),
        from_=sender,
        reply_to=(),
        to=(to,),
        subject=subject,
        internaldate=when,
        date=when,
        verdict=Verdict(detail.label, detail, 0.98, unsure=False, clues=(subject[:80],), judged_by="model:invented"),
        facts=facts,
        attachments=(),
        delivery=None,
        authentication=None,
        automatic=False,
        sha256=hashlib.sha256(key.encode()).hexdigest(),
    )


def placed(findings: Sequence[Finding], folder: str, uidvalidity: int, first_uid: int = 1) -> list[Finding]:
    """The findings as messages of one folder, in order."""
    return [
        replace(finding, uids=(MessageUid(ACCOUNT, folder, uidvalidity, first_uid + number),))
        for number, finding in enumerate(findings)
    ]


def keep_all(
    store: Store, findings: Sequence[Finding], role: FolderRole, cursor: Cursor, now: datetime, *, batch: int = _BATCH
) -> None:
    """Put placed findings into a store as polls would have, batch by batch; at the end all of the folder is read."""
    for start in range(0, max(1, len(findings)), batch):
        part = tuple(findings[start : start + batch])
        is_last = start + batch >= len(findings)
        upto = cursor.uid if is_last else part[-1].uids[0].uid
        reached = replace(cursor, uid=upto)
        store.keep(Learned(role, reached, part, read_until=now if is_last else None), now)


def folders_of(findings: Sequence[Finding]) -> Mapping[FolderRole, list[Finding]]:
    """The findings by the role of the folder that they lie in."""
    roles = (FolderRole.INBOX, FolderRole.SENT)
    return {role: [finding for finding in findings if finding.role is role] for role in roles}
