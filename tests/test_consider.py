"""Whose mail it is: the user's own is Sent mail wherever it lies, and a forged address is not the user's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inbox_watch.consider import Judge, consider
from inbox_watch.facts.gather import Place
from inbox_watch.records import Detail, Facts, Finding, FolderRole, MessageUid, RawMessage, SentKind
from inbox_watch.workdays import Workdays
from tests.support.written_mail import PLACE, rule

JUDGE = Judge(None, Place(PLACE.timezone, Workdays("DE")), frozenset({"runa@falkenried.example"}))
STRANGER = "Received: from elsewhere.example ([203.0.113.9]) by mx.postfach.example with ESMTPS; Mon, 4 May 2026\n"
PASSED = "Authentication-Results: mx.postfach.example; dmarc=pass header.from=falkenried.example\n"
FAILED = "Authentication-Results: mx.postfach.example; dmarc=fail header.from=falkenried.example\n"
WITHDRAWAL = "Dear team,\nI hereby withdraw my application as Planner.\nRuna"


def letter(head: str, role: FolderRole, from_: str = "runa@falkenried.example") -> Finding:
    fields = f"{head}From: Runa <{from_}>\nTo: jobs@lindhof-labs.example\nSubject: My application\n"
    octets = f"{fields}Message-ID: <w@falkenried.example>\n\n{WITHDRAWAL}\n".replace("\n", "\r\n").encode()
    uid = MessageUid("a", role.value, 1, 1)
    raw = RawMessage(uid, role, datetime(2026, 5, 4, 8, 0, 5, tzinfo=UTC), octets)
    found = consider(raw, JUDGE, "mx.postfach.example")
    assert isinstance(found, Finding)
    return found


@pytest.mark.parametrize("role", FolderRole)
@pytest.mark.parametrize("head", [rule("no trace", ""), rule("vouched for", PASSED + STRANGER)])
def test_the_users_own_mail_is_sent_mail_in_every_folder(head: str, role: FolderRole) -> None:
    found = letter(head, role)
    assert (found.role, found.facts.sent_kind) == (FolderRole.SENT, SentKind.WITHDRAWAL)
    assert (found.detail, found.verdict.judged_by) == (Detail.NOT_JOB, "rule:sent")


@pytest.mark.parametrize("role", [FolderRole.INBOX, FolderRole.JUNK, FolderRole.ARCHIVE])
@pytest.mark.parametrize(
    "head",
    [
        rule("nobody vouches", STRANGER),
        rule("the provider refuses", FAILED + STRANGER),
        rule("refused, and the trace was left out", FAILED),
        rule("its own results below", STRANGER + "Authentication-Results: elsewhere.example; dmarc=pass\n"),
        rule("a label of its own", STRANGER + "X-Gmail-Labels: Sent\n"),
    ],
)
def test_a_stranger_who_writes_the_users_address_withdraws_nothing(head: str, role: FolderRole) -> None:
    found = letter(head, role)
    assert (found.role, found.facts.sent_kind) == (role, None)


@pytest.mark.parametrize("role", FolderRole)
@pytest.mark.parametrize("from_", ["runa@falkenried.example", "notes@elsewhere.example"])
def test_our_own_alerts_and_reports_are_no_evidence(role: FolderRole, from_: str) -> None:
    """They repeat what other mail says: read as mail, an alert would call for the next one."""
    found = letter("X-Inbox-Watch: 1\nAuto-Submitted: auto-generated\n", role, from_)
    assert (found.role, found.detail, found.verdict.judged_by) == (role, Detail.NOT_JOB, "rule:own-letter")
    assert found.facts == Facts()


def test_mail_of_others_stays_where_it_lies() -> None:
    assert letter("", FolderRole.INBOX, "petra@lindhof-labs.example").role is FolderRole.INBOX
