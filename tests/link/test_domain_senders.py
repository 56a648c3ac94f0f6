"""Each sender of application mail whose form is known: the employer is found where that sender puts it."""

from __future__ import annotations

import pytest

from inbox_watch.records import Detail
from tests.support.written_mail import applications, receipt, refusal, rule, table, theirs, told

RECEIPT, INVITE = Detail.ACKNOWLEDGEMENT, Detail.INTERVIEW_INVITE
AT_QUELLMATT, AT_KESTREL = receipt("2026-03-02", "Quellmatt"), receipt("2026-03-02", "Kestrel Works")
GOT_IT = "Hi Runa,\nwe have received your application and are reading it.\nGood luck"
IN_BODY = "Hi Runa,\nthank you for your application to Quellmatt. We are reading it."
BEHALF = "Hi Runa,\nwe have received your application.\nSent on behalf of Quellmatt"

# Recruiting systems: From, Subject, body of a receipt. The employer is Quellmatt wherever it stands.
WORDS = {
    "GOT_IT": GOT_IT,
    "IN_BODY": IN_BODY,
    "BEHALF": BEHALF,
    "CAREERS": "Quellmatt careers: thank you for your application",
    "CHECKED": "Your Quellmatt background check is complete.",
    "CURIOUS": "Your application to Quellmatt made me curious.",
}
SYSTEMS = """
Greenhouse us | Quellmatt Recruiting <no-reply@us.greenhouse-mail.io> | Your application | GOT_IT
Greenhouse us, subject | no-reply@us.greenhouse-mail.io | Thank you for applying to Quellmatt | GOT_IT
Greenhouse us, body | no-reply@us.greenhouse-mail.io | Application received | IN_BODY
Greenhouse eu | Quellmatt <no-reply@eu.greenhouse-mail.io> | Your application | GOT_IT
Greenhouse na | Quellmatt Hiring Team <no-reply@na.greenhouse-mail.io> | Your application | GOT_IT
Greenhouse, older host | Quellmatt <no-reply@greenhouse.io> | Update from Quellmatt | GOT_IT
Lever | Quellmatt <no-reply@hire.lever.co> | Thank you for your interest in Quellmatt, Runa | GOT_IT
Lever eu | Quellmatt <no-reply@hire.eu.lever.co> | Thank you for your application to Quellmatt | GOT_IT
Workday, slug | Workday <quellmatt@myworkday.com> | Your application | GOT_IT
Workday, bare slug | quellmatt@myworkday.com | Thank you for your interest | GOT_IT
Workday, generic slug | Workday <ghr@myworkday.com> | Your application | IN_BODY
Workday, no reply | Quellmatt <noreply@myworkday.com> | Your application | GOT_IT
Workday, no reply, body | do-not-reply@myworkday.com | Your application | IN_BODY
Workday of the employer | workday@quellmatt.example | Your application | GOT_IT
Workday in a subdomain | noreply@workday.quellmatt.example | Your application | GOT_IT
Ashby | Quellmatt Hiring Team <no-reply@ashbyhq.com> | Following up | GOT_IT
Ashby, domain of the employer | no-reply-ashby@quellmatt.example | Update on your application | GOT_IT
Ashby, notifications | notifications@ashbyhq.com | Quellmatt - application received | GOT_IT
SmartRecruiters | Quellmatt <notification@smartrecruiters.com> | Your application | GOT_IT
SmartRecruiters, subject | notification@smartrecruiters.com | Thank you for applying to Quellmatt | GOT_IT
iCIMS | "Quellmatt, Inc. @ icims" <quellmatt+autoreply@talent.icims.com> | Thank you | GOT_IT
iCIMS, slug | Do Not Reply <quellmatt+email+4yr2-c5eac0@talent.icims.com> | Your application | GOT_IT
iCIMS eu | Quellmatt Careers <qmt+autoreply@talent.icims.eu> | Thank you | GOT_IT
iCIMS, place | Quellmatt @ icims <jobs@icims.com> | Your application for Cook at Kiel | GOT_IT
Oracle | Quellmatt Human Resources <ekez.fa.sender@workflow.mail.us2.cloud.oracle.com> | Status | GOT_IT
Oracle, subject | hdow.fa.sender@workflow.email.us-ashburn-1.ocs.oraclecloud.com | Cook - 4821 at Quellmatt | GOT_IT
Oracle, body | ekbq.fa.sender@workflow.mail.em2.cloud.oracle.com | Your job application status | IN_BODY
Taleo | noreply@taleo.net | Your application to Quellmatt | GOT_IT
SuccessFactors | Quellmatt Recruiting Team <system@successfactors.eu> | Thank you for applying | GOT_IT
SuccessFactors, subject | "noreply@qm.example" <system@successfactors.com> | CAREERS | GOT_IT
SuccessFactors, slug | correspondencequellmatt@successfactors.eu | Your application | GOT_IT
Jobvite | Quellmatt <notification@jobvite.com> | Your application | GOT_IT
Workable | Quellmatt <noreply@candidates.workablemail.com> | Your application | GOT_IT
Workable, subject | Workable <noreply@candidates.workablemail.com> | Thanks for applying to Quellmatt | GOT_IT
BambooHR | Quellmatt <notifications@app.bamboohr.com> | Application confirmation | GOT_IT
BambooHR, subject | notifications@app.bamboohr.com | Quellmatt application confirmation | GOT_IT
Breezy | no-reply@quellmatt.breezy-mail.com | [Cook] application update | GOT_IT
Recruitee, mailbox | Quellmatt <x@recruitee-mailbox.com> | Application received | GOT_IT
Recruitee, subdomain | jobs@quellmatt.recruitee.com | Application received | GOT_IT
Teamtailor | no-reply@quellmatt.teamtailor-mail.com | We have received your application! | GOT_IT
Teamtailor na | no-reply@quellmatt.na.teamtailor-mail.com | We have received your application! | GOT_IT
Teamtailor, person | Jane Doerr - Quellm. <jane@quellmatt.teamtailor-mail.com> | Your application | GOT_IT
Teamtailor, shared | Quellmatt <no-reply@message.teamtailor.com> | Your application | GOT_IT
Personio | Quellmatt <jobs@m.personio.com> | Your application as Cook | GOT_IT
Personio de | Quellmatt <bewerbung@m.personio.de> | Ihre Bewerbung als Koch | GOT_IT
JazzHR | Quellmatt <recruiting@applytojob.com> | Your application | GOT_IT
JazzHR, subject | no-reply@applytojob.com | Your application to Quellmatt | GOT_IT
Rippling | Quellmatt <no-reply@ats.rippling.com> | Your application | GOT_IT
Rippling, subject | Jane Doerr <mail@ats.rippling.com> | Thank you from Quellmatt | GOT_IT
Gem | Quellmatt Recruiting <no-reply@appreview.gem.com> | Your application | GOT_IT
Gem, subject | no-reply@appreview.gem.com | Thanks for applying to Quellmatt | GOT_IT
Paylocity | Quellmatt <do-not-reply@mail.paylocity.com> | Your application | GOT_IT
Paylocity, body | do-not-reply@mail.paylocity.com | Your application | IN_BODY
ADP | Quellmatt <jobs+4821@adp.com> | Your application | GOT_IT
ADP, body | jobs+4821@adp.com | Additional information | IN_BODY
UKG | Quellmatt <no-reply@notifications.ukg.net> | Your application | GOT_IT
Dayforce | Dayforce <notify@dayforce.com> | Thank you for applying - Cook | IN_BODY
Paycom | systemmessage@paycomonline.com | Your Application With Quellmatt | GOT_IT
Comeet | no-reply@quellmatt.comeet-notifications.com | Thank you for applying | GOT_IT
Comeet, person | Jane Doerr <jane@quellmatt.comeet-notifications.com> | Thank you for applying | GOT_IT
Comeet, behalf | noreply@comeet-notifications.com | Thank you for applying | BEHALF
Comeet, subject | noreply@comeet-notifications.com | Your application for the Cook position at Quellmatt | GOT_IT
Pinpoint | quellmatt@pinpoint.email | Your application | GOT_IT
BrassRing | "AutomationManager@brassring.com" <Enterprise@trm.brassring.com> | Quellmatt - Application Received | GOT_IT
BrassRing, name | Quellmatt <donotreply@trm.brassring.com> | Your application | GOT_IT
BrassRing, reference | donotreply@trm.brassring.com | Your candidate reference number - Quellmatt | GOT_IT
Join | Quellmatt <noreply@join.com> | Deine Bewerbung | GOT_IT
Join, subject | noreply@join.com | Deine Bewerbung bei Quellmatt | GOT_IT
Freshteam | careers@quellmatt.freshteam.com | Your application | GOT_IT
TalentLyft | Linh <linh@m.talentlyft.com> | Your application | IN_BODY
Gupy | no-reply@gupy.com.br | Your application | IN_BODY
Manatal | Quellmatt HR <quellmatt@mail.manatal.com> | Your application | GOT_IT
Manatal, slug | quellmatt@mail.manatal.com | Your application | GOT_IT
Jobylon | Quellmatt <noreply@msg.jobylon.com> | An update on your application | GOT_IT
Cornerstone | NoreplyQuellmattRecruiting@csod.com | Your application | GOT_IT
Oleeo | noreply@quellmatt.tal.net | Your application | GOT_IT
Refline | noreply@quellmatt.refline.ch | Your application | GOT_IT
eRecruiter | mail@stage.erecruiter.pl | Your application | IN_BODY
RippleHire | Quellmatt <noreply@ripplehire.com> | Your application | GOT_IT
Dover | Quellmatt <jobs@notifications.dover.io> | Your application | GOT_IT
Viterbit | no-reply@quellmatt.viterbit-mail.com | Your application | GOT_IT
Newton | Quellmatt <jobs@newtonsoftware.com> | Your application | GOT_IT
The Applicant Manager | Quellmatt <noreply@theapplicantmanager.com> | Your application | GOT_IT
d.vinci | candidate-4711@jobs.quellmatt.example | Your application | GOT_IT
Zoho Recruit | Quellmatt <noreply@zohorecruit.com> | Application received - Cook | GOT_IT
Keka | Quellmatt <noreply@kekamail.com> | Your application | GOT_IT
Darwinbox | Quellmatt <careers@darwinbox.in> | Your application | GOT_IT
Eightfold | noreply@eightfold.ai | Your application | IN_BODY
Avature | recruiting@avature.net | Your application | IN_BODY
own domain | careers@quellmatt.example | Your application | GOT_IT
own domain, subdomain | careers@recruitment.quellmatt.example | Your application | GOT_IT
own domain, hyphen | Quellmatt Careers <noreply@quellmatt-jobs.example> | Your application | GOT_IT
"""


@pytest.mark.parametrize(("from_", "subject", "body"), table(SYSTEMS, WORDS))
def test_the_employer_stands_where_the_system_puts_it(from_: str, subject: str, body: str) -> None:
    (application,) = applications(theirs("2026-03-02", RECEIPT, from_, subject, body))
    assert application.employer.casefold().removesuffix(", inc.") == "quellmatt"


ALONE = [
    rule("Amazon Jobs", "noreply@mail.amazon.jobs", "Amazon"),
    rule("Hays, the agency is the counterpart", "no-reply@notification.hays.com", "Hays"),
]


@pytest.mark.parametrize(("from_", "employer"), ALONE)
def test_who_sends_for_himself_alone_is_the_employer(from_: str, employer: str) -> None:
    (application,) = applications(theirs("2026-03-02", RECEIPT, from_, "Thank you for your application", GOT_IT))
    assert application.employer == employer


OPAQUE = [
    rule("Workday, generic slug", "ghr@myworkday.com"),
    rule("Workday, notifications", "notifications@myworkday.com"),
    rule("Greenhouse", "no-reply@us.greenhouse-mail.io"),
    rule("Oracle pod", "ekez.fa.sender@workflow.mail.em2.cloud.oracle.com"),
    rule("Teamtailor", "no-reply@message.teamtailor.com"),
    rule("SuccessFactors", "system@successfactors.com"),
    rule("iCIMS", "jobs@icims.com"),
    rule("SuccessFactors, noreply", "noreply@successfactors.eu"),
    rule("Paylocity", "do-not-reply@mail.paylocity.com"),
    rule("Comeet", "noreply@comeet-notifications.com"),
    rule("HireVue", "interviews@hirevue.com"),
]


@pytest.mark.parametrize("sender", OPAQUE)
def test_a_region_a_pod_and_a_desk_are_no_employers(sender: str) -> None:
    """Nothing in the mail names an employer: better none than a wrong one."""
    mail = theirs("2026-03-02", RECEIPT, sender, "Your application", GOT_IT)
    assert {each.employer for each in applications(mail)} <= {""}


# Senders that make no application: the employer they name leads to one of two.
HELPERS = """
Calendly | interview_invite | Calendly <no-reply@calendly.com> | Confirmed | Your interview with Quellmatt is booked.
ModernLoop | interview_invite | Quellmatt <jane@interviews.modernloop.io> | Your interview | Pick a slot.
Paradox, name | interview_invite | Dani from Quellmatt <QmtRecruiting@paradox.ai> | Your interview | Pick a slot.
Paradox, slug | interview_invite | QuellmattRecruiting@paradox.ai | Your interview | Pick a slot.
Paradox, subject | interview_invite | olivia@paradox.ai | Cook|R4821 at Quellmatt | Pick a slot.
Comeet | interview_invite | <noreply@comeet-notifications.com> | Your phone interview for the Cook at Quellmatt | Pick.
Rippling | interview_invite | Hillary Low <scheduling@ats.rippling.com> | [Quellmatt] Interview confirmation | Tuesday.
HackerRank | assessment | HackerRank <support@hackerrankforwork.com> | Quellmatt has invited you to take a test | Go.
CodeSignal | assessment | CodeSignal <no-reply@codesignal.com> | Quellmatt invited you to complete Task 1 | Go.
Codility | assessment | "Quellmatt via Codility" <robot@codility.com> | Codility assessment invitation | Go.
HireVue | assessment | Quellmatt <interviews@hirevue.com> | Reminder | Record your answers.
HireVue, subject | assessment | HireVue <interviews@hirevue.com> | Video interview with Quellmatt | Record your answers.
Criteria | assessment | Quellmatt Early Careers <do-not-reply@criteriacorp.com> | Reminder | Complete your test.
Coderbyte | assessment | Coderbyte <do-not-reply@coderbyte.com> | Assessment for Quellmatt | Go.
TestGorilla | assessment | noreply@testgorilla.com | Complete your assessment for Quellmatt | Go.
Checkr | background_check | Checkr Background Service <support@checkr.com> | News | CHECKED
InMail | human_reply | Jane Doerr <inmail-hit-reply@linkedin.com> | Your application | CURIOUS
"""


@pytest.mark.parametrize(("detail", "from_", "subject", "body"), table(HELPERS, WORDS))
def test_a_scheduler_or_test_leads_to_the_employer_it_names(detail: str, from_: str, subject: str, body: str) -> None:
    assert told(AT_QUELLMATT, AT_KESTREL, theirs("2026-03-09", Detail(detail), from_, subject, body)) == "ABA"


def test_a_scheduler_is_answered_to_the_employer() -> None:
    """Nothing names the employer but the domain of the recruiter in Reply-To."""
    from_, slot = "GoodTime <no-reply@goodtime.io>", "Pick a slot."
    mail = theirs("2026-03-09", INVITE, from_, "Your time", slot, reply_to="Jane <jane@quellmatt.example>")
    assert told(AT_QUELLMATT, AT_KESTREL, mail) == "ABA"


def test_a_slug_that_abbreviates_hides_no_name() -> None:
    """Whatever the application is called, mail of the employer by its name belongs to it."""
    workday = "Quellmatt Workday Notification <qmt@myworkday.com>"
    mail = theirs("2026-03-02", RECEIPT, workday, "Your application", GOT_IT)
    assert told(mail, AT_KESTREL, refusal("2026-03-12", "Quellmatt")) == "ABA"
