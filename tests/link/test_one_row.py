"""One application is one row, and keeps its day and its unused follow-up, wherever else it shows itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.records import CounterpartKind, Detail, Finding, SentKind, Statement, Via
from tests.support.findings import added, at, day, edited, home, link_of, merged, received, replay, sent
from tests.support.written_mail import mine, receipt, rule, told

ATS = "no-reply@us.greenhouse-mail.io"
BOARD = "jobs-noreply@linkedin.com"
TO_LINDHOF = sent("cv", "2026-03-02", to="jobs@lindhof.example", role="Planner")
OF_LABS = received("r", "2026-03-02 09:00", from_=ATS, employers=["Lindhof Labs"], role="Planner")
BY_BOARD = received(
    "b", "2026-03-02 09:30", Detail.APPLICATION_SENT, from_=BOARD, employers=["Lindhof"], role="Planner"
)


def row(number: int = 1, employer: str = "Lindhof Labs GmbH", on: str = "2026-03-02", **values: str) -> Statement:
    return added(number, employer, on, **values)


# By a shorter name


@pytest.mark.parametrize(
    ("mails", "rows"),
    [
        rule("letter and row of that day", [TO_LINDHOF], [row(role="Planner")]),
        rule("letter and row of the next day", [TO_LINDHOF], [row(role="Planner", on="2026-03-03")]),
        rule("receipt, then letter", [OF_LABS, TO_LINDHOF], []),
        rule("board and receipt", [BY_BOARD, replace(OF_LABS, internaldate=at("2026-03-02 10:05"))], []),
        rule("row of the board, board, receipt", [BY_BOARD, OF_LABS], [row(role="Planner", via="job_board")]),
        rule("row, receipt, letter", [OF_LABS, TO_LINDHOF], [row(role="Planner", on="2026-03-01")]),
    ],
)
def test_the_same_job_at_a_shorter_name_in_these_days_is_one_application(
    mails: list[Finding], rows: list[Statement]
) -> None:
    assert len(replay(*mails, statements=rows).applications) == 1


@pytest.mark.parametrize(
    ("mails", "rows"),
    [
        rule("another job", [TO_LINDHOF], [row(role="Cook")]),
        rule("a job that the row leaves out", [TO_LINDHOF], [row()]),
        rule("weeks later", [TO_LINDHOF], [row(role="Planner", on="2026-03-12")]),
        rule("another word", [TO_LINDHOF], [row(employer="Lindhofer", role="Cook")]),
        rule(
            "two letters", [TO_LINDHOF, sent("two", "2026-03-03", to="jobs@lindhof-labs.example", role="Planner")], []
        ),
        rule(
            "a receipt for another job, then the letter",
            [OF_LABS, replace(TO_LINDHOF, facts=sent("c", "2026-03-02", role="Cook").facts)],
            [],
        ),
    ],
)
def test_what_only_sounds_alike_is_two_applications(mails: list[Finding], rows: list[Statement]) -> None:
    assert len(replay(*mails, statements=rows).applications) == 2


def test_a_receipt_of_these_days_that_names_no_job_and_calls_them_longer_is_a_question() -> None:
    letter = mine("2026-03-02", "jobs@lindhof.example", "Application as Planner")
    assert told(letter, receipt("2026-03-02 12:00", "Lindhof Labs GmbH")) == "A?"
    assert told(letter, receipt("2026-03-06 12:00", "Lindhof Labs GmbH")) == "AB"
    own = receipt("2026-03-02 11:00", "Lindhof", sender="jobs@lindhof.example")
    assert told(letter, own, receipt("2026-03-02 12:00", "Lindhof Labs GmbH")) == "AAB"


# Rows and letters


def test_a_row_written_down_later_tells_of_the_letter_that_runs() -> None:
    """Of letters the same job within sixty days is the same application; a list is no better than they are."""
    letter = sent("cv", "2026-03-02", role="Planner")
    (one,) = replay(letter, statements=[row(on="2026-03-12", role="Planner")]).applications
    assert one.applied_on == day("2026-03-02")
    assert len(replay(letter, statements=[row(on="2026-03-12")]).applications) == 2
    no = received("no", "2026-03-08", Detail.REJECTION, answers="cv")
    assert len(replay(letter, no, statements=[row(on="2026-03-12", role="Planner")]).applications) == 2


@pytest.mark.parametrize(
    ("sent_on", "kind"), [("2026-03-07", SentKind.APPLICATION), ("2026-03-12", SentKind.FOLLOW_UP)]
)
def test_the_letter_itself_is_no_follow_up_of_a_row_that_is_some_days_older(sent_on: str, kind: SentKind) -> None:
    letter = sent("cv", sent_on, role="Planner")
    (its_link,) = replay(letter, statements=[row(role="Planner")]).links
    assert its_link.sent_kind is kind


def test_a_letter_behind_a_receipt_of_the_same_week_is_the_follow_up() -> None:
    letter = sent("cv", "2026-03-07", role="Planner")
    first = received("r", "2026-03-03", from_=ATS, employers=["Lindhof Labs"], role="Planner")
    ledger = replay(first, letter, statements=[row(role="Planner")])
    its_link = link_of(ledger, letter)
    assert its_link is not None
    assert its_link.sent_kind is SentKind.FOLLOW_UP


@pytest.mark.parametrize(
    "rows",
    [
        rule(
            "the one without a title first",
            [row(1), row(2, on="2026-03-03", role="Planner"), row(3, on="2026-03-04", role="Cook")],
        ),
        rule(
            "the one without a title last",
            [row(1, on="2026-03-04"), row(2, on="2026-03-02", role="Planner"), row(3, on="2026-03-03", role="Cook")],
        ),
    ],
)
def test_rows_of_one_week_are_as_many_as_the_jobs_they_name(rows: list[Statement]) -> None:
    assert {each.role for each in replay(statements=rows).applications} == {"Planner", "Cook"}


def test_what_a_row_says_holds_for_the_application_it_joins() -> None:
    """The user adds on the next day what the receipt did not name."""
    mail = received("r", "2026-03-02", from_=ATS, employers=["Lindhof Labs"])
    said = row(on="2026-03-03", role="Planner", kind="small_owner", contact="jo@lindhof-labs.example")
    (one,) = replay(mail, statements=[said]).applications
    assert (one.role, one.kind, one.kind_guessed) == ("Planner", CounterpartKind.SMALL_OWNER, False)
    assert [each.address for each in one.contacts] == ["jo@lindhof-labs.example"]
    (one,) = replay(mail, statements=[said, edited(2, mail, role="Night Planner")]).applications
    assert (one.role, one.kind) == ("Night Planner", CounterpartKind.SMALL_OWNER)


@pytest.mark.parametrize(
    ("first_said", "expected"), [(1, "later@lindhof-labs.example"), (3, "first@lindhof-labs.example")]
)
def test_of_two_edits_of_what_became_one_the_last_said_holds(first_said: int, expected: str) -> None:
    first, second = sent("a", "2026-03-02", role="Planner"), sent("b", "2026-03-03", role="Cook")
    said = [
        edited(first_said, first, contact="first@lindhof-labs.example", kind="large"),
        edited(2, second, contact="later@lindhof-labs.example", kind="committee"),
        merged(4, first, second),
    ]
    (one,) = replay(first, second, statements=said).applications
    assert one.write_to == expected
    assert one.kind is (CounterpartKind.COMMITTEE if first_said == 1 else CounterpartKind.LARGE)


@pytest.mark.parametrize("clock", ["1970-01-02", "2036-03-02"])
def test_a_letter_with_a_wrong_clock_is_dated_by_its_server(clock: str) -> None:
    """Such a Date would put every answer out of reach, or the application into the future."""
    letter = replace(sent("cv", "2026-03-02", role="Planner"), date=at(clock))
    no = received("no", "2026-03-10", Detail.REJECTION, answers="cv")
    ledger = replay(letter, no)
    assert home(ledger, no) == ledger.applications[0]
    assert ledger.applications[0].applied_on == day("2026-03-02")


@pytest.mark.parametrize(
    ("mails", "via"),
    [
        ([TO_LINDHOF], Via.MAIL),
        ([TO_LINDHOF, OF_LABS], Via.MAIL),
        ([OF_LABS], Via.ATS),
        ([BY_BOARD], Via.JOB_BOARD),
        ([OF_LABS, BY_BOARD], Via.ATS),
        ([], Via.MANUAL),
    ],
)
def test_a_row_does_not_change_how_it_went_out(mails: list[Finding], via: Via) -> None:
    (one,) = replay(*mails, statements=[row(employer="Lindhof", on="2026-03-01", role="Planner")]).applications
    assert one.via is via


def test_an_address_is_no_name_of_an_employer() -> None:
    (one,) = replay(sent("cv", "2026-03-02", to="teashop@gmail.com")).applications
    assert (one.employer, [each.address for each in one.contacts]) == ("", ["teashop@gmail.com"])
    two = replay(sent("cv", "2026-03-02", to="teashop@gmail.com"), sent("cv2", "2026-03-03", to="bakery@gmail.com"))
    assert len(two.applications) == 2


def test_a_name_made_of_a_domain_is_written_as_they_write_it() -> None:
    letter = sent("cv", "2026-03-02", to="jo@harrowpell.example", role="Editor")
    receipt_of_theirs = received(
        "r", "2026-03-03", from_="x@harrowpell.example", employers=["Harrow & Pell"], answers="cv"
    )
    assert [each.employer for each in replay(letter, receipt_of_theirs).applications] == ["Harrow & Pell"]
    said = edited(1, letter, employer="Harrowpell")
    assert [each.employer for each in replay(letter, receipt_of_theirs, statements=[said]).applications] == [
        "Harrowpell"
    ]


def test_a_legal_form_is_no_spelling() -> None:
    letter = sent("cv", "2026-03-02", to="jo@lindhof.example", role="Editor")
    signed = received("r", "2026-03-03", from_="x@lindhof.example", employers=["Lindhof GmbH"], answers="cv")
    assert [each.employer for each in replay(letter, signed).applications] == ["Lindhof"]
