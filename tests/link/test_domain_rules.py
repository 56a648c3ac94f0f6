"""The order of evidence that ties a mail to an application: thread, job, employer and role, employer alone."""

from __future__ import annotations

import pytest

from inbox_watch.records import Detail, Finding
from tests.support.written_mail import bounced, mine, receipt, refusal, rule, theirs, told

RECEIPT, REFUSAL, REPLY = Detail.ACKNOWLEDGEMENT, Detail.REJECTION, Detail.HUMAN_REPLY
LINDHOF, KESTREL, OTTO = "Petra Lindhof <petra@lindhof-labs.example>", "hr@kestrel-works.example", "otto@brehm.example"
GREENHOUSE, LEVER = "no-reply@us.greenhouse-mail.io", "no-reply@hire.lever.co"
NO = "Dear Runa,\nwe have decided not to go on with your application. All the best."
DID_IT_ARRIVE = "Dear Petra,\nI wanted to ask whether my application arrived."
ANSWERED = "<planner@falkenried.example>"

PLANNER = mine("2026-03-02", LINDHOF, "Application as Planner", message_id="<planner@falkenried.example>")
COOK = mine("2026-03-03", LINDHOF, "Application as Pastry Cook", message_id="<cook@falkenried.example>")
DRIVER = mine("2026-03-02", KESTREL, "Application as Driver")
AGAIN = mine(
    "2026-03-12", LINDHOF, "My mail", text=DID_IT_ARRIVE, in_reply_to=ANSWERED, message_id="<again@falkenried.example>"
)
AT_KESTREL = receipt("2026-03-02", "Kestrel Works", "Driver", message_id="<r1@us.greenhouse-mail.io>")
ALSO_AT_KESTREL = receipt("2026-03-02", "Kestrel Works", "Baker", message_id="<r2@us.greenhouse-mail.io>")


def reply(
    thread: str, body: str = NO, sender: str = OTTO, detail: Detail = REFUSAL, field: str = "in_reply_to"
) -> Finding:
    return theirs("2026-03-14", detail, sender, "Re: your mail", body, **{field: thread})


@pytest.mark.parametrize(
    ("mails", "homes"),
    [
        rule("In-Reply-To, from a sender nobody knows", (PLANNER, COOK, reply(ANSWERED)), "ABA"),
        rule(
            "References, without In-Reply-To",
            (PLANNER, COOK, reply("<seen.by.nobody@brehm.example>\n <cook@falkenried.example>", field="references")),
            "ABB",
        ),
        rule(
            "the thread is stronger than the role named",
            (PLANNER, COOK, reply(ANSWERED, "Dear Runa,\nthe Pastry Cook position is filled as well.")),
            "ABA",
        ),
        rule("the thread is stronger than the address", (PLANNER, DRIVER, reply(ANSWERED, sender=KESTREL)), "ABA"),
        rule("the thread of their receipt", (AT_KESTREL, ALSO_AT_KESTREL, reply("<r2@us.greenhouse-mail.io>")), "ABB"),
        rule("the thread of the follow-up", (PLANNER, COOK, AGAIN, reply("<again@falkenried.example>")), "ABAA"),
        rule("a thread nobody knows is none", (PLANNER, DRIVER, reply("<else@falkenried.example>")), "AB-"),
        rule(
            "a delivery report with the Message-ID of one of two letters to one address",
            (PLANNER, COOK, bounced("2026-03-03 10:01", "petra@lindhof-labs.example", "<cook@falkenried.example>")),
            "ABB",
        ),
        rule("a delivery report with the recipient", (PLANNER, DRIVER, bounced("2026-03-02 10:01", KESTREL)), "ABB"),
        rule(
            "a delivery report about mail to somebody else",
            (PLANNER, bounced("2026-03-02 10:01", "aunt@family.example", "<party@falkenried.example>")),
            "A-",
        ),
    ],
)
def test_the_thread_comes_first(mails: tuple[Finding, ...], homes: str) -> None:
    assert told(*mails) == homes


# An address that exists for one candidate and one job


def own(number: int, when: str, detail: Detail, body: str) -> Finding:
    """From is the address of one application: recruiting systems that write from the domain of the customer."""
    return theirs(when, detail, f"Tarnbrook <candidate-{number}@jobs.tarnbrook.example>", "Your application", body)


def relayed(token: str, when: str, detail: Detail, body: str) -> Finding:
    """Reply-To is the address of one application: recruiting systems that pass answers on."""
    token = f"reply+{token}@inbound.workablemail.com"
    return theirs(when, detail, "Hiring <noreply@candidates.workablemail.com>", "News", body, reply_to=token)


OWN_1 = own(4711, "2026-03-02", RECEIPT, "Thank you for your application for the Planner position at Tarnbrook.")
OWN_2 = own(4712, "2026-03-03", RECEIPT, "Thank you for your application for the Baker position at Tarnbrook.")
RELAYED_1 = relayed("t0k3na", "2026-03-02", RECEIPT, "Thank you for applying for the Planner job at Kestrel Works.")
RELAYED_2 = relayed("t0k3nb", "2026-03-03", RECEIPT, "Thank you for applying for the Baker job at Tarnbrook.")
RELAYED_NO = relayed("t0k3na", "2026-03-13", REFUSAL, NO), relayed("t0k3nb", "2026-03-14", REFUSAL, NO)
TO_OWN = mine("2026-03-12", "candidate-4711@jobs.tarnbrook.example", "My mail", text=DID_IT_ARRIVE)


@pytest.mark.parametrize(
    ("mails", "homes"),
    [
        rule(
            "From of a system in the employer's domain",
            (OWN_1, OWN_2, own(4711, "2026-03-12", REFUSAL, NO), own(4712, "2026-03-13", REFUSAL, NO)),
            "ABAB",
        ),
        rule(
            "Reply-To of a relay",
            (RELAYED_1, RELAYED_2, *RELAYED_NO),
            "ABAB",
        ),
        rule(
            "the user writes to it",
            (OWN_1, OWN_2, TO_OWN),
            "ABA",
        ),
        rule(
            "an address that serves all candidates is none",
            (AT_KESTREL, receipt("2026-03-03", "Tarnbrook", "Baker"), refusal("2026-03-12", "", sender=GREENHOUSE)),
            "AB-",
        ),
    ],
)
def test_the_address_of_one_candidate_and_job_is_as_good_as_a_thread(mails: tuple[Finding, ...], homes: str) -> None:
    assert told(*mails) == homes


# Employer and role, employer alone


@pytest.mark.parametrize(
    ("applied_as", "named", "homes"),
    [
        rule("the same words in another order", "Planner Logistics", "Logistics Planner", "ABA"),
        rule("more than half of the words", "Logistics Planner Berlin", "Logistics Planner", "ABA"),
        rule("seniority is left out", "Senior Logistics Planner", "Logistics Planner", "ABA"),
        rule("seniority is added", "Logistics Planner", "Sr. Logistics Planner", "ABA"),
        rule("junior and a number", "Junior Data Analyst", "Data Analyst II", "ABA"),
        rule("case and umlaut", "Küchenleiter", "KÜCHENLEITER", "ABA"),
        rule("gender marks", "Disponent (m/w/d)", "Disponent", "ABA"),
        rule("a third role is neither", "Logistics Planner", "Night Porter", "AB?"),
    ],
)
def test_employer_and_role_come_third(applied_as: str, named: str, homes: str) -> None:
    """Two are open at the employer, the other one as Pastry Cook; the refusal comes by another system."""
    first, second = receipt("2026-03-02", "Tarnbrook", applied_as), receipt("2026-03-03", "Tarnbrook", "Pastry Cook")
    assert told(first, second, refusal("2026-03-12", "Tarnbrook", named, LEVER)) == homes


ENDED = theirs("2026-03-06", REFUSAL, LINDHOF, "Re: your mail", NO, in_reply_to=ANSWERED)
LIVELY = theirs("2026-03-05", REPLY, LINDHOF, "Re: your mail", "Hi!", in_reply_to="<cook@falkenried.example>")
ANY_JOB = mine("2026-02-10", LINDHOF, "My CV")
NAMELESS, BAKER = receipt("2026-03-02", "Tarnbrook"), receipt("2026-03-20", "Tarnbrook", "Baker")


@pytest.mark.parametrize(
    ("mails", "homes"),
    [
        rule("one is open", (PLANNER, refusal("2026-03-12", "Lindhof Labs")), "AA"),
        rule("two are open", (PLANNER, COOK, refusal("2026-03-12", "Lindhof Labs")), "AB?"),
        rule("two, one of them ended", (PLANNER, COOK, ENDED, refusal("2026-03-12", "Lindhof Labs")), "ABAB"),
        rule("two, one touched last", (PLANNER, COOK, LIVELY, refusal("2026-03-12", "Lindhof Labs")), "ABB?"),
        rule(
            "the role named beats the one touched last",
            (PLANNER, COOK, LIVELY, refusal("2026-03-12", "Lindhof Labs", "Planner")),
            "ABBA",
        ),
        rule(
            "a missing role is no wildcard for a later receipt that names one",
            (NAMELESS, BAKER, refusal("2026-04-02", "Tarnbrook", "Baker")),
            "ABB",
        ),
        rule(
            "a missing role is no wildcard for a mail that names a third",
            (ANY_JOB, PLANNER, refusal("2026-03-12", "Lindhof Labs", "Driver")),
            "AB?",
        ),
        rule("no employer is named by a platform", (PLANNER, refusal("2026-03-12", "", "Planner")), "A-"),
    ],
)
def test_the_employer_alone_decides_when_one_is_open(mails: tuple[Finding, ...], homes: str) -> None:
    assert told(*mails) == homes


@pytest.mark.parametrize(
    ("when", "homes"),
    [
        rule("after it", "2026-03-02 12:00", "AA"),
        rule("receipts queue up to an hour", "2026-03-02 09:05", "AA"),
        rule("more than an hour before", "2026-03-02 08:55", "A-"),
        rule("weeks before", "2026-02-10", "A-"),
    ],
)
def test_no_answer_is_older_than_the_application(when: str, homes: str) -> None:
    subject = "Kestrel Works has invited you to take a test"
    test = theirs(when, Detail.ASSESSMENT, "support@hackerrankforwork.com", subject)
    assert told(AT_KESTREL, test) == homes


def test_no_refusal_is_older_than_the_letter_it_seems_to_answer() -> None:
    assert told(PLANNER, theirs("2026-02-10", REFUSAL, LINDHOF, "Your application as Planner", NO)) == "A-"
