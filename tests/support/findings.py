"""Findings as a test needs them: a mail by its name, its day and what is special about it.

sent("cv", "2026-03-02", to="jobs@lindhof.example", role="Planner")
received("no", "2026-04-01", Detail.REJECTION, answers="cv")
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from inbox_watch.link.ledger import Ledger
from inbox_watch.link.replay import link
from inbox_watch.records import (
    Address,
    Application,
    Authentication,
    DeliveryStatus,
    Detail,
    EmployerCandidate,
    Facts,
    Finding,
    FolderRole,
    Link,
    MessageUid,
    SentKind,
    Statement,
    StatementKind,
    Verdict,
)

TIMEZONE = ZoneInfo("Europe/Berlin")
ME = Address("Runa Falkenried", "runa@falkenried.example")
LINDHOF = "petra@lindhof-labs.example"


def at(when: str) -> datetime:
    """A local moment ("2026-03-02" is ten o'clock) in UTC."""
    local = datetime.fromisoformat(when if ":" in when else f"{when} 10:00")
    return local.replace(tzinfo=TIMEZONE).astimezone(UTC)


def address(text: str) -> Address:
    """ "Petra <petra@x.example>" or the bare address."""
    name, _, rest = text.rpartition("<")
    return Address(name.strip(), rest.rstrip(">"))


def message_id(key: str) -> str:
    return f"{key}@mail.example"


def sha256(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def received(
    key: str,
    when: str,
    detail: Detail = Detail.ACKNOWLEDGEMENT,
    *,
    from_: str = f"Petra Lindhof <{LINDHOF}>",
    employers: Sequence[str] = (),
    answers: str = "",
    references: Sequence[str] = (),
    passed: bool = False,
    unsure: bool = False,
    automatic: bool = False,
    **facts: Any,
) -> Finding:
    """Return a mail of theirs; the keywords left over are facts."""
    named = tuple(EmployerCandidate(name, "display_name") for name in employers)
    finding = _finding(key, when, answers, references, Facts(employers=named, **facts))
    return replace(
        finding,
        from_=address(from_),
        to=(ME,),
        verdict=Verdict(detail.label, detail, 0.99, unsure=unsure, clues=(), judged_by="rule:test"),
        authentication=Authentication(passed=True, failed=False) if passed else None,
        automatic=automatic,
    )


def sent(
    key: str,
    when: str,
    kind: SentKind = SentKind.APPLICATION,
    *,
    to: str = LINDHOF,
    answers: str = "",
    references: Sequence[str] = (),
    **facts: Any,
) -> Finding:
    """Return a mail of the user's; the keywords left over are facts."""
    finding = _finding(key, when, answers, references, Facts(sent_kind=kind, **facts))
    return replace(finding, role=FolderRole.SENT, from_=ME, to=(address(to),), date=finding.internaldate)


def bounce(key: str, when: str, of: str = "", *, recipient: str = "") -> Finding:
    """Return a delivery report about a mail of the user's, by its name or by the recipient alone."""
    report = DeliveryStatus("failed", (recipient,) if recipient else (), ("5.1.1",), message_id(of) if of else None)
    finding = received(key, when, Detail.DELIVERY_FAILURE, from_="mailer-daemon@mx.postfach.example", automatic=True)
    return replace(finding, delivery=report)


def _finding(key: str, when: str, answers: str, references: Sequence[str], facts: Facts) -> Finding:
    return Finding(
        uids=(MessageUid("demo", "INBOX", 1, int(sha256(key)[:7], 16)),),
        role=FolderRole.INBOX,
        message_id=message_id(key),
        in_reply_to=(message_id(answers),) if answers else (),
        references=tuple(message_id(each) for each in references),
        from_=Address("", ""),
        reply_to=(),
        to=(),
        subject=key,
        internaldate=at(when),
        date=None,
        verdict=Verdict(Detail.NOT_JOB.label, Detail.NOT_JOB, 1.0, unsure=False, clues=(), judged_by="rule:sent"),
        facts=facts,
        attachments=(),
        delivery=None,
        authentication=None,
        automatic=False,
        sha256=sha256(key),
    )


def added(number: int, employer: str, applied_on: str, **values: str) -> Statement:
    """Return a row the user added."""
    told = {"employer": employer, "applied_on": applied_on, **values}
    return Statement(number, StatementKind.ADD_APPLICATION, at("2026-06-01"), "", told)


def closed(number: int, about: str, when: str) -> Statement:
    """The application of a key is closed; old closings name its id."""
    return Statement(number, StatementKind.CLOSE, at(when), about)


def linked(number: int, mail: Finding, to: str | Finding) -> Statement:
    """The user links a mail to the application of a key or of the mail it is known from; or to "none", or "new"."""
    values = {"to": to if isinstance(to, str) else to.sha256}
    return Statement(number, StatementKind.LINK, at("2026-06-01"), mail.sha256, values)


def edited(number: int, about: str | Finding, **values: str) -> Statement:
    key = about if isinstance(about, str) else about.sha256
    return Statement(number, StatementKind.EDIT, at("2026-06-01"), key, values)


def merged(number: int, *mail: str | Finding) -> Statement:
    """Applications by the mail they are known from; the first stays."""
    first, *others = (each if isinstance(each, str) else each.sha256 for each in mail)
    return Statement(number, StatementKind.MERGE, at("2026-06-01"), first, {"others": " ".join(others)})


def split(number: int, off: Finding, *mail: Finding) -> Statement:
    """Mail is split off the application that is known from another."""
    values = {"messages": " ".join(each.sha256 for each in mail)}
    return Statement(number, StatementKind.SPLIT, at("2026-06-01"), off.sha256, values)


def undone(number: int, statement: Statement) -> Statement:
    return Statement(number, StatementKind.UNDO, at("2026-06-01"), str(statement.number))


def replay(
    *findings: Finding,
    statements: Iterable[Statement] = (),
    known: Mapping[str, str] | None = None,
    own_addresses: frozenset[str] = frozenset(),
) -> Ledger:
    """Link as a poll does."""
    return link(
        findings,
        tuple(statements),
        known or {},
        timezone=TIMEZONE,
        look_back_days=730,
        own_addresses=own_addresses,
    )


def link_of(ledger: Ledger, finding: Finding) -> Link | None:
    """The one link of a mail."""
    found = [each for each in ledger.links if each.sha256 == finding.sha256]
    assert len(found) <= 1
    return found[0] if found else None


def home(ledger: Ledger, finding: Finding) -> Application | None:
    """The application a mail belongs to."""
    its_link = link_of(ledger, finding)
    by_id = {application.id: application for application in ledger.applications}
    assert len(by_id) == len(ledger.applications)
    return by_id[its_link.application_id] if its_link and its_link.application_id else None


def day(text: str) -> date:
    return date.fromisoformat(text)
