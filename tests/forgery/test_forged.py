"""Guarantee: an unverified mail never closes an application, and no invitation is hidden, whoever seems to send it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from inbox_watch.accounts import ImapAccount
from inbox_watch.alerts.choose import alerts_for_mail
from inbox_watch.alerts.severity import Occasion
from inbox_watch.alerts.wishes import AlertWishes
from inbox_watch.cli.explain_message import message_lines
from inbox_watch.cli.review_doubts import doubts
from inbox_watch.config import ALERT_KINDS, Settings
from inbox_watch.consider import Judge, consider
from inbox_watch.followup.cautions import cautions
from inbox_watch.records import (
    Address,
    Alert,
    Detail,
    Finding,
    FolderHeard,
    FolderRole,
    MessageUid,
    Origin,
    RawMessage,
    State,
)
from inbox_watch.report.as_html import to_html
from inbox_watch.report.as_json import to_json
from inbox_watch.report.as_text import to_text
from inbox_watch.survey import Evidence, Survey, survey
from tests.forgery.mails import FORGED, HOME
from tests.support.sample import shipped_judge
from tests.support.written_mail import PLACE

OWN, RECEIPT = "<letter-1@falkenried.example>", "<receipt-1@lindhof-labs.example>"
TODAY, NOW = date(2026, 3, 13), datetime(2026, 3, 13, 12, tzinfo=UTC)
ACCOUNT = ImapAccount("a", "imap.example", 993, "tls", "me", folders=("INBOX",), authserv_id=HOME)
ME = "runa@falkenried.example"
SETTINGS = Settings(
    accounts=(ACCOUNT,), data=Path("/nowhere"), addresses=frozenset({ME}), country="DE", timezone=PLACE.timezone
)
HEARD = (FolderHeard("a", "INBOX", FolderRole.INBOX, NOW - timedelta(hours=1)),)
TRACE = f"Received: from elsewhere.example ([203.0.113.9]) by {HOME} with ESMTPS; Tue, 10 Mar 2026 10:00:00 +0000\n"
GENUINE = f"Authentication-Results: {HOME}; dmarc=pass header.from=lindhof-labs.example\n{TRACE}"
REFUSAL = (
    "Your application as Planner at Lindhof Labs",
    "Dear Runa,\n\nthank you for your application as Planner at Lindhof Labs. Unfortunately we have decided not to "
    "move forward with your application. We wish you all the best.\n\nPetra Lindhof\nLindhof Labs",
)
INVITATION = (
    "Invitation to an interview at Lindhof Labs",
    "Dear Runa,\n\nthank you for your application as Planner at Lindhof Labs. We would like to invite you to an "
    "interview on 20 March 2026 at 10:00 in our office. Please let us know whether you can come."
    "\n\nPetra Lindhof\nLindhof Labs",
)


@cache
def read(head: str, when: str, words: tuple[str, str], role: FolderRole = FolderRole.INBOX, number: int = 1) -> Finding:
    """A mail through the door of the program, judged as it is shipped."""
    subject, body = words
    arrived = datetime.fromisoformat(when).replace(tzinfo=UTC)
    fields = f"{head}To: {ME}\nDate: {format_datetime(arrived)}\nSubject: {subject}\n"
    if "Message-ID:" not in head:
        fields += f"Message-ID: <{role.value}-{number}-{len(subject)}@mail.example>\n"
    octets = f"{fields}Content-Type: text/plain; charset=utf-8\n\n{body}\n".replace("\n", "\r\n").encode()
    answer = consider(RawMessage(MessageUid("a", role.value, 1, number), role, arrived, octets), judge(), HOME)
    assert isinstance(answer, Finding)
    return answer


@cache
def judge() -> Judge:
    return replace(shipped_judge(), own_addresses=frozenset({ME}))


LETTER = (
    "Application as Planner",
    "Dear Petra Lindhof,\n\nI would like to apply as Planner at Lindhof Labs. My CV is attached.\n\nRuna",
)
THANKS = (
    "Your application at Lindhof Labs",
    "Dear Runa,\n\nwe have received your application as Planner at Lindhof Labs. Thank you. We will be in touch.",
)


def known() -> tuple[Finding, Finding]:
    """The user's letter, and the employer's genuine receipt."""
    letter = read(
        f"From: Runa <{ME}>\nMessage-ID: {OWN}\n".replace("To:", ""), "2026-03-02T09:00", LETTER, FolderRole.SENT
    )
    letter = replace(letter, to=(Address("Petra Lindhof", "jobs@lindhof-labs.example"),))
    head = f"{GENUINE}From: Lindhof Labs <jobs@lindhof-labs.example>\nMessage-ID: {RECEIPT}\nIn-Reply-To: {OWN}\n"
    return letter, read(head, "2026-03-02T10:00", THANKS)


def forged(name: str, words: tuple[str, str], number: int = 7) -> Finding:
    top, sep, below = FORGED[name].format(own=OWN, receipt=RECEIPT).partition("From:")
    return read(f"{top}{TRACE}{sep}{below}", "2026-03-10T10:00", words, number=number)


def seen_with(*mail: Finding) -> Survey:
    return survey(Evidence((*known(), *mail), (), (), {}, HEARD), SETTINGS, today=TODAY, now=NOW)


def alerts(seen: Survey, *mail: Finding) -> Sequence[Alert]:
    wishes = AlertWishes(ALERT_KINDS, date(2026, 3, 1))
    return alerts_for_mail(mail, seen.report.standings, wishes, Occasion(NOW, TODAY, PLACE.timezone, first_read=False))


def test_the_story_is_as_it_is_told() -> None:
    """The genuine refusal closes; so what keeps a forged one from it is its origin."""
    letter, receipt = known()
    assert (letter.role, receipt.detail, receipt.origin) == (FolderRole.SENT, Detail.ACKNOWLEDGEMENT, Origin.VERIFIED)
    head = f"{GENUINE}From: Lindhof Labs <jobs@lindhof-labs.example>\n"
    genuine = read(head, "2026-03-10T10:00", REFUSAL, number=9)
    (standing,) = seen_with(genuine).report.standings
    assert (genuine.origin, standing.state) == (Origin.VERIFIED, State.REJECTED)


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_refusal_closes_nothing_and_is_told_as_what_it_is(name: str) -> None:
    mail = forged(name, REFUSAL)
    seen = seen_with(mail)
    states = {each.application.id: each.state for each in seen.report.standings}
    assert State.REJECTED not in states.values()
    assert len(states) == 1
    lines = "\n".join(message_lines(mail, seen, PLACE.timezone))
    link = next((each for each in seen.ledger.links if each.sha256 == mail.sha256), None)
    assert link is None or not link.verified
    assert f"the sender is {mail.origin}" in lines
    # The provider may vouch for a domain of the forger's own.
    assert mail.origin is not Origin.VERIFIED or link is None or "Nobody vouches for it" in lines


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("the provider says fail", "failing"),
        ("another address in the name", "name_address"),
        ("a letter changed", "look_alike"),
        ("a word of hiring beside the name", "look_alike"),
        ("the employer in front of a stranger's domain", "look_alike"),
        ("a letter of another alphabet", "look_alike"),
        ("a letter of another alphabet", "mixed_letters"),
        ("the same name with another ending", "other_end"),
        ("answers to somebody else", "reply_elsewhere"),
        ("a free address", "free_mail"),
    ],
)
def test_what_shows_the_forgery_is_named(name: str, kind: str) -> None:
    mail = forged(name, INVITATION)
    seen = seen_with(mail)
    assert kind in {caution.kind for caution in cautions(mail, seen.standing_of(mail))}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_invitation_is_hidden_nowhere(name: str) -> None:
    mail = forged(name, INVITATION)
    assert mail.role is not FolderRole.SENT
    assert mail.detail.label.value == "interview", mail.verdict
    seen = seen_with(mail)
    assert len(alerts(seen, mail)) == 1
    (alert,) = alerts(seen, mail)
    assert "vouches" in alert.body or "belongs to no application" in alert.body
    (standing,) = seen.report.standings
    unsure = {each.sha256 for each in seen.report.unsure}
    is_asked = mail.sha256 in {doubt.finding.sha256 for doubt in doubts(seen)}
    is_homeless = mail.sha256 in {item.finding.sha256 for item in seen.report.unlinked}
    assert is_asked or is_homeless or mail.sha256 in unsure
    assert standing.state is State.UNCONFIRMED or is_homeless
    everywhere = {
        "text": to_text(seen.report, width=200, colour=False),
        "html": to_html(seen.report),
        "json": to_json(seen.report),
    }
    shown = {form for form, text in everywhere.items() if clean(mail.from_.address) in text or mail.subject in text}
    assert shown >= {"text", "html"}
    document = json.loads(everywhere["json"])
    ids = [each["origin"] for each in _mails(document) if each["message_id"] == f"<{mail.message_id}>"]
    assert mail.origin.value in ids


def clean(address: str) -> str:
    return address or "an unknown sender"


def _mails(document: dict[str, Any]) -> list[dict[str, Any]]:
    events = [event for application in document["applications"] for event in application["events"]]
    return [*events, *document["unlinked"], *document["unsure"]]


def test_two_mails_with_one_message_id_are_both_shown_and_both_told() -> None:
    head = f"{_none()}From: Lindhof Labs <jobs@lindhof-labs.example>\nMessage-ID: <one@lindhof-labs.example>\n"
    first = read(head, "2026-03-10T10:00", REFUSAL, number=11)
    second = read(head, "2026-03-10T10:00", INVITATION, number=12)
    for order in ((first, second), (second, first)):
        seen = seen_with(*order)
        events = {event.finding.sha256 for each in seen.report.standings for event in each.events}
        assert {first.sha256, second.sha256} <= events
        assert {alert.key for alert in alerts(seen, *order)} == {f"mail:{each.sha256}" for each in order}


def test_the_same_mail_in_two_places_is_told_once() -> None:
    head = f"{_none()}From: Lindhof Labs <jobs@lindhof-labs.example>\n"
    once = read(head, "2026-03-10T10:00", INVITATION, number=11)
    again = replace(once, uids=(MessageUid("a", "Archive", 1, 3),))
    seen = seen_with(once, again)
    assert len({alert.key for alert in alerts(seen, once, again)}) == 1


def test_a_copy_of_a_genuine_mail_with_other_words_is_no_copy() -> None:
    """A forger who has seen a mail of theirs sends another under its Message-ID, From, Subject and Date."""
    head = f"{GENUINE}From: Lindhof Labs <jobs@lindhof-labs.example>\nMessage-ID: <one@lindhof-labs.example>\n"
    genuine = read(head, "2026-03-10T10:00", INVITATION, number=11)
    other = head.replace("dmarc=pass", "dmarc=none")
    false = read(other, "2026-03-10T10:00", (INVITATION[0], REFUSAL[1]), number=12)
    seen = seen_with(false, genuine)
    shown = {each.sha256 for each in seen.findings.values()} - set(seen.ledger.copies)
    assert {genuine.sha256, false.sha256} <= shown


def _none() -> str:
    return f"Authentication-Results: {HOME}; dmarc=none header.from=lindhof-labs.example\n{TRACE}"
