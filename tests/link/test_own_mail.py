"""The user's own address in mail: a copy to oneself is the letter, and nobody is the counterpart of themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.link.corrections import corrected
from inbox_watch.link.own import without_own
from inbox_watch.link.replay import link
from inbox_watch.records import (
    Address,
    Detail,
    EmployerCandidate,
    Finding,
    FolderRole,
    SentKind,
    Statement,
    StatementKind,
)
from tests.support.findings import ME, TIMEZONE, address, at, link_of, received, replay, sent, sha256
from tests.support.written_mail import applications, mine, told

OTHER_OWN = "runa.old@postfach.example"
OWN = frozenset({ME.address, OTHER_OWN})
LETTER = sent("cv", "2026-03-02 10:00:04", role="Planner")


def copy_of(letter: Finding, when: str, **fields: object) -> Finding:
    """What a server delivers of a letter to its own writer."""
    fields = {"role": FolderRole.INBOX, "sha256": sha256("copy"), "internaldate": at(when), **fields}
    return replace(letter, **fields)  # type: ignore[arg-type]  # the fields of a Finding


@pytest.mark.parametrize("when", ["2026-03-02 10:00:01", "2026-03-02 10:00:09"])
@pytest.mark.parametrize("subject", ["cv", "[jobs] cv"])
def test_of_a_letter_and_its_copy_in_the_inbox_the_letter_counts(when: str, subject: str) -> None:
    """The server may deliver the copy before the program has saved the letter; a mailing list changes the subject."""
    copy = copy_of(LETTER, when, subject=subject)
    ledger = replay(copy, LETTER)
    (application,) = ledger.applications
    assert set(application.keys) == {copy.sha256, LETTER.sha256}
    assert ledger.copies == {copy.sha256}
    assert [each.sent_kind for each in ledger.links] == [SentKind.APPLICATION]


def test_a_strangers_mail_with_the_number_of_the_letter_is_no_copy_of_it() -> None:
    mail = replace(received("no", "2026-03-09", Detail.REJECTION), message_id=LETTER.message_id)
    assert replay(LETTER, mail).copies == frozenset()


@pytest.mark.parametrize("field", ["cc", "bcc"])
def test_two_letters_with_a_copy_to_oneself_are_two_applications(field: str) -> None:
    copy = {field: "runa@falkenried.example"}
    first = mine("2026-03-02", "jobs@lindhof-labs.example", "Application as Planner", **copy)
    second = mine("2026-03-05", "hr@kestrel.example", "Application as Planner", **copy)
    assert told(first, second) == "AB"
    assert [[each.address for each in one.contacts] for one in applications(first, second)] == [
        ["jobs@lindhof-labs.example"],
        ["hr@kestrel.example"],
    ]


def test_the_employer_is_behind_the_address_that_is_not_the_users() -> None:
    letter = replace(sent("cv", "2026-03-02"), to=(address(OTHER_OWN), address("jobs@kestrel.example")))
    (application,) = link([letter], (), {}, timezone=TIMEZONE, look_back_days=730, own_addresses=OWN).applications
    assert application.employer == "Kestrel"
    assert [each.address for each in application.contacts] == ["jobs@kestrel.example"]


def test_an_employer_may_share_the_domain_of_the_user() -> None:
    letter = sent("cv", "2026-03-02", to="jobs@falkenried.example")
    (application,) = link([letter], (), {}, timezone=TIMEZONE, look_back_days=730, own_addresses=OWN).applications
    assert application.employer == "Falkenried"


def test_a_letter_to_oneself_alone_is_no_application() -> None:
    assert replay(sent("cv", "2026-03-02", to=ME.address)).applications == ()


def test_mail_with_the_users_address_has_no_counterpart() -> None:
    """A form of a web site writes it; what it says of the employer in words is left."""
    mail = received("copy", "2026-03-02", from_=f"Runa <{ME.address}>", contacts=(ME, address("jo@kestrel.example")))
    named = (EmployerCandidate("Falkenried", "domain_name"), EmployerCandidate("Kestrel", "body"))
    mail = replace(mail, reply_to=(ME,), facts=replace(mail.facts, employers=named))
    found = without_own(mail, OWN)
    assert (found.from_, found.reply_to) == (Address("Runa", ""), ())
    assert found.facts.employers == named[1:]
    assert found.facts.contacts == (address("jo@kestrel.example"),)
    assert without_own(mail, frozenset()) == mail


def test_a_label_holds_for_every_copy_of_the_mail() -> None:
    """An archive that is read later holds the same mail with another trace and an earlier day of arrival."""
    mail = received("m", "2026-03-05 10:00:05", Detail.NOT_JOB)
    archived = replace(mail, sha256=sha256("archived"), internaldate=at("2026-03-05 10:00:01"))
    said = [
        Statement(1, StatementKind.RELABEL, at("2026-03-06"), archived.sha256, {"detail": "offer"}),
        Statement(2, StatementKind.RELABEL, at("2026-03-06"), mail.sha256, {"detail": "rejection"}),
    ]
    found = list(corrected([LETTER, mail, archived], said))
    assert [each.detail for each in found] == [Detail.NOT_JOB, Detail.REJECTION, Detail.REJECTION]
    its_link = link_of(replay(*found, statements=said), archived)
    assert its_link is not None
    assert its_link.application_id == "a1"
