"""Where the name of the employer and the role stand in a receipt, and what only looks like them."""

from __future__ import annotations

import pytest

from inbox_watch.records import Detail
from tests.support.written_mail import applications, receipt, refusal, rule, table, theirs, told

RECEIPT, REFUSAL = Detail.ACKNOWLEDGEMENT, Detail.REJECTION
GREENHOUSE, LEVER = "no-reply@us.greenhouse-mail.io", "no-reply@hire.lever.co"
GOT_IT = "Hi Runa,\nwe have received your application and are reading it.\nGood luck"


def founded(from_: str, subject: str, body: str = GOT_IT) -> tuple[str, str]:
    """The employer and the role of the application that a receipt makes, without regard to case."""
    (application,) = applications(theirs("2026-03-02", RECEIPT, from_, subject, body))
    return application.employer.casefold(), application.role.casefold()


@pytest.mark.parametrize(
    ("name", "employer"),
    [
        rule("the plain name", "Quellmatt", "quellmatt"),
        rule("Careers", "Quellmatt Careers", "quellmatt"),
        rule("Recruiting", "Quellmatt Recruiting", "quellmatt"),
        rule("Recruitment", "Quellmatt Recruitment", "quellmatt"),
        rule("Talent Acquisition", "Quellmatt Talent Acquisition", "quellmatt"),
        rule("Talent Acquisition Team", "Quellmatt Talent Acquisition Team", "quellmatt"),
        rule("Hiring Team", "Quellmatt Hiring Team", "quellmatt"),
        rule("Team in front", "Team Quellmatt", "quellmatt"),
        rule("The Team at", "The Team at Quellmatt", "quellmatt"),
        rule("Notifications", "Quellmatt Notifications", "quellmatt"),
        rule("No Reply", "Quellmatt Recruiting - No Reply", "quellmatt"),
        rule("Karriere", "Quellmatt Karriere", "quellmatt"),
        rule("Bewerbermanagement", "Quellmatt Bewerbermanagement", "quellmatt"),
        rule("Human Resources", "Quellmatt Foods & Sons Human Resources", "quellmatt foods & sons"),
        rule("via Greenhouse", "Quellmatt via Greenhouse", "quellmatt"),
        rule("via in brackets", "Quellmatt (via Greenhouse)", "quellmatt"),
        rule("a person of it, by a dash", "Jane Doerr - Quellmatt", "quellmatt"),
        rule("a person from it", "Jane Doerr from Quellmatt", "quellmatt"),
        rule("a common word", "Reply", "reply"),
    ],
)
def test_the_display_name_without_its_decoration(name: str, employer: str) -> None:
    assert founded(f'"{name}" <{GREENHOUSE}>', "Your application")[0] == employer


@pytest.mark.parametrize(
    "name",
    [
        rule("none", ""),
        rule("the address itself", GREENHOUSE),
        rule("another address", "AutomationManager@brassring.com"),
        rule("the platform", "Greenhouse"),
        rule("a person", "Jane Doerr"),
        rule("a desk", "Talent Acquisition"),
        rule("a desk with a team", "Hiring Team"),
        rule("no reply", "Do Not Reply"),
        rule("human resources", "HR Department"),
        rule("a German desk", "Personalabteilung"),
    ],
)
@pytest.mark.parametrize(
    ("subject", "body"),
    [
        rule("the subject tells", "Thank you for applying to Quellmatt", GOT_IT),
        rule("the subject tells with the role", "Your application for Night Porter at Quellmatt", GOT_IT),
        rule("the body tells", "Your application", "Hi Runa,\nthank you for your application to Quellmatt."),
    ],
)
def test_what_is_no_name_leaves_it_to_subject_and_body(name: str, subject: str, body: str) -> None:
    assert founded(f'"{name}" <{GREENHOUSE}>' if name else GREENHOUSE, subject, body)[0] == "quellmatt"


WORDS = {"LEVER": LEVER, "BY_LEVER": f"Quellmatt <{LEVER}>", "-": GOT_IT}
# From, Subject, body, and the role; the employer is Quellmatt.
ROLES = """
at a place | BY_LEVER | Your application for Night Porter at Hybrid Kiel | - | night porter
at a city | Quellmatt @ icims <jobs@icims.com> | Your application for Night Porter at Kiel | - | night porter
at Remote | BY_LEVER | Your application for Night Porter at Remote | - | night porter
the display name before the subject | BY_LEVER | Your application for Night Porter at Kiel Office | - | night porter
a role after applying to | BY_LEVER | Thank you for applying to AI Engineer III | - | ai engineer iii
applying to a role at the employer | LEVER | Thanks for applying to Night Porter at Quellmatt | - | night porter
application received | LEVER | Application received - Night Porter at Quellmatt | - | night porter
(m/w/d) | BY_LEVER | Ihre Bewerbung als Disponent (m/w/d) | vielen Dank für Ihre Bewerbung. | disponent
(w/m/d) before the employer | LEVER | Ihre Bewerbung als Disponent (w/m/d) bei Quellmatt | vielen Dank. | disponent
(H/F) | BY_LEVER | Votre candidature au poste de Boulanger (H/F) | Nous l'avons bien reçue. | boulanger
(f/m/x) | BY_LEVER | Your application as Night Porter (f/m/x) | - | night porter
the number is no part of the role | BY_LEVER | Your application for Night Porter (R-55821) | - | night porter
the name of the reader | LEVER | Runa, thank you for applying to Quellmatt | - |
the domain is the last resort | noreply@quellmatt.example | Your application | - |
a subdomain for recruiting | careers@recruiting.quellmatt.example | Your application | - |
the page alone names it | LEVER | Your application | <p>Thank you for your application to <b>Quellmatt</b>.</p> |
"""


@pytest.mark.parametrize(("from_", "subject", "body", "role"), table(ROLES, WORDS))
def test_names_of_employers_places_and_roles(from_: str, subject: str, body: str, role: str) -> None:
    assert founded(from_, subject, body) == ("quellmatt", role)


def test_a_domain_as_display_name_is_the_name_of_its_owner() -> None:
    first = receipt("2026-03-02", "quellmatt.example Recruiting", sender="no-reply@appreview.gem.com")
    assert told(first, refusal("2026-03-12", "Quellmatt", sender=LEVER)) == "AA"


# Platforms

PLATFORMS = {
    "Greenhouse": GREENHOUSE, "Lever": LEVER, "Workday": "noreply@myworkday.com", "Ashby": "no-reply@ashbyhq.com",
    "SmartRecruiters": "notification@smartrecruiters.com", "LinkedIn": "jobs-noreply@linkedin.com",
    "Rippling": "no-reply@ats.rippling.com", "ZipRecruiter": "no-reply@ziprecruiter.com",
    "Dayforce": "notify@dayforce.com", "Workable": "noreply@candidates.workablemail.com",
}  # fmt: skip
OPENING_AT_A_PLATFORM = ("Workday", "LinkedIn", "Rippling", "ZipRecruiter", "Dayforce", "Greenhouse", "Lever")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_platform_that_carries_the_mail_is_no_employer(platform: str) -> None:
    body = f"Hi Runa,\nthank you for your application to Quellmatt.\nThis mail was sent by {platform}."
    assert founded(f"{platform} <{PLATFORMS[platform]}>", "Your application", body)[0] == "quellmatt"


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_platform_alone_makes_no_employer(platform: str) -> None:
    mail = theirs("2026-03-02", RECEIPT, f"{platform} <{PLATFORMS[platform]}>", "Application received", GOT_IT)
    assert platform.casefold() not in {each.employer.casefold() for each in applications(mail)}


@pytest.mark.parametrize("platform", OPENING_AT_A_PLATFORM)
def test_a_job_at_the_platform_itself_has_it_as_employer(platform: str) -> None:
    body = f"Hi Runa,\nthank you for your application for the Account Manager position at {platform}.\n{platform}"
    subject = f"Thank you for applying to {platform}"
    found = founded(f"{platform} <{PLATFORMS[platform]}>", subject, body)
    assert found == (platform.casefold(), "account manager")


@pytest.mark.parametrize("platform", ["Workday", "Greenhouse", "Rippling"])
def test_mail_about_others_is_none_of_the_platforms_application(platform: str) -> None:
    at_platform = receipt("2026-03-02", platform, "Account Manager", LEVER)
    other = theirs(
        "2026-03-12", REFUSAL, f"{platform} <{PLATFORMS[platform]}>", "Your application", "We chose another."
    )
    about_other = refusal("2026-03-13", "Quellmatt", sender=PLATFORMS[platform])
    assert told(at_platform, about_other) == "A-"
    assert told(at_platform, receipt("2026-03-03", "Quellmatt", "", LEVER), about_other, other)[:3] == "ABB"
