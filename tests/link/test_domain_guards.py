"""What keeps mail from the wrong application, and what may and may not become one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.records import CounterpartKind, Detail, Finding
from tests.support.written_mail import applications, day, ledger_of, mine, receipt, refusal, rule, theirs, told

RECEIPT, REFUSAL, REPLY = Detail.ACKNOWLEDGEMENT, Detail.REJECTION, Detail.HUMAN_REPLY
LEVER = "no-reply@hire.lever.co"
FORMS = [
    *("Inc", "Inc.", ", Inc.", "inc", "LLC", "Ltd", "Ltd.", "LTD", "Limited", "Corp", "Corp.", "GmbH", "GmbH & Co. KG"),
    *("AG", "SA", "S.A.", "SAS", "BV", "B.V.", "NV", "N.V.", "S.r.l.", "Srl", "SpA", "S.p.A.", "AB", "Oy", "plc"),
    *("PLC", "Pty", "Pty Ltd", "Co", "Co."),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("swapped", [False, True])
def test_the_legal_form_is_no_part_of_the_name(form: str, swapped: bool) -> None:
    long = f"Tarnbrook{form}" if form.startswith(",") else f"Tarnbrook {form}"
    short, full = f'"{long}"', "Tarnbrook"
    first, second = (full, short) if swapped else (short, full)
    assert told(receipt("2026-03-02", first), refusal("2026-03-12", second, sender=LEVER)) == "AA"


@pytest.mark.parametrize(
    ("mine_is", "theirs_is"),
    [
        rule("substring at the end", "Ender", "Render"),
        rule("substring at the start", "Lindhof", "Lindhofer"),
        rule("substring in front", "Quellmatt", "Quellmattner"),
        rule("namesake with one word more", "Quellmatt", "Quellmatt Robotics"),
        rule("namesake with one word in front", "Quellmatt", "North Quellmatt"),
        rule("sister brands", "Quellmatt Foods", "Quellmatt Logistics"),
        rule("brand and group", "Brindle", "Quellmatt Group"),
        rule("a common word of two names", "Green Harbour", "Green Valley"),
        rule("a legal form inside a word", "Saga", "Sag"),
        rule("one letter differs", "Tarnbrook", "Tarnbrock"),
    ],
)
@pytest.mark.parametrize("swapped", [False, True])
def test_names_are_compared_whole(mine_is: str, theirs_is: str, swapped: bool) -> None:
    """Peers match by substring or by alike letters, and tell Render that Ender has refused."""
    one, other = (theirs_is, mine_is) if swapped else (mine_is, theirs_is)
    assert told(receipt("2026-03-02", one, "Planner"), refusal("2026-03-12", other, sender=LEVER)) == "A-"
    assert told(receipt("2026-03-02", one), receipt("2026-03-03", other, sender=LEVER)) == "AB"


def test_a_name_inside_a_sentence_is_no_employer() -> None:
    mail = theirs(
        "2026-03-12", REFUSAL, "desk@silvanta.example", "Your offer", "Please render the invoice. We end here."
    )
    assert told(receipt("2026-03-02", "Ender", "Planner"), receipt("2026-03-02", "Render", "Cook"), mail) == "AB-"


# One Message-ID settles one application

PLANNER = mine("2026-03-02", "hr@tarnbrook.example", "Application as Planner", message_id="<p@falkenried.example>")
EARLIER = PLANNER.internaldate.replace(day=12, hour=8)
BAKER = mine("2026-03-03", "hr@tarnbrook.example", "Application as Baker", message_id="<b@falkenried.example>")
NO = theirs(
    "2026-03-12",
    REFUSAL,
    "hr@tarnbrook.example",
    "Re: Application as Planner",
    "We chose another.",
    in_reply_to="<p@falkenried.example>",
    message_id="<no@tarnbrook.example>",
)
COPY = theirs(
    "2026-03-12 10:04",
    REFUSAL,
    "hr@tarnbrook.example",
    "By way of the list",
    "We chose another.",
    message_id="<no@tarnbrook.example>",
)


@pytest.mark.parametrize(
    ("mails", "homes"),
    [
        rule(
            "a second copy, out of the thread",
            (PLANNER, BAKER, NO, COPY),
            {"ABA=", "ABAA"},
        ),
        rule(
            "the copy came first",
            (PLANNER, BAKER, replace(COPY, internaldate=EARLIER), NO),
            {"AB=A", "ABAA"},
        ),
    ],
)
def test_one_message_id_settles_one_application(mails: tuple[Finding, ...], homes: set[str]) -> None:
    """The copy is none of the other application's, nor anything to ask about."""
    assert told(*mails) in homes


def test_two_receipts_of_two_employers_under_one_message_id_are_two_applications() -> None:
    """A system that numbers badly, or a sender who wants to hide another's: neither is a copy."""
    first = replace(receipt("2026-03-02", "Tarnbrook", "Planner"), message_id="<1@hire.example>")
    other = replace(receipt("2026-03-03", "Quellmatt", "Planner"), message_id="<1@hire.example>")
    again = replace(receipt("2026-03-03", "Tarnbrook", "Planner"), message_id="<1@hire.example>")
    assert told(first, other) == "AB"
    assert told(first, again) == "AA"
    assert told(first, other, again) == "ABA"


# Mail without an application

ORPHANS = {
    "refusal": (REFUSAL, "We will not go on with your application as Planner at Tarnbrook."),
    "position closed": (Detail.POSITION_CLOSED, "The Planner position at Tarnbrook is filled."),
    "invite": (Detail.INTERVIEW_INVITE, "We at Tarnbrook would like to talk to you about the Planner position."),
    "test": (Detail.ASSESSMENT, "Tarnbrook asks you to sit a test for the Planner position."),
    "papers": (Detail.INFO_REQUEST, "For your application as Planner at Tarnbrook we lack your certificates."),
    "offer": (Detail.OFFER, "Tarnbrook is glad to offer you the Planner position."),
    "status": (Detail.STATUS_UPDATE, "Your application as Planner at Tarnbrook is still being read."),
    "talent pool": (Detail.TALENT_POOL, "Tarnbrook keeps your CV."),
    "alert": (Detail.JOB_ALERT, "New at Tarnbrook: Planner."),
    "outreach": (Detail.RECRUITER_OUTREACH, "Tarnbrook looks for a Planner, is that you?"),
    "absence": (Detail.OUT_OF_OFFICE, "I am away until Monday. Tarnbrook"),
    "survey": (Detail.FEEDBACK_SURVEY, "How was your application as Planner at Tarnbrook?"),
}


@pytest.mark.parametrize("kind", ORPHANS)
def test_no_orphan_but_a_receipt_becomes_an_application(kind: str) -> None:
    detail, body = ORPHANS[kind]
    orphan = theirs("2026-03-12", detail, "Tarnbrook <no-reply@us.greenhouse-mail.io>", "Planner at Tarnbrook", body)
    assert (told(orphan), applications(orphan)) == ("-", ())
    assert told(orphan, receipt("2026-03-20", "Tarnbrook", "Planner")) == "-A"


def test_an_orphan_receipt_becomes_an_application() -> None:
    (application,) = applications(receipt("2026-03-02", "Tarnbrook", "Planner"))
    assert (application.employer, application.role) == ("Tarnbrook", "Planner")
    assert application.applied_on == day("2026-03-02")


# Old and new

FIRST, SECOND = receipt("2023-05-02", "Tarnbrook", "Planner"), receipt("2026-03-02", "Tarnbrook", "Planner")
AGAIN = mine("2026-04-20", "hr@tarnbrook.example", "Application as Planner")
LATE = "2027-05-02"


@pytest.mark.parametrize(
    ("mails", "homes"),
    [
        rule("fourteen months, with the role", (SECOND, refusal(LATE, "Tarnbrook", "Planner")), "AA"),
        rule("fourteen months, the name alone: a question", (SECOND, refusal(LATE, "Tarnbrook")), "A?"),
        rule("fourteen months, from the address", (PLANNER, theirs(LATE, REFUSAL, "hr@tarnbrook.example", "No")), "AA"),
        rule("twenty-three months", (SECOND, refusal("2028-02-01", "Tarnbrook", "Planner")), "AA"),
        rule("twenty-five months", (SECOND, refusal("2028-04-05", "Tarnbrook", "Planner")), "A-"),
        rule("years apart are two", (FIRST, SECOND, refusal("2026-03-20", "Tarnbrook", "Planner")), "ABB"),
        rule("years apart are two, role or not", (FIRST, SECOND, refusal("2026-03-20", "Tarnbrook")), "ABB"),
        rule("the first was refused, applied again", (PLANNER, NO, AGAIN, refusal("2026-05-02", "Tarnbrook")), "AABB"),
        rule(
            "a late refusal names the older job",
            (SECOND, receipt("2027-03-02", "Tarnbrook", "Baker"), refusal(LATE, "Tarnbrook", "Planner")),
            "ABA",
        ),
    ],
)
def test_late_answers_and_second_tries(mails: tuple[Finding, ...], homes: str) -> None:
    assert told(*mails) == homes


@pytest.mark.parametrize(
    ("mails", "applied_on"),
    [
        rule("a receipt after the letter", (PLANNER, receipt("2026-03-09", "Tarnbrook", "Planner")), "2026-03-02"),
        rule("a second receipt", (SECOND, receipt("2026-03-16", "Tarnbrook", "Planner", LEVER)), "2026-03-02"),
        rule("the Date of the mail", (receipt("2026-03-02", "Tarnbrook", arrived="2026-03-09"),), "2026-03-02"),
    ],
)
def test_a_receipt_never_dates_an_application_anew(mails: tuple[Finding, ...], applied_on: str) -> None:
    (application,) = applications(*mails)
    assert application.applied_on == day(applied_on)


# Agencies

AGENCY = "Jonas Wirth <jonas.wirth@wirth-personalberatung.example>"
TO_AGENCY = mine("2026-03-02", AGENCY, "Application as Planner")
CLIENT_SAYS_NO = theirs("2026-03-12", REFUSAL, AGENCY, "Planner", "Hi Runa,\nour client Kestrel Works chose another.")


def test_the_counterpart_of_an_agencys_application_is_the_agency() -> None:
    (application,) = applications(TO_AGENCY, CLIENT_SAYS_NO)
    assert application.kind is CounterpartKind.RECRUITER
    assert "Wirth" in application.employer
    assert told(receipt("2026-03-01", "Kestrel Works", "Driver"), TO_AGENCY, CLIENT_SAYS_NO) == "ABB"


ANSWER_FOR_CLIENT = theirs(
    "2026-03-05",
    RECEIPT,
    AGENCY,
    "Your application as Planner",
    "Hi Runa,\nthank you for your application as Planner. We answer for our client Kestrel Works.\nWirth Personal",
)


@pytest.mark.parametrize(
    "founding",
    [
        mine("2026-03-02", "hr@kestrel-works.example", "Application as Planner"),
        receipt("2026-03-02", "Kestrel Works", "Planner"),
    ],
)
def test_an_agency_that_answers_for_its_client_is_whom_to_write_to(founding: Finding) -> None:
    """SR24: the receipt comes from an agency's domain and names the company that got the application."""
    (application,) = applications(founding, ANSWER_FOR_CLIENT)
    assert (application.employer, application.kind) == ("Kestrel Works", CounterpartKind.OUTSOURCED)
    assert application.agency_contacts == ("jonas.wirth@wirth-personalberatung.example",)


def test_two_clients_of_one_agency_are_two_applications() -> None:
    second = mine("2026-03-12", AGENCY, "Application as Pastry Cook")
    assert told(TO_AGENCY, second, theirs("2026-03-20", REFUSAL, AGENCY, "Pastry Cook", "Filled.")) == "ABB"
    assert len(ledger_of(TO_AGENCY, second).applications) == 2
