"""What keeps a mail from the wrong application: no substring, no guess between equals, nothing before its time."""

from __future__ import annotations

from typing import Any

import pytest

from inbox_watch.records import Detail, Finding, LinkReason, SentKind
from tests.support.findings import home, link_of, received, replay, sent

REFUSAL = Detail.REJECTION
ATS = "no-reply@us.greenhouse-mail.io"
STRANGER = "desk@elsewhere.example"


@pytest.mark.parametrize(
    ("employer", "other"),
    [
        ("Acme", "Acme Robotics"),
        ("Ender", "Render"),
        ("Lindhof", "Lindhofer"),
        ("Nord", "Nord Stream"),
        ("SAP", "Sapphire"),
    ],
)
def test_a_namesake_by_part_of_the_name_is_another(employer: str, other: str) -> None:
    for mine, theirs in ((employer, other), (other, employer)):
        receipt = received("receipt", "2026-03-02", from_=ATS, employers=[mine], role="Planner")
        mail = received("m", "2026-03-05", REFUSAL, from_=ATS, employers=[theirs])
        assert link_of(replay(receipt, mail), mail) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme", "Acme Inc."),
        ("Lindhof Labs GmbH", "LINDHOF LABS"),
        ("The Kestrel", "Kestrel Ltd"),
        ("Müller & Söhne", "Mueller"),
    ],
)
def test_the_legal_form_is_no_part_of_the_name(one: str, other: str) -> None:
    receipt = received("receipt", "2026-03-02", from_=ATS, employers=[one])
    mail = received("m", "2026-03-05", REFUSAL, from_=ATS, employers=[other])
    assert (home(replay(receipt, mail), mail) is not None) is (one != "Müller & Söhne")


def test_a_short_form_of_the_name_counts_together_with_the_role() -> None:
    receipt = received("receipt", "2026-03-02", from_=ATS, employers=["Kestrel Works"], role="Planner")
    with_role = received("one", "2026-03-05", REFUSAL, from_=ATS, employers=["Kestrel"], role="Planner")
    other_role = received("two", "2026-03-05", REFUSAL, from_=ATS, employers=["Kestrel"], role="Cook")
    ledger = replay(receipt, with_role, other_role)
    assert home(ledger, with_role)
    assert link_of(ledger, other_role) is None


def test_a_name_of_four_letters_is_no_short_form() -> None:
    receipt = received("receipt", "2026-03-02", from_=ATS, employers=["Nord Stream"], role="Planner")
    mail = received("m", "2026-03-05", REFUSAL, from_=ATS, employers=["Nord"], role="Planner")
    assert link_of(replay(receipt, mail), mail) is None


def two_roles() -> tuple[Finding, Finding]:
    return sent("planner", "2026-03-02", role="Planner"), sent("cook", "2026-03-03", role="Pastry Cook")


def test_two_roles_at_one_employer_are_two_applications() -> None:
    ledger = replay(*two_roles())
    assert [application.role for application in ledger.applications] == ["Planner", "Pastry Cook"]


def test_a_mail_that_fits_both_roles_equally_is_ambiguous() -> None:
    mail = received("m", "2026-03-05", REFUSAL)
    ledger = replay(*two_roles(), mail)
    its_link = link_of(ledger, mail)
    assert its_link is not None
    assert its_link.application_id is None
    assert its_link.candidates == tuple(application.id for application in ledger.applications)
    assert its_link.score < 0.5
    assert not its_link.verified


@pytest.mark.parametrize(("role", "is_asked"), [("", True), ("Planner", False)])
def test_of_two_runs_the_latest_is_meant_only_where_both_are_for_one_job(role: str, is_asked: bool) -> None:
    first, second = sent("cv", "2026-03-02", role=role), sent("cv2", "2026-05-04", role=role)
    mail = received("m", "2026-05-20", REFUSAL, employers=["Lindhof Labs"])
    ledger = replay(first, second, mail)
    assert len(ledger.applications) == 2
    assert home(ledger, mail) == (None if is_asked else home(ledger, second))


def test_a_mail_that_names_a_third_role_contradicts() -> None:
    """One application as Planner, a refusal as Driver: perhaps a letter nobody saw, never this one."""
    mail = received("m", "2026-03-05", REFUSAL, role="Driver")
    ledger = replay(two_roles()[0], mail)
    its_link = link_of(ledger, mail)
    assert its_link is not None
    assert its_link.application_id is None
    assert its_link.candidates == (ledger.applications[0].id,)


def test_another_specialty_of_the_same_title_contradicts() -> None:
    letter = sent("cv", "2026-03-02", role="Analyst, Credit Risk")
    mail = received("m", "2026-03-05", Detail.REJECTION, role="Analyst, Payments")
    its_link = link_of(replay(letter, mail), mail)
    assert its_link is not None
    assert its_link.application_id is None


def test_a_title_in_one_word_fits_a_longer_one_only_where_nothing_else_is_open() -> None:
    letter, other = sent("cv", "2026-03-02", role="Data Analyst"), sent("two", "2026-03-03", role="Market Analyst")
    mail = received("m", "2026-03-05", Detail.REJECTION, role="Analyst")
    assert home(replay(letter, mail), mail)
    assert not home(replay(letter, other, mail), mail)


def test_the_name_alone_does_not_reach_an_application_of_last_year() -> None:
    receipt = received("r", "2026-03-02", Detail.ACKNOWLEDGEMENT, from_=ATS, employers=["Lindhof Labs"])
    soon = received("m", "2026-06-05", Detail.REJECTION, from_=ATS, employers=["Lindhof Labs"])
    late = received("m", "2027-03-05", Detail.REJECTION, from_=ATS, employers=["Lindhof Labs"])
    assert home(replay(receipt, soon), soon)
    assert not home(replay(receipt, late), late)


def test_a_job_number_alone_counts_together_with_the_role() -> None:
    receipt = received(
        "r", "2026-03-02", Detail.ACKNOWLEDGEMENT, from_=ATS, employers=["Lindhof"], role="Planner", job_ids=("R-55",)
    )
    same = received("m", "2026-03-05", Detail.REJECTION, from_=ATS, role="Planner", job_ids=("R-55",))
    other = received("m", "2026-03-05", Detail.REJECTION, from_=ATS, role="Baker", job_ids=("R-55",))
    assert home(replay(receipt, same), same)
    assert home(replay(receipt, other), other) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"role": "Analyst"}, {"role": "Data Analyst"}),
        ({"role": "Planner", "job_ids": ("R-1",)}, {"role": "Planner", "job_ids": ("R-2",)}),
    ],
)
def test_two_receipts_for_two_jobs_are_two_applications(one: dict[str, Any], other: dict[str, Any]) -> None:
    first = received("one", "2026-03-02", Detail.ACKNOWLEDGEMENT, from_=ATS, employers=["Lindhof Labs"], **one)
    second = received("two", "2026-03-03", Detail.ACKNOWLEDGEMENT, from_=ATS, employers=["Lindhof Labs"], **other)
    ledger = replay(first, second)
    assert home(ledger, first) != home(ledger, second)


def test_a_board_has_numbers_of_its_own() -> None:
    board = received(
        "b", "2026-03-02", Detail.APPLICATION_SENT, from_=ATS, employers=["Lindhof"], role="Planner", job_ids=("77",)
    )
    receipt = received(
        "r",
        "2026-03-02 12:00",
        Detail.ACKNOWLEDGEMENT,
        from_=ATS,
        employers=["Lindhof"],
        role="Planner",
        job_ids=("8",),
    )
    ledger = replay(board, receipt)
    assert home(ledger, receipt) == home(ledger, board)


def test_a_receipt_may_spell_out_the_title_of_the_letter() -> None:
    letter = sent("cv", "2026-03-02", role="Analyst")
    receipt = received("r", "2026-03-02 11:00", Detail.ACKNOWLEDGEMENT, role="Data Analyst")
    ledger = replay(letter, receipt)
    assert home(ledger, receipt) == home(ledger, letter)


def test_a_mail_with_a_role_goes_to_the_only_application_which_names_none() -> None:
    letter = sent("cv", "2026-01-01")
    mail = received("m", "2026-03-05", REFUSAL, role="Driver")
    ledger = replay(letter, mail)
    assert home(ledger, mail) == home(ledger, letter)


def test_beside_an_application_for_another_job_a_missing_role_is_no_wildcard() -> None:
    letter = sent("cv", "2026-01-01")
    mail = received("m", "2026-03-05", REFUSAL, role="Driver")
    ledger = replay(letter, two_roles()[0], mail)
    assert home(ledger, mail) is None
    its_link = link_of(ledger, mail)
    assert its_link is not None
    assert its_link.candidates == (ledger.links[0].application_id,)


def test_of_two_the_one_that_had_not_ended_fits() -> None:
    planner, cook = two_roles()
    ended = received("ended", "2026-03-04", REFUSAL, answers="planner")
    mail = received("m", "2026-03-05", Detail.HUMAN_REPLY)
    ledger = replay(planner, cook, ended, mail)
    assert home(ledger, mail) == home(ledger, cook)


def test_a_reply_is_never_older_than_the_application() -> None:
    letter = sent("cv", "2026-03-02 10:00")
    mail = received("m", "2026-03-02 08:59", REFUSAL, answers="cv")
    assert link_of(replay(letter, mail), mail) is None


@pytest.mark.parametrize(("when", "linked"), [("2026-03-02 09:00", True), ("2026-03-02 08:59", False)])
def test_receipts_queue_up_to_an_hour(when: str, linked: bool) -> None:
    receipt = received("receipt", "2026-03-02 10:00", from_=ATS, employers=["Lindhof Labs"], role="Planner")
    mail = received("m", when, Detail.ASSESSMENT, from_="no-reply@hackerrankforwork.com", employers=["Lindhof Labs"])
    ledger = replay(receipt, mail)
    assert (home(ledger, mail) is not None) is linked
    assert [each.sha256 for each in ledger.links] == [
        each.sha256 for each in (mail, receipt) if linked or each is receipt
    ]


@pytest.mark.parametrize(("when", "linked"), [("2027-05-02", True), ("2028-02-28", True), ("2028-03-02", False)])
def test_a_late_refusal_finds_its_application_for_two_years(when: str, linked: bool) -> None:
    letter = sent("cv", "2026-03-02")
    mail = received("m", when, REFUSAL)
    assert (home(replay(letter, mail), mail) is not None) is linked


NOISE = (
    Detail.NOT_JOB,
    Detail.JOB_ALERT,
    Detail.RECRUITER_OUTREACH,
    Detail.ACCOUNT_SECURITY,
    Detail.INCOMPLETE_APPLICATION,
    Detail.REFERRAL_NOTICE,
    Detail.READ_RECEIPT,
)


@pytest.mark.parametrize("detail", NOISE)
def test_noise_links_by_its_thread_alone(detail: Detail) -> None:
    letter = sent("cv", "2026-03-02", role="Planner", job_ids=("R-1",))
    by_content = received("one", "2026-03-05", detail, role="Planner", job_ids=("R-1",), employers=["Lindhof Labs"])
    in_thread = received("two", "2026-03-05", detail, from_=STRANGER, answers="cv")
    ledger = replay(letter, by_content, in_thread)
    assert link_of(ledger, by_content) is None
    its_link = link_of(ledger, in_thread)
    assert its_link is not None
    assert its_link.reason is LinkReason.IN_REPLY_TO


def test_unsure_mail_of_a_counterpart_links_by_content_whatever_the_best_guess() -> None:
    letter = sent("cv", "2026-03-02")
    mail = received("m", "2026-03-05", Detail.NOT_JOB, unsure=True)
    assert home(replay(letter, mail), mail)


def test_news_without_an_application_stays_homeless_and_founds_none() -> None:
    mail = [
        received(detail.value, "2026-03-05", detail, employers=["Lindhof Labs"], role="Planner")
        for detail in Detail
        if detail not in (Detail.ACKNOWLEDGEMENT, Detail.APPLICATION_SENT)
    ]
    ledger = replay(*mail)
    assert ledger.applications == ()
    assert ledger.links == ()


def test_mail_to_the_user_alone_is_no_evidence() -> None:
    """Both mails have the user as their recipient."""
    letter = sent("cv", "2026-03-02")
    mail = received("m", "2026-03-05", Detail.HUMAN_REPLY, from_=STRANGER)
    assert link_of(replay(letter, mail), mail) is None


def test_a_private_mail_in_the_sent_folder_founds_nothing() -> None:
    kinds = [kind for kind in SentKind if kind is not SentKind.APPLICATION]
    ledger = replay(*(sent(kind.value, "2026-03-02", kind) for kind in kinds))
    assert ledger.applications == ()
