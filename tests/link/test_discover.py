"""What starts an application, what repeats one, and what is told about the counterpart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from inbox_watch.records import CounterpartKind, Detail, Finding, LinkReason, SentKind, Via
from tests.support.findings import (
    added,
    address,
    at,
    bounce,
    closed,
    day,
    edited,
    home,
    link_of,
    received,
    replay,
    sent,
)

ATS = "no-reply@us.greenhouse-mail.io"


def test_a_letter_is_dated_by_its_own_clock_in_the_users_zone() -> None:
    letter = sent("cv", "2026-03-02 00:30")
    (application,) = replay(letter).applications
    assert application.applied_on == day("2026-03-02")
    assert application.via is Via.MAIL
    arrived_late = replace(letter, internaldate=letter.internaldate + timedelta(days=2))
    (application,) = replay(arrived_late).applications
    assert application.applied_on == day("2026-03-02")


@pytest.mark.parametrize(
    ("receipt", "via"),
    [
        (received("r", "2026-03-02", from_=ATS, employers=["Lindhof Labs"]), Via.ATS),
        (received("r", "2026-03-02", from_=ATS, role="Planner"), Via.ATS),
        (received("r", "2026-03-02", Detail.APPLICATION_SENT, employers=["Lindhof Labs"]), Via.JOB_BOARD),
        (received("r", "2026-03-02", employers=["Lindhof Labs"], platform_kind="job_board"), Via.JOB_BOARD),
    ],
)
def test_a_receipt_without_a_letter_is_an_application(receipt: Finding, via: Via) -> None:
    ledger = replay(receipt)
    (application,) = ledger.applications
    assert (application.via, application.applied_on) == (via, day("2026-03-02"))
    assert home(ledger, receipt) == application


@pytest.mark.parametrize(
    "mail",
    [
        received("r", "2026-03-02", employers=["Lindhof Labs"], unsure=True),
        received("r", "2026-03-02"),
        replace(sent("s", "2026-03-02"), to=()),
    ],
)
def test_without_certainty_a_name_or_a_recipient_there_is_no_application(mail: Finding) -> None:
    assert replay(mail).applications == ()


def test_the_same_application_seen_in_several_places_is_one() -> None:
    letter = sent("cv", "2026-03-02", to="jobs@lindhof-labs.example", role="Planner")
    receipt = received("receipt", "2026-03-02 10:05", from_=ATS, employers=["Lindhof Labs"], role="Planner (m/w/d)")
    board = received(
        "board", "2026-03-03", Detail.APPLICATION_SENT, from_="jobs-noreply@linkedin.com", employers=["Lindhof Labs"]
    )
    ledger = replay(letter, receipt, board)
    (application,) = ledger.applications
    assert application.applied_on == day("2026-03-02")
    assert set(application.keys) == {letter.sha256, receipt.sha256, board.sha256}


def test_a_letter_after_the_receipt_joins_it_and_does_not_date_it_anew() -> None:
    """The board confirmed on Monday; on Tuesday the user wrote to the firm as well."""
    receipt = received("board", "2026-03-02", Detail.APPLICATION_SENT, employers=["Lindhof Labs"], from_=ATS)
    letter = sent("cv", "2026-03-03", to="jobs@lindhof-labs.example")
    ledger = replay(receipt, letter)
    (application,) = ledger.applications
    assert application.applied_on == day("2026-03-02")


def test_a_receipt_for_another_role_is_another_application() -> None:
    letter = sent("cv", "2026-03-02", role="Planner")
    receipt = received("receipt", "2026-03-03", employers=["Lindhof Labs"], role="Pastry Cook")
    assert [application.role for application in replay(letter, receipt).applications] == ["Planner", "Pastry Cook"]


@pytest.mark.parametrize(("when", "count"), [("2026-04-30", 1), ("2026-05-01 11:00", 2), ("2027-03-02", 2)])
def test_the_same_role_again_is_new_after_sixty_days(when: str, count: int) -> None:
    for again in (
        sent("again", when, role="Planner"),
        received("again", when, employers=["Lindhof Labs"], role="Planner"),
    ):
        assert len(replay(sent("cv", "2026-03-02", role="Planner"), again).applications) == count


@pytest.mark.parametrize(
    "ending",
    [
        received("ending", "2026-03-05", Detail.REJECTION, answers="cv"),
        received("ending", "2026-03-05", Detail.POSITION_CLOSED, passed=True),
        sent("ending", "2026-03-05", SentKind.WITHDRAWAL, answers="cv"),
    ],
)
def test_the_same_role_again_is_new_after_the_first_ended(ending: Finding) -> None:
    letter, again = sent("cv", "2026-03-02", role="Planner"), sent("again", "2026-03-20", role="Planner")
    ledger = replay(letter, ending, again)
    assert len(ledger.applications) == 2
    assert home(ledger, again) != home(ledger, letter)


@pytest.mark.parametrize(
    "no_ending",
    [
        received("m", "2026-03-05", Detail.REJECTION),
        received("m", "2026-03-05", Detail.REJECTION, answers="cv", unsure=True),
        received("m", "2026-03-05", Detail.POSITION_CLOSED, answers="cv", on_hold=True),
    ],
)
def test_what_nobody_vouches_for_ends_nothing(no_ending: Finding) -> None:
    letter, again = sent("cv", "2026-03-02", role="Planner"), sent("again", "2026-03-20", role="Planner")
    assert len(replay(letter, no_ending, again).applications) == 1


def test_after_a_second_run_news_belong_to_the_latest() -> None:
    letter = sent("cv", "2026-03-02", role="Planner")
    refusal = received("no", "2026-03-05", Detail.REJECTION, answers="cv")
    again = sent("again", "2026-06-20", role="Planner")
    receipt = received("receipt", "2026-06-21", role="Planner")
    ledger = replay(letter, refusal, again, receipt)
    assert home(ledger, receipt) == home(ledger, again)


def test_the_letter_sent_again_at_once_is_a_resend_and_later_a_follow_up() -> None:
    letter = sent("cv", "2026-03-02", role="Planner")
    for when, kind in (("2026-03-04", SentKind.APPLICATION), ("2026-03-12", SentKind.FOLLOW_UP)):
        again = sent("again", when, role="Planner")
        its_link = link_of(replay(letter, again), again)
        assert its_link is not None
        assert its_link.sent_kind is kind


def test_after_a_bounce_the_letter_sent_again_is_a_resend_however_late() -> None:
    letter = sent("cv", "2026-03-02", role="Planner")
    again, third = sent("again", "2026-03-12", role="Planner"), sent("third", "2026-03-22", role="Planner")
    ledger = replay(letter, bounce("b", "2026-03-02 10:01", of="cv"), again, third)
    assert len(ledger.applications) == 1
    kinds = [each.sent_kind for each in ledger.links if each.sent_kind]
    assert kinds == [SentKind.APPLICATION, SentKind.APPLICATION, SentKind.FOLLOW_UP]


@pytest.mark.parametrize(
    ("answered", "kind", "when", "settled"),
    [
        ("cv", SentKind.OTHER, "2026-03-12", SentKind.FOLLOW_UP),
        ("receipt", SentKind.OTHER, "2026-03-12", SentKind.FOLLOW_UP),
        ("question", SentKind.OTHER, "2026-03-12", SentKind.ANSWER),
        ("question", SentKind.FOLLOW_UP, "2026-03-06", SentKind.ANSWER),
        ("receipt", SentKind.ANSWER, "2026-03-12", SentKind.ANSWER),
        ("question", SentKind.FOLLOW_UP, "2026-03-12", SentKind.FOLLOW_UP),
        ("question", SentKind.THANK_YOU, "2026-03-12", SentKind.THANK_YOU),
        ("receipt", SentKind.WITHDRAWAL, "2026-03-12", SentKind.WITHDRAWAL),
        ("", SentKind.OTHER, "2026-03-12", SentKind.FOLLOW_UP),
    ],
)
def test_what_a_mail_of_the_user_is_in_its_thread(answered: str, kind: SentKind, when: str, settled: SentKind) -> None:
    """SR03: an answer to a person is no follow-up, an answer to a machine's receipt is."""
    mail = sent("mail", when, kind, answers=answered)
    before = (
        sent("cv", "2026-03-02"),
        received("receipt", "2026-03-02 10:01", automatic=True),
        received("question", "2026-03-05", Detail.HUMAN_REPLY),
    )
    its_link = link_of(replay(*before, mail), mail)
    assert its_link is not None
    assert its_link.sent_kind is settled


# The counterpart


@pytest.mark.parametrize(
    ("to", "kind"),
    [
        ("anna@gmail.com", CounterpartKind.SMALL_OWNER),
        ("info@bakery.example", CounterpartKind.SMALL_OWNER),
        ("owner@tinyshop.example", CounterpartKind.SMALL_OWNER),
        ("inhaberin@laden.example", CounterpartKind.SMALL_OWNER),
        ("jobs@hays-recruitment.example", CounterpartKind.RECRUITER),
        ("anna@hays.com", CounterpartKind.RECRUITER),
        ("petra@lindhof-labs.example", CounterpartKind.UNKNOWN),
    ],
)
def test_the_address_tells_the_kind(to: str, kind: CounterpartKind) -> None:
    """SR25: owner@ without a system of theirs is a small firm, by guess."""
    (application,) = replay(sent("cv", "2026-03-02", to=to)).applications
    assert application.kind is kind
    assert application.kind_guessed


@pytest.mark.parametrize(
    ("sender", "kind"),
    [
        ("lindhof@myworkday.com", CounterpartKind.LARGE),
        (ATS, CounterpartKind.MIDSIZE),
        ("jobs-noreply@linkedin.com", CounterpartKind.UNKNOWN),
        ("petra@lindhof-labs.example", CounterpartKind.UNKNOWN),
    ],
)
def test_the_system_that_answers_tells_the_kind(sender: str, kind: CounterpartKind) -> None:
    receipt = received("r", "2026-03-02", from_=sender, employers=["Lindhof Labs"])
    (application,) = replay(receipt).applications
    assert application.kind is kind


def test_an_answer_to_a_recruiter_applies_at_a_recruiter() -> None:
    outreach = received("offer", "2026-03-01", Detail.RECRUITER_OUTREACH)
    (application,) = replay(outreach, sent("cv", "2026-03-02", answers="offer")).applications
    assert application.kind is CounterpartKind.RECRUITER


AGENCY = "Eva Wirth <eva@wirth-search.example>"
AGENCY_SAYS = received("agency", "2026-03-05", from_=AGENCY, answers="cv", platform_kind="agency")


@pytest.mark.parametrize(
    "founding",
    [
        sent("cv", "2026-03-02"),
        sent("cv", "2026-03-02", to="lindhof@gmail.com"),
        received("cv", "2026-03-02", from_="lindhof@myworkday.com", employers=["Lindhof Labs"]),
        received("cv", "2026-03-02", Detail.APPLICATION_SENT, from_="jobs@linkedin.com", employers=["Lindhof Labs"]),
    ],
)
def test_an_agency_that_answers_for_the_company_is_the_counterpart(founding: Finding) -> None:
    """SR24: the company or its portal got the application, and an agency answers for it; later mail of the company
    changes nothing."""
    later = received("later", "2026-03-10", Detail.STATUS_UPDATE, from_="hr@lindhof-labs.example", answers="agency")
    system = received("system", "2026-03-11", from_="lindhof@myworkday.com", employers=["Lindhof Labs"], answers="cv")
    (application,) = replay(founding, AGENCY_SAYS, later, system).applications
    assert (application.kind, application.kind_guessed) == (CounterpartKind.OUTSOURCED, True)
    assert application.agency_contacts == ("eva@wirth-search.example",)


def test_a_receipt_of_an_agency_that_names_its_client_comes_from_who_recruits_for_it() -> None:
    """SR24: an agency's domain and another employer; where it names itself, the application is its own."""
    for employer, kind in (
        ("Kestrel", CounterpartKind.OUTSOURCED),
        ("Wirth Search", CounterpartKind.RECRUITER),
        ("Brack Personalberatung", CounterpartKind.RECRUITER),
    ):
        receipt = received("r", "2026-03-02", from_=AGENCY, employers=[employer], platform_kind="agency")
        (application,) = replay(receipt).applications
        assert (application.kind, application.agency_contacts) == (kind, ("eva@wirth-search.example",))


def test_of_a_system_that_agencies_rent_the_employer_may_be_the_agency() -> None:
    """SR24: only where a letter went to the company is it somebody else."""
    receipt = received("r", "2026-03-03", from_="mail@ceipalmail.com", employers=["Kestrel"], platform_kind="agency")
    (application,) = replay(receipt).applications
    assert application.kind is CounterpartKind.RECRUITER
    letter = sent("cv", "2026-03-02", to="jobs@kestrel.example")
    (application,) = replay(letter, replace(receipt, in_reply_to=(letter.message_id,))).applications
    assert application.kind is CounterpartKind.OUTSOURCED


@pytest.mark.parametrize(
    "letter", [sent("cv", "2026-03-02", to=AGENCY), sent("cv", "2026-03-02", to="max@wirth-search.example")]
)
def test_an_application_to_the_agency_itself_stays_with_a_recruiter(letter: Finding) -> None:
    """SR24: nobody has handed it over."""
    (application,) = replay(letter, AGENCY_SAYS).applications
    assert application.kind is CounterpartKind.RECRUITER


def test_of_an_agency_only_who_reads_mail_is_known() -> None:
    """SR24: neither its machine nor the portal or the client it answers through."""
    through = (address("no-reply@wirth-search.example"), address("hr@lindhof-labs.example"), address(AGENCY))
    answer = replace(AGENCY_SAYS, reply_to=through)
    (application,) = replay(sent("cv", "2026-03-02"), answer).applications
    assert application.agency_contacts == ("eva@wirth-search.example",)


def test_the_kind_the_user_says_is_no_guess_to_be_mended() -> None:
    """SR24, SR25: the word of the user holds."""
    said = [edited(1, "statement:2", kind="midsize")]
    row = added(2, "Lindhof Labs", "2026-03-02", contact="petra@lindhof-labs.example")
    answer = replace(AGENCY_SAYS, from_=address("petra@lindhof-labs.example"))
    (application,) = replay(answer, statements=[*said, row]).applications
    assert application.kind is CounterpartKind.MIDSIZE


# What the letter says of itself


def test_a_letter_that_answers_no_advert_is_a_speculative_application() -> None:
    """SR28: as the letter says; a later letter without those words takes nothing back."""
    letter, again = sent("cv", "2026-03-02", speculative=True), sent("again", "2026-03-03")
    assert [each.speculative for each in replay(letter, again).applications] == [True]
    assert [each.speculative for each in replay(again).applications] == [False]


def test_who_recommended_the_user_is_known_of_the_application() -> None:
    """SR13: by the letter, else by a notice that belongs to it; where neither says so nobody is made up."""
    letter = sent("cv", "2026-03-02", role="Planner")
    notice = received("notice", "2026-03-03", Detail.REFERRAL_NOTICE, answers="cv", referred_by="Hanna Jo")
    elsewhere = received("else", "2026-03-01", Detail.REFERRAL_NOTICE, from_="x@far.example", referred_by="Uwe Tamm")
    named = replace(letter, facts=replace(letter.facts, referred_by="Ada Oke"))
    assert [each.referred_by for each in replay(letter, elsewhere).applications] == [""]
    assert [each.referred_by for each in replay(letter, notice).applications] == ["Hanna Jo"]
    assert [each.referred_by for each in replay(named, notice).applications] == ["Ada Oke"]


def test_whom_an_absence_note_names_is_no_contact() -> None:
    """SR50: a deputy is told of, and becomes no contact by that."""
    note = received(
        "away", "2026-03-03", Detail.OUT_OF_OFFICE, answers="cv", deputy=address("otto@lindhof-labs.example")
    )
    (application,) = replay(sent("cv", "2026-03-02"), note).applications
    assert [each.address for each in application.contacts] == ["petra@lindhof-labs.example"]


def test_machines_and_platforms_are_no_contacts() -> None:
    ledger = replay(
        sent("cv", "2026-03-02", to="Jobs <jobs@lindhof-labs.example>"),
        received("one", "2026-03-03", from_="no-reply@lindhof-labs.example"),
        received("two", "2026-03-03", from_=ATS, employers=["Lindhof Labs"]),
        received("three", "2026-03-04", Detail.HUMAN_REPLY, from_="Petra <petra@lindhof-labs.example>"),
        received("four", "2026-03-04", Detail.OUT_OF_OFFICE, from_="Stand In <otto@lindhof-labs.example>"),
        received("five", "2026-03-05", Detail.FEEDBACK_SURVEY, from_="Quality <quality@lindhof-labs.example>"),
    )
    (application,) = ledger.applications
    assert application.contacts == (
        address("Jobs <jobs@lindhof-labs.example>"),
        address("Petra <petra@lindhof-labs.example>"),
    )


# Mass mailing


def mailing(days: list[int], text: str = "same") -> list[Finding]:
    return [
        sent(f"cv{number}", f"2026-03-{each:02d}", to=f"jobs@firm{number}.example", text_sha256=text)
        for number, each in enumerate(days)
    ]


@pytest.mark.parametrize(
    ("days", "marked"),
    [
        ([1, 2, 3, 4], 0),
        ([1, 2, 3, 4, 5], 5),
        ([1, 2, 3, 4, 8], 5),
        ([1, 2, 3, 4, 9], 0),
        ([1, 10, 11, 12, 13, 14, 25], 5),
    ],
)
def test_the_same_letter_to_five_employers_in_a_week_is_a_mass_mailing(days: list[int], marked: int) -> None:
    assert sum(application.mass_mail for application in replay(*mailing(days)).applications) == marked


def test_the_same_letter_for_five_jobs_of_one_employer_is_none() -> None:
    letters = [
        sent(f"cv{number}", "2026-03-02", to="jobs@acme.example", role=role, text_sha256="same")
        for number, role in enumerate(("Planner", "Cook", "Driver", "Nurse", "Clerk"))
    ]
    applications = replay(*letters).applications
    assert [application.mass_mail for application in applications] == [False] * 5


def test_one_letter_to_five_employers_at_once_is_a_mass_mailing() -> None:
    letter = sent("cv", "2026-03-02", to="jobs@firm0.example", text_sha256="same")
    letter = replace(letter, to=tuple(address(f"jobs@firm{number}.example") for number in range(5)))
    assert [application.mass_mail for application in replay(letter).applications] == [True]


def test_five_letters_of_their_own_are_none() -> None:
    letters = [replace(mail, facts=replace(mail.facts, text_sha256=mail.sha256)) for mail in mailing([1, 1, 1, 1, 1])]
    assert not any(application.mass_mail for application in replay(*letters).applications)


# What the user says


def test_an_added_row_is_an_application() -> None:
    row = added(
        1, "Lindhof Labs", "2026-03-02", role="Planner", via="job_board", kind="large", contact="Petra@X.example"
    )
    ledger = replay(statements=[row])
    (application,) = ledger.applications
    assert (application.employer, application.role, application.via) == ("Lindhof Labs", "Planner", Via.JOB_BOARD)
    assert (application.kind, application.kind_guessed) == (CounterpartKind.LARGE, False)
    assert application.contacts == (address("petra@x.example"),)
    assert ledger.ids == {"statement:1": application.id}


@pytest.mark.parametrize("applied_on", ["2026-02-24", "2026-03-02", "2026-03-09"])
def test_a_row_and_a_letter_of_one_week_are_one(applied_on: str) -> None:
    letter = sent("cv", "2026-03-02", to="jobs@lindhof-labs.example", role="Planner")
    (application,) = replay(letter, statements=[added(1, "Lindhof Labs GmbH", applied_on, role="Planner")]).applications
    assert set(application.keys) == {"statement:1", letter.sha256}


@pytest.mark.parametrize(
    ("employer", "applied_on", "role"),
    [
        ("Kestrel", "2026-03-02", "Planner"),
        ("Lindhof Labs", "2026-05-02", "Planner"),
        ("Lindhof Labs", "2026-03-02", "Cook"),
    ],
)
def test_a_row_of_another_employer_time_or_role_is_its_own(employer: str, applied_on: str, role: str) -> None:
    letter = sent("cv", "2026-03-02", to="jobs@lindhof-labs.example", role="Planner")
    assert len(replay(letter, statements=[added(1, employer, applied_on, role=role)]).applications) == 2


def test_two_rows_join_only_when_they_name_the_same_job() -> None:
    rows = [added(1, "Lindhof Labs", "2026-03-02", role="Analyst"), added(2, "Lindhof", "2026-03-02", role="Analyst")]
    assert len(replay(statements=rows).applications) == 2
    rows = [added(number, "Lindhof Labs GmbH", "2026-03-02", role="Analyst") for number in (1, 2)]
    assert [set(each.keys) for each in replay(statements=rows).applications] == [{"statement:1", "statement:2"}]
    rows = [
        added(1, "Lindhof Labs", "2026-03-02", role="Analyst"),
        added(2, "Lindhof Labs", "2026-03-03", role="Data Analyst"),
    ]
    assert len(replay(statements=rows).applications) == 2


def test_a_row_and_a_letter_may_shorten_a_title() -> None:
    letter = sent("cv", "2026-03-02", to="jobs@lindhof-labs.example", role="Analyst")
    row = added(1, "Lindhof Labs", "2026-03-03", role="Data Analyst")
    assert len(replay(letter, statements=[row]).applications) == 1


POSTING = "https://boards.greenhouse.io/lindhof/jobs/4455667?src=x"


def test_the_address_of_an_advert_gives_a_row_its_number() -> None:
    mail = received("m", "2026-03-05", Detail.REJECTION, from_=ATS, role="Planner", job_ids=("4455667",))
    ledger = replay(mail, statements=[added(1, "Lindhof Labs", "2026-03-02", role="Planner", posting=POSTING)])
    assert ledger.applications[0].job_ids == ("4455667",)
    its_link = link_of(ledger, mail)
    assert its_link is not None
    assert its_link.reason is LinkReason.JOB_ID


def test_the_number_of_an_advert_is_not_the_employers_own() -> None:
    """The receipt names the requisition; a second one of another requisition is another job."""
    row = added(1, "Lindhof Labs", "2026-03-02", role="Planner", posting=POSTING)
    first, second = (
        received(key, "2026-03-02 15:00", from_=ATS, employers=["Lindhof Labs"], role="Planner", job_ids=(key,))
        for key in ("R-1001", "R-1002")
    )
    assert len(replay(first, statements=[row]).applications) == 1
    assert len(replay(first, second, statements=[row]).applications) == 2


def test_the_contact_of_a_row_links_mail() -> None:
    mail = received("m", "2026-03-05", Detail.REJECTION, from_="petra@x.example")
    ledger = replay(mail, statements=[added(1, "Lindhof Labs", "2026-03-02", contact="petra@x.example")])
    assert home(ledger, mail) == ledger.applications[0]


def test_a_closed_application_has_its_day_in_the_users_zone() -> None:
    ledger = replay(
        sent("cv", "2026-03-02"),
        sent("other", "2026-03-02", to="a@b.example"),
        statements=[closed(1, "a1", "2026-03-05 00:10")],
    )
    assert [application.closed_on for application in ledger.applications] == [day("2026-03-05"), None]
    assert at("2026-03-05 00:10").date() == day("2026-03-04")
