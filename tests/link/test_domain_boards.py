"""Job boards: fixed wordings, what they start and what they do not; where applications that were sent show up."""

from __future__ import annotations

import pytest

from inbox_watch.records import Detail, Finding, Via
from tests.support.written_mail import applications, day, mine, receipt, refusal, rule, table, theirs, told

SENT, RECEIPT, REFUSAL = Detail.APPLICATION_SENT, Detail.ACKNOWLEDGEMENT, Detail.REJECTION
LINKEDIN, INDEED = "LinkedIn <jobs-noreply@linkedin.com>", "Indeed Apply <indeedapply@indeed.com>"
SIMILAR = "\n\nSimilar jobs\nNight Guard\nBrindle Foods\nKiel"
POSTED = "Your application was sent to Quellmatt\n\nNight Porter\nQuellmatt\nKiel, Germany\nApplied today"
SUBMITTED = (
    "Your application for Night Porter was successfully submitted\nto Quellmatt\n"
    "Each employer decides on its own. Keep track of your applications."
)


def indeed(sentence: str, role: str = "Night Porter", employer: str = "Quellmatt") -> str:
    return (
        f"<html><body><h1>Application submitted</h1><p>{role}</p><p>{employer} - Kiel</p>"
        f"<p>{sentence} {employer}.</p><p>Good luck</p><p>Never pay for an interview.</p></body></html>"
    )


WORDS = {
    "LINKEDIN": LINKEDIN,
    "INDEED": INDEED,
    "JUNGLE": "Welcome to the Jungle <no-reply@welcometothejungle.com>",
    "ONLINE": "Your online application with Quellmatt (submission confirmed 3/2/2026 10:00 AM)",
    "POSTED": POSTED,
    "POSTED+ADVERT": POSTED + SIMILAR,
    "ADVERT": "Hi" + SIMILAR,
    "SUBMITTED": SUBMITTED,
    "ITEMS_EN": indeed("These items were sent to"),
    "ITEMS_FR": indeed("Ces documents ont été envoyés à", "Boulanger"),
    "ITEMS_IT": indeed("Questi documenti sono stati inviati a", "Fornaio"),
    "THE JOB": "Your application for the Night Porter job was submitted.",
    "TAKEN": "Night Porter\nWe chose another.",
}
# A receipt: From, Subject, body, and the role; the employer is Quellmatt.
FOUNDING = """
LinkedIn | LINKEDIN | Runa, your application was sent to Quellmatt | POSTED | night porter
LinkedIn, no name | LINKEDIN | Your application was sent to Quellmatt | POSTED | night porter
LinkedIn, advert below | LINKEDIN | Your application was sent to Quellmatt | POSTED+ADVERT | night porter
LinkedIn it | LINKEDIN | La tua candidatura è stata inviata a Quellmatt | Ciao |
LinkedIn old | jobs-listings@linkedin.com | You applied for Night Porter at Quellmatt | Hi | night porter
Indeed en | INDEED | Indeed Application: Night Porter | ITEMS_EN | night porter
Indeed fr | INDEED | Candidature via Indeed : Boulanger | ITEMS_FR | boulanger
Indeed fr, plural | INDEED | Candidatures Indeed : Boulanger | ITEMS_FR | boulanger
Indeed it | INDEED | Candidatura per Fornaio attraverso Indeed | ITEMS_IT | fornaio
JobStreet | noreply@e.jobstreet.com | Your application was successfully submitted | SUBMITTED | night porter
Naukri | info@naukri.com | Your application has been sent to Quellmatt | Hi |
Dice | applyonline@dice.com | Application for Dice job Night Porter | You applied to Quellmatt. | night porter
Workable | noreply@candidates.workablemail.com | Thanks for applying to Quellmatt | THE JOB | night porter
BrassRing | Enterprise@trm.brassring.com | Quellmatt - Application Received | Hi |
Paycom | systemmessage@paycomonline.com | Your application with Quellmatt | Hi |
Oracle | hdow.fa.sender@workflow.mail.us2.cloud.oracle.com | Night Porter - 4821 at Quellmatt | Hi | night porter
Paradox | QmRecruiting@paradox.ai | Night Porter|R4821 at Quellmatt | Hi | night porter
AppliTrack | noreply@frontlineed.example | ONLINE | Hi |
Welcome to the Jungle | JUNGLE | Accusé de réception | Merci pour votre candidature chez Quellmatt. |
Wellfound | Wellfound <team@hi.wellfound.com> | Your application to Quellmatt was submitted | Hi |
YC | noreply@workatastartup.com | Thanks for applying to Quellmatt | Hi |
"""


@pytest.mark.parametrize(("from_", "subject", "body", "role"), table(FOUNDING, WORDS))
def test_the_receipt_of_a_board_makes_an_application(from_: str, subject: str, body: str, role: str) -> None:
    (application,) = applications(theirs("2026-03-02", SENT, from_, subject, body))
    assert (application.employer.casefold(), application.role.casefold()) == ("quellmatt", role)
    assert application.applied_on == day("2026-03-02")


@pytest.mark.parametrize("employer", ["Quell Foods Sdn. Bhd.", "Dr. Quell Ltd."])
def test_a_name_at_jobstreet_does_not_end_with_its_first_full_stop(employer: str) -> None:
    body = SUBMITTED.replace("\nto Quellmatt", f" to {employer}")
    subject = "Your application was successfully submitted"
    (application,) = applications(theirs("2026-03-02", SENT, "noreply@e.jobstreet.com", subject, body))
    assert application.employer == employer


# About one of two applications that are there: as Night Porter at Quellmatt, as Driver at Kestrel Works.
LATER = """
LinkedIn viewed | application_viewed | LINKEDIN | Your application was viewed by Quellmatt | Hi
LinkedIn viewed, advert below | application_viewed | LINKEDIN | Your application was viewed by Quellmatt | ADVERT
LinkedIn viewed, other form | application_viewed | LINKEDIN | Quellmatt viewed your application | Hi
LinkedIn refused | rejection | LINKEDIN | Your application to Night Porter at Quellmatt | Your update from Quellmatt
LinkedIn, last at | rejection | LINKEDIN | Your application to Porter at Night at Quellmatt | Your update from Quellmatt
Indeed update | rejection | Quellmatt <noreply@indeed.com> | An update on your application from Quellmatt | TAKEN
Indeed update de | rejection | noreply@indeed.com | Neuigkeiten zu Ihrer Bewerbung von Quellmatt | TAKEN
JobStreet viewed | application_viewed | no@jobstreet.com | Quellmatt has viewed your application for Night Porter | Hi
Paycom | rejection | systemmessage@paycomonline.com | Your Application With Quellmatt | We chose another.
Oracle | rejection | x.fa.sender@workflow.mail.us2.cloud.oracle.com | Night Porter - 4821 at Quellmatt | No.
Rippling | interview_scheduled | mail@ats.rippling.com | [Quellmatt] Interview confirmation | Tuesday.
HackerRank | assessment | no-reply@hackerrankforwork.com | Quellmatt has invited you to take a test | Go.
CodeSignal | assessment | no-reply@codesignal.com | Quellmatt invited you to complete Task 1 | Go.
"""
AT_QUELLMATT = receipt("2026-03-02", "Quellmatt", "Night Porter")
AT_KESTREL = receipt("2026-03-02", "Kestrel Works", "Driver")


@pytest.mark.parametrize(("detail", "from_", "subject", "body"), table(LATER, WORDS))
def test_later_mail_of_a_board_finds_its_application(detail: str, from_: str, subject: str, body: str) -> None:
    assert told(AT_QUELLMATT, AT_KESTREL, theirs("2026-03-09", Detail(detail), from_, subject, body)) == "ABA"


NOTHING = """
XING draft | incomplete_application | jobs@mail.xing.com | Reminder: submit your application to Quellmatt
Pinpoint draft | incomplete_application | quellmatt@pinpoint.email | Resume your job application
AppliTrack started | incomplete_application | noreply@frontlineed.example | Quellmatt Application Started
Indeed draft | incomplete_application | INDEED | Finish your application to Quellmatt
Workday account | account_security | Workday <quellmatt@otp.workday.com> | Verify your candidate account
Greenhouse code | account_security | Quellmatt <no-reply@us.greenhouse-mail.io> | Your security code for Quellmatt
CodeSignal account | account_security | no-reply@codesignal.com | Verify your account
referral | referral_notice | Quellmatt <no-reply@us.greenhouse-mail.io> | You were referred to Quellmatt
profile | not_job | correspondencequellmatt@successfactors.eu | Your candidate profile at Quellmatt
saved job | not_job | LINKEDIN | You saved Night Porter at Quellmatt
talent community | job_alert | Quellmatt Careers <news@quellmatttalentcommunity.com> | Welcome to our talent community
Greenhouse alert | job_alert | notifications@us.greenhouse-jobs.com | New jobs at Quellmatt
LinkedIn alert, address of the receipts | job_alert | LINKEDIN | Night Porter at Quellmatt
LinkedIn alerts | job_alert | jobalerts-noreply@linkedin.com | Quellmatt: Night Porter and 3 more
jobs2web | job_alert | quellmatt-jobnotification@noreply12.jobs2web.com | New jobs posted from careers.quellmatt.example
Teamtailor alert | job_alert | no-reply@quellmatt.teamtailor-mail.com | Quellmatt: 4 new jobs match your profile
Indeed nudge | job_alert | donotreply@match.indeed.com | Stand out: send a quick message to Quellmatt
SEEK | job_alert | SEEK <jobmail@s.seek.com.au> | 3 new jobs for night porter
Glassdoor | job_alert | noreply@glassdoor.com | Night Porter at Quellmatt and 5 more jobs
Handshake | job_alert | handshake@g.joinhandshake.com | Quellmatt sees you as a top applicant
StepStone | job_alert | info@jobagent.stepstone.de | You're a great candidate: Night Porter
Naukri alert, address of the receipts | job_alert | info@naukri.com | Recommended jobs for you
Jobright | job_alert | noreply@jobright.ai | Quellmatt just posted a 91% match role
LinkedIn, to who hires | not_job | jobs-listings@linkedin.com | New application: Night Porter from Jane Doerr
"""


@pytest.mark.parametrize(("detail", "from_", "subject"), table(NOTHING, WORDS))
def test_what_is_no_application_makes_none_and_touches_none(detail: str, from_: str, subject: str) -> None:
    mail = theirs("2026-03-09", Detail(detail), from_, subject, "Night Porter\nQuellmatt")
    assert told(mail) == "-"
    assert told(AT_QUELLMATT, mail) == "A-"


# One application, seen in several places

LETTER = mine("2026-03-02", "jobs@quellmatt.example", "Application as Night Porter")
BY_LINKEDIN = theirs("2026-03-02", SENT, LINKEDIN, "Your application was sent to Quellmatt", POSTED)
WITH_ADVERT = theirs("2026-03-02", SENT, LINKEDIN, "Your application was sent to Quellmatt", POSTED + SIMILAR)
OWN_RECEIPT = theirs(
    "2026-03-02 10:09", RECEIPT, "careers@quellmatt.example", "Your application as Night Porter", "We got it."
)
NEXT_DAY = receipt("2026-03-03", "Quellmatt GmbH", "Senior Night Porter (m/w/d)")
ROLELESS = receipt("2026-03-02 10:09", "Quellmatt")
BY_INDEED = theirs("2026-03-02", SENT, INDEED, "Indeed Application: Night Porter", indeed("These items were sent to"))
SECOND_MAIL = mine("2026-03-04", "jobs@quellmatt.example", "My certificates", "Dear team,\nhere are the certificates.")


@pytest.mark.parametrize(
    ("mails", "homes"),
    [
        rule("LinkedIn and the system of the employer", (BY_LINKEDIN, AT_QUELLMATT), "AA"),
        rule(
            "LinkedIn with an advert and the system of the employer",
            (WITH_ADVERT, AT_QUELLMATT),
            "AA",
        ),
        rule("LinkedIn and the address of the employer", (BY_LINKEDIN, OWN_RECEIPT), "AA"),
        rule("LinkedIn and a receipt of the next day", (BY_LINKEDIN, NEXT_DAY), "AA"),
        rule("LinkedIn and a receipt without a role", (BY_LINKEDIN, ROLELESS), "AA"),
        rule("Indeed and the system of the employer", (BY_INDEED, AT_QUELLMATT), "AA"),
        rule("the receipt was there before the board's", (OWN_RECEIPT, BY_LINKEDIN), "AA"),
        rule("a letter and a receipt of the system", (LETTER, AT_QUELLMATT), "AA"),
        rule("a letter and a receipt of the address", (LETTER, OWN_RECEIPT), "AA"),
        rule("a letter and all the others", (LETTER, BY_LINKEDIN, OWN_RECEIPT, NEXT_DAY), "AAAA"),
        rule("a second mail within a week is none", (LETTER, SECOND_MAIL), "AA"),
        rule(
            "two jobs at the board",
            (BY_LINKEDIN, receipt("2026-03-02", "Quellmatt", "Baker")),
            "AB",
        ),
        rule("and then refused once", (BY_LINKEDIN, AT_QUELLMATT, refusal("2026-03-12", "Quellmatt")), "AAA"),
    ],
)
def test_one_application_is_one_wherever_it_is_seen(mails: tuple[Finding, ...], homes: str) -> None:
    assert told(*mails) == homes


@pytest.mark.parametrize(
    ("mail", "via"),
    [
        rule("letter", LETTER, Via.MAIL),
        rule("board", BY_LINKEDIN, Via.JOB_BOARD),
        rule("system", AT_QUELLMATT, Via.ATS),
    ],
)
def test_how_an_application_went_out_is_kept(mail: Finding, via: Via) -> None:
    assert applications(mail)[0].via is via


def test_a_letter_without_a_cv_or_words_of_applying_is_none() -> None:
    assert told(mine("2026-03-02", "jobs@quellmatt.example", "Invoice", text="Dear team,\nthe invoice is paid.")) == "-"
