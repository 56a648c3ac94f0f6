"""Every kind of evidence that ties a mail to an application, and which of two is the stronger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.link.corrections import JUDGED_BY_USER
from inbox_watch.records import Address, Authentication, Detail, EmployerCandidate, Finding, LinkReason, SentKind
from tests.support.findings import bounce, home, link_of, received, replay, sent

REFUSAL = Detail.REJECTION
STRANGER = "desk@elsewhere.example"
FORGED = Authentication(passed=False, failed=True)
LINDHOF = (EmployerCandidate("Lindhof Labs", "body"),)
ATS = "no-reply@us.greenhouse-mail.io"


@pytest.mark.parametrize(
    ("mail", "reason"),
    [
        (received("m", "2026-03-05", REFUSAL, from_=STRANGER, answers="cv"), LinkReason.IN_REPLY_TO),
        (received("m", "2026-03-05", REFUSAL, from_=STRANGER, references=["cv"]), LinkReason.REFERENCES),
        (bounce("m", "2026-03-02 10:01", of="cv"), LinkReason.DELIVERY_REPORT),
        (bounce("m", "2026-03-02 10:01", recipient="petra@lindhof-labs.example"), LinkReason.DELIVERY_REPORT),
        (received("m", "2026-03-05", REFUSAL, job_ids=("R-5512",)), LinkReason.JOB_ID),
        (received("m", "2026-03-05", REFUSAL), LinkReason.ADDRESS),
        (received("m", "2026-03-05", REFUSAL, from_="someone-else@lindhof-labs.example"), LinkReason.ADDRESS),
        (received("m", "2026-03-05", REFUSAL, from_="hr@mail.lindhof-labs.example"), LinkReason.ADDRESS),
        (
            received(
                "m", "2026-03-05", REFUSAL, from_=ATS, employers=["Lindhof Labs GmbH"], role="Senior Planner (m/w/d)"
            ),
            LinkReason.EMPLOYER_AND_ROLE,
        ),
        (received("m", "2026-03-05", REFUSAL, from_=ATS, employers=["LINDHOF LABS"]), LinkReason.EMPLOYER),
    ],
    ids=lambda value: value.value if isinstance(value, LinkReason) else "",
)
def test_each_evidence_links(mail: Finding, reason: LinkReason) -> None:
    letter = sent("cv", "2026-03-02", role="Planner", job_ids=("R-5512",))
    other = sent("other", "2026-03-01", to="jobs@kestrel.example", role="Planner")
    ledger = replay(letter, other, mail)
    its_link = link_of(ledger, mail)
    assert its_link is not None
    assert its_link.reason is reason
    assert home(ledger, mail) == home(ledger, letter) != home(ledger, other)


def test_the_address_mail_should_be_answered_to_is_an_address_of_theirs() -> None:
    letter = sent("cv", "2026-03-02")
    mail = replace(
        received("m", "2026-03-05", REFUSAL, from_="calendar@goodtime.io"),
        reply_to=(Address("", "petra@lindhof-labs.example"),),
    )
    assert home(replay(letter, mail), mail)


def test_a_thread_leads_through_their_mail_too() -> None:
    letter = sent("cv", "2026-03-02")
    answer = received("answer", "2026-03-03", Detail.HUMAN_REPLY)
    mail = received("m", "2026-03-05", REFUSAL, from_=STRANGER, answers="answer")
    assert home(replay(letter, answer, mail), mail)


def test_the_thread_is_stronger_than_the_job_number_and_the_address() -> None:
    first = sent("first", "2026-03-02", role="Planner", job_ids=("R-1",))
    second = sent("second", "2026-03-03", role="Cook", job_ids=("R-2",))
    mail = received("m", "2026-03-05", REFUSAL, answers="first", job_ids=("R-2",), role="Cook")
    ledger = replay(first, second, mail)
    assert home(ledger, mail) == home(ledger, first) != home(ledger, second)


def test_the_last_reference_counts_first() -> None:
    first, second = sent("first", "2026-03-02", role="Planner"), sent("second", "2026-03-03", role="Cook")
    mail = received("m", "2026-03-05", REFUSAL, from_=STRANGER, references=["first", "second"])
    ledger = replay(first, second, mail)
    assert home(ledger, mail) == home(ledger, second)


def test_the_job_number_is_stronger_than_the_role() -> None:
    first = sent("first", "2026-03-02", role="Planner", job_ids=("R-1",))
    second = sent("second", "2026-03-03", role="Cook", job_ids=("R-2",))
    mail = received("m", "2026-03-05", REFUSAL, job_ids=("R-2",), role="Planner")
    assert home(replay(first, second, mail), mail) == home(replay(first, second, mail), second)


def test_a_job_number_of_another_employer_is_no_evidence() -> None:
    letter = sent("cv", "2026-03-02", job_ids=("R-1",))
    mail = received("m", "2026-03-05", REFUSAL, from_=STRANGER, job_ids=("R-1",))
    assert link_of(replay(letter, mail), mail) is None


def test_the_role_a_mail_names_is_stronger_than_the_last_mail() -> None:
    first, second = sent("first", "2026-03-02", role="Planner"), sent("second", "2026-03-03", role="Cook")
    lively = received("lively", "2026-03-04", Detail.HUMAN_REPLY, answers="second")
    mail = received("m", "2026-03-05", REFUSAL, role="Planner")
    ledger = replay(first, second, lively, mail)
    assert home(ledger, mail) == home(ledger, first)


def test_a_person_on_free_mail_is_one_address_and_not_the_whole_provider() -> None:
    letter = sent("cv", "2026-03-02", to="Anna <bakery.anna@gmail.com>")
    same = received("same", "2026-03-05", REFUSAL, from_="bakery.anna@gmail.com")
    other = received("other", "2026-03-05", REFUSAL, from_="bakery.otto@gmail.com")
    ledger = replay(letter, same, other)
    assert home(ledger, same)
    assert link_of(ledger, other) is None


def test_a_name_without_a_domain_is_nobodys_address() -> None:
    letter = sent("cv", "2026-03-02", to="undisclosed@")
    mail = received("m", "2026-03-05", REFUSAL, from_="someone@gmail.com")
    assert home(replay(letter, mail), mail) is None


def test_the_address_of_a_platform_belongs_to_nobody() -> None:
    letter = sent("cv", "2026-03-02")
    receipt = received("receipt", "2026-03-03", from_=ATS, employers=["Lindhof Labs"])
    other = received("other", "2026-03-05", REFUSAL, from_=ATS, employers=["Kestrel Works"])
    ledger = replay(letter, receipt, other)
    assert home(ledger, receipt) == home(ledger, letter)
    assert link_of(ledger, other) is None


def test_what_is_learned_on_the_way_links_later_mail() -> None:
    """A recruiter writes from home within the thread; his next mail has no thread."""
    letter = sent("cv", "2026-03-02")
    answer = received("answer", "2026-03-03", Detail.HUMAN_REPLY, from_="p.lindhof@gmx.de", answers="cv")
    mail = received("m", "2026-03-09", REFUSAL, from_="p.lindhof@gmx.de")
    assert home(replay(letter, answer, mail), mail)


@pytest.mark.parametrize("unsure", [False, True])
def test_a_mere_name_teaches_nothing(unsure: bool) -> None:
    """Who only calls himself Lindhof Labs does not become an address of theirs."""
    letter = sent("cv", "2026-03-02")
    pretender = received("p", "2026-03-03", REFUSAL, from_=STRANGER, employers=["Lindhof Labs"], unsure=unsure)
    mail = received("m", "2026-03-09", REFUSAL, from_=STRANGER)
    ledger = replay(letter, pretender, mail)
    assert home(ledger, pretender)
    assert link_of(ledger, mail) is None


def test_sent_mail_belongs_to_whom_it_went_to() -> None:
    letter = sent("cv", "2026-03-02", role="Planner")
    later = sent("later", "2026-03-12", SentKind.FOLLOW_UP, to="boss@lindhof-labs.example")
    private = sent("private", "2026-03-12", SentKind.OTHER, to="mother@family.example")
    ledger = replay(letter, later, private)
    assert home(ledger, later) == home(ledger, letter)
    assert link_of(ledger, private) is None


@pytest.mark.parametrize(
    ("mail", "vouched"),
    [
        (received("m", "2026-03-05", REFUSAL, from_=STRANGER, answers="cv"), True),
        (received("m", "2026-03-05", REFUSAL), False),
        (received("m", "2026-03-05", REFUSAL, passed=True), True),
        (received("m", "2026-03-05", REFUSAL, from_=STRANGER, employers=["Lindhof Labs"], passed=True), False),
        (received("m", "2026-03-05", REFUSAL, from_=ATS, employers=["Lindhof Labs"], passed=True), True),
        (received("m", "2026-03-05", REFUSAL, from_=ATS, employers=["Lindhof Labs"]), False),
        (received("m", "2026-03-05", REFUSAL, from_="x@gmail.com", employers=["Lindhof Labs"], passed=True), False),
        (bounce("m", "2026-03-05", of="cv"), True),
    ],
)
def test_who_vouches_for_a_mail(mail: Finding, vouched: bool) -> None:
    its_link = link_of(replay(sent("cv", "2026-03-02"), mail), mail)
    assert its_link is not None
    assert its_link.application_id
    assert its_link.verified is vouched


def test_the_user_who_has_read_a_mail_vouches_for_it() -> None:
    by_user = received("m", "2026-03-05", REFUSAL)
    by_user = replace(by_user, verdict=replace(by_user.verdict, judged_by=JUDGED_BY_USER))
    its_link = link_of(replay(sent("cv", "2026-03-02"), by_user), by_user)
    assert its_link is not None
    assert its_link.verified


def test_a_thread_of_theirs_alone_vouches_for_nothing() -> None:
    """A forger can answer a forged mail; he cannot know the Message-ID of ours."""
    mail = [
        sent("cv", "2026-03-02"),
        received("one", "2026-03-05", Detail.STATUS_UPDATE),
        received("two", "2026-03-06", REFUSAL, from_=STRANGER, answers="one"),
    ]
    its_link = link_of(replay(*mail), mail[2])
    assert its_link is not None
    assert not its_link.verified


def test_a_sender_tied_by_earlier_authenticated_mail_vouches() -> None:
    """The desk of the group answers from its own domain: once in the thread, later without."""
    desk = "desk@holding.example"
    mail = [
        sent("cv", "2026-03-02"),
        received("one", "2026-03-05", Detail.HUMAN_REPLY, from_=desk, answers="cv", passed=True),
        received("two", "2026-03-06", REFUSAL, from_=desk, passed=True),
    ]
    its_link = link_of(replay(*mail), mail[2])
    assert its_link is not None
    assert its_link.verified


def test_a_receipt_that_founds_an_application_is_known_afterwards() -> None:
    """Its thread and its job number lead back to it, though no provider vouched for it."""
    receipt = received("receipt", "2026-03-02", from_=ATS, employers=["Lindhof Labs"], job_ids=("R-1",))
    in_thread = received("one", "2026-03-05", REFUSAL, from_=STRANGER, answers="receipt")
    by_number = received("two", "2026-03-06", REFUSAL, from_=ATS, employers=["Lindhof Labs"], job_ids=("R-1",))
    ledger = replay(receipt, in_thread, by_number)
    assert [each.reason for each in ledger.links[1:]] == [LinkReason.IN_REPLY_TO, LinkReason.JOB_ID]


OTHER_END = "hr@lindhof-labs.test"


@pytest.mark.parametrize(
    ("mail", "vouched"),
    [
        (received("m", "2026-03-05", REFUSAL, answers="cv"), True),
        (replace(received("m", "2026-03-05", REFUSAL, answers="cv"), authentication=FORGED), False),
        (replace(bounce("m", "2026-03-05", of="cv"), authentication=FORGED), False),
    ],
)
def test_what_the_provider_shows_to_be_forged_ends_nothing_even_in_the_thread(mail: Finding, vouched: bool) -> None:
    its_link = link_of(replay(sent("cv", "2026-03-02"), mail), mail)
    assert its_link is not None
    assert its_link.verified is vouched


@pytest.mark.parametrize(("to", "vouched"), [("jobs@lindhof-labs.example", False), ("lindhof-labs@gmail.com", True)])
def test_the_employers_name_under_another_top_level_domain_is_nobody_where_its_own_is_known(
    to: str, vouched: bool
) -> None:
    letter = replace(sent("cv", "2026-03-02", to=to), facts=replace(sent("cv", "2026-03-02").facts, employers=LINDHOF))
    mail = received("m", "2026-03-05", REFUSAL, from_=OTHER_END, employers=["Lindhof Labs"], passed=True)
    its_link = link_of(replay(letter, mail), mail)
    assert its_link is not None
    assert its_link.application_id
    assert its_link.verified is vouched
