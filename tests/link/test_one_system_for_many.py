"""Employers that write through one domain that no table knows, and numbers and names that two of them share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.records import Detail, EmployerCandidate, Finding
from tests.support.findings import address, home, received, replay, sent
from tests.support.written_mail import mine, receipt, refusal, rule, theirs, told

REFUSAL, RECEIPT = Detail.REJECTION, Detail.ACKNOWLEDGEMENT
SYSTEM = "no-reply@mail.talentix.example"
ATS = "no-reply@us.greenhouse-mail.io"
AT_LINDHOF = receipt("2026-03-02", "Lindhof Labs", "Planner", SYSTEM)


@pytest.mark.parametrize(
    ("mails", "homes"),
    [
        rule("receipts for the same job", (AT_LINDHOF, receipt("2026-03-05", "Tarnbrook", "Planner", SYSTEM)), {"AB"}),
        rule(
            "receipts that name no job",
            (receipt("2026-03-02", "Lindhof Labs", "", SYSTEM), receipt("2026-03-05", "Tarnbrook", "", SYSTEM)),
            {"AB"},
        ),
        rule(
            "a refusal of an application that nobody saw",
            (AT_LINDHOF, refusal("2026-03-12", "Tarnbrook", "", SYSTEM)),
            {"A-", "A?"},
        ),
        rule(
            "the same with the same job",
            (AT_LINDHOF, refusal("2026-03-12", "Tarnbrook", "Planner", SYSTEM)),
            {"A-", "A?"},
        ),
    ],
)
def test_a_system_that_no_table_knows_writes_for_several_employers(mails: tuple[Finding, ...], homes: set[str]) -> None:
    assert told(*mails) in homes


def test_what_names_its_employer_still_belongs_to_it() -> None:
    tarnbrook = receipt("2026-03-05", "Tarnbrook", "Planner", SYSTEM)
    no = refusal("2026-03-12", "Tarnbrook", "", SYSTEM)
    interview = theirs(
        "2026-03-13", Detail.INTERVIEW_INVITE, f"Lindhof Labs <{SYSTEM}>", "Invitation", "Come and see us."
    )
    assert told(AT_LINDHOF, tarnbrook, no, interview) == "ABBA"


def test_what_names_no_employer_is_a_question() -> None:
    tarnbrook = receipt("2026-03-05", "Tarnbrook", "Planner", SYSTEM)
    no = theirs("2026-03-12", REFUSAL, SYSTEM, "Your application", "Hi Runa,\nwe will not go on.")
    assert told(AT_LINDHOF, tarnbrook, no) == "AB?"


def test_a_domain_of_two_employers_vouches_for_neither() -> None:
    """Each is known by the address that wrote first; another one of the same domain may be anybody's."""
    lindhof = received("r1", "2026-03-02", from_=SYSTEM, employers=["Lindhof Labs"], role="Planner", passed=True)
    kestrel = received("r2", "2026-03-03", from_="x@talentix.example", employers=["Kestrel"], role="Cook", passed=True)
    known = received("no1", "2026-03-09", REFUSAL, from_=SYSTEM, employers=["Lindhof Labs"], passed=True)
    other = received("no2", "2026-03-09", REFUSAL, from_="y@talentix.example", employers=["Kestrel"], passed=True)
    ledger = replay(lindhof, kestrel, known, other)
    verified = {each.sha256: each.verified for each in ledger.links if each.application_id}
    assert (verified[known.sha256], verified[other.sha256]) == (True, False)


@pytest.mark.parametrize(
    "answer",
    [
        rule(
            "under the name by which people know it",
            receipt("2026-03-03", "Kestrel Works", "Planner", "jobs@acg.example"),
        ),
        rule(
            "under the name of its domain", receipt("2026-03-03", "Adler Consult Group", "Planner", "jobs@acg.example")
        ),
    ],
)
def test_a_letter_to_an_address_alone_is_answered_under_any_name(answer: Finding) -> None:
    assert told(mine("2026-03-02", "hr@acg.example", "Application as Planner"), answer) == "AA"


@pytest.mark.parametrize("taken_for_a_name", ["Warehouse Team Lead", "Runa Falkenried"])
def test_neither_the_writer_nor_the_title_in_the_subject_of_a_letter_is_a_client(taken_for_a_name: str) -> None:
    names = (EmployerCandidate(taken_for_a_name, "subject"),)
    letter = sent("cv", "2026-03-02", to="jobs@lindhof-labs.example", role="Warehouse", employers=names)
    date = theirs(
        "2026-03-12", Detail.INTERVIEW_SCHEDULED, "Nadia <nadia@lindhof-labs.example>", "Confirmed: interview on Monday"
    )
    assert told(letter, date) == "AA"


def test_the_house_of_a_group_that_was_not_applied_to_founds_its_own_application() -> None:
    desk = "no-reply@seeblick-gruppe.example"
    adler, falke = (receipt("2026-03-02", f"Hotel {name}", "Cook", desk) for name in ("Adler", "Falke"))
    assert told(adler, falke, refusal("2026-03-12", "Hotel Falke", "", desk)) == "ABB"


def test_a_letter_to_an_agency_for_another_client_is_another_application() -> None:
    ana = "ana@vostel-staffing.example"
    letters = (
        mine("2026-03-02", ana, f"Application as Planner at {client}") for client in ("Tarnbrook", "Kestrel Works")
    )
    assert told(*letters) == "AB"


def test_one_answering_address_of_two_employers_makes_no_application_of_two() -> None:
    first = received("r1", "2026-03-02", from_=ATS, employers=["Lindhof Labs"], role="Planner")
    second = received("r2", "2026-03-03", from_=ATS, employers=["Tarnbrook"], role="Planner")
    service = (address("answers@jobs-service.example"),)

    ledger = replay(replace(first, reply_to=service), replace(second, reply_to=service))
    assert len(ledger.applications) == 2


def test_a_refusal_at_an_agency_that_names_another_client_is_a_question_at_most() -> None:
    ana = "ana@vostel-staffing.example"
    letter = mine("2026-03-02", ana, "Application as Planner at Tarnbrook")
    no = theirs(
        "2026-03-12",
        REFUSAL,
        f"Ana <{ana}>",
        "Your application at Kestrel Works",
        "Hi Runa,\nunfortunately Kestrel Works will not go on with your application.",
    )
    assert told(letter, no) in {"A-", "A?"}


def test_two_tenants_of_one_host_are_two_employers() -> None:
    """Who has a name below onmicrosoft.com is somebody else than the neighbour (private suffixes of the list)."""
    letter = sent("cv", "2026-03-02", to="jobs@kestrel.onmicrosoft.com", role="Planner")
    no = received(
        "no", "2026-03-10", REFUSAL, from_="hr@tarnbrook.onmicrosoft.com", employers=["Tarnbrook"], passed=True
    )
    assert home(replay(letter, no), no) is None


# Numbers that many employers use


def of_a_town(name: str, domain: str, when: str, detail: Detail, body: str) -> Finding:
    subject = "Ihre Bewerbung als Sachbearbeiter, Kennziffer 03/2026"
    return theirs(
        when, detail, f"{name} <personal@{domain}.example>", subject, f"Guten Tag,\n{body}\nKennziffer: 03/2026"
    )


GOT_IT = of_a_town("Stadt Adorf", "adorf", "2026-03-02", RECEIPT, "wir haben Ihre Bewerbung erhalten.")


@pytest.mark.parametrize(
    ("mail", "homes"),
    [
        rule(
            "a receipt",
            of_a_town("Stadt Behausen", "behausen", "2026-03-09", RECEIPT, "wir haben Ihre Bewerbung erhalten."),
            {"AB"},
        ),
        rule(
            "a refusal",
            of_a_town("Stadt Behausen", "behausen", "2026-03-12", REFUSAL, "leider haben wir uns anders entschieden."),
            {"A-", "A?"},
        ),
    ],
)
def test_two_towns_have_a_third_vacancy_of_the_year_for_a_clerk_each(mail: Finding, homes: set[str]) -> None:
    assert told(GOT_IT, mail) in homes


# Names


@pytest.mark.parametrize(
    ("employer", "other"),
    [("Ender", "Render"), ("Lindhof", "Lindhofer"), ("Quell", "Quellmatt"), ("Stern", "Western")],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_part_of_a_word_is_no_short_form_even_with_the_same_job(employer: str, other: str, turned: bool) -> None:
    employer, other = (other, employer) if turned else (employer, other)
    no = refusal("2026-03-12", other, "Lab Technician")
    assert told(receipt("2026-03-02", employer, "Lab Technician"), no) in {"A-", "A?"}


@pytest.mark.parametrize(("employer", "other"), [("Kestrel", "Kestrel Works"), ("Kestrel Works", "Kestrel")])
def test_whole_words_of_a_name_are_its_short_form_with_the_same_job(employer: str, other: str) -> None:
    no = refusal("2026-03-12", other, "Lab Technician")
    assert told(receipt("2026-03-02", employer, "Lab Technician"), no) == "AA"


def test_a_domain_may_shorten_the_last_word_of_the_name() -> None:
    invitation = received(
        "m",
        "2026-03-10",
        Detail.INTERVIEW_INVITE,
        from_="no-reply@goodtime.io",
        role="Planner",
    )
    named = EmployerCandidate("Sturmvogel Luft", "reply_to")
    invitation = replace(invitation, facts=replace(invitation.facts, employers=(named,)))
    for employer, is_home in (("Sturmvogel Luftfracht", True), ("Sturmvogelluftig", False)):
        founding = received("r", "2026-03-02", from_=ATS, employers=[employer], role="Planner")
        assert bool(home(replay(founding, invitation), invitation)) is is_home
