"""The number or the link of a job ties mail to an application; the number of a candidate does not."""

from __future__ import annotations

import pytest

from inbox_watch.records import Detail, Finding, LinkReason
from tests.support.written_mail import ledger_of, mine, receipt, refusal, rule, theirs, told

LEVER, WORKDAY = "no-reply@hire.lever.co", "tarnbrook@myworkday.com"

# How a receipt and a later mail name one job, and how another job at the same employer is named.
NUMBERS = [
    rule("REQ123456", "Reference REQ123456.", "Reference REQ123457.", "About REQ123456."),
    rule("REQ-123456", "(REQ-123456)", "(REQ-123457)", "[REQ-123456]"),
    rule("R-55821", "Your application for R-55821.", "Your application for R-55822.", "Status of R-55821"),
    rule("R55821", "Job: R55821", "Job: R55822", "Job: R55821"),
    rule("335649BR", "Req 335649BR", "Req 335650BR", "335649BR"),
    rule("JR0098123", "Job requisition JR0098123", "Job requisition JR0098124", "JR0098123"),
    rule("JR-98123", "Vacancy JR-98123", "Vacancy JR-98124", "Vacancy JR-98123"),
    rule("(ID: 2876543)", "The job (ID: 2876543).", "The job (ID: 2876544).", "The job (ID: 2876543)"),
    rule("Job number: 4821", "Job number: 4821", "Job number: 4822", "Job number: 4821"),
    rule("Kennziffer 2026-117", "Kennziffer 2026-117", "Kennziffer 2026-118", "Kennziffer: 2026-117"),
]
LINKS = [
    rule(
        "greenhouse",
        "https://boards.greenhouse.io/tarnbrook/jobs/4411223",
        "https://boards.greenhouse.io/tarnbrook/jobs/4411224",
        "https://boards.greenhouse.io/tarnbrook/jobs/4411223?gh_src=mail",
    ),
    rule(
        "greenhouse, new host",
        "https://job-boards.greenhouse.io/tarnbrook/jobs/4411223",
        "https://job-boards.greenhouse.io/tarnbrook/jobs/4411224",
        "https://job-boards.greenhouse.io/tarnbrook/jobs/4411223",
    ),
    rule(
        "lever",
        "https://jobs.lever.co/tarnbrook/5ac21346-8e0c-4494-8e7a-3eb92ff77902",
        "https://jobs.lever.co/tarnbrook/1f0d2c11-77aa-4c1f-b0aa-9a1c5e0e2f31",
        "https://jobs.lever.co/tarnbrook/5ac21346-8e0c-4494-8e7a-3eb92ff77902?lever-source=x",
    ),
    rule(
        "ashby",
        "https://jobs.ashbyhq.com/tarnbrook/0f2c7a3e-2d8e-4a0e-9a65-1f6a4f1f0c21",
        "https://jobs.ashbyhq.com/tarnbrook/7b1e4c90-5c3b-4f6e-8d11-2e9f0a7c6d42",
        "https://jobs.ashbyhq.com/tarnbrook/0f2c7a3e-2d8e-4a0e-9a65-1f6a4f1f0c21/application",
    ),
    rule(
        "workday",
        "https://tarnbrook.wd3.myworkdayjobs.com/en-US/Careers/job/Kiel/Planner_R-0012345",
        "https://tarnbrook.wd3.myworkdayjobs.com/en-US/Careers/job/Kiel/Planner_R-0012346",
        "https://tarnbrook.wd3.myworkdayjobs.com/Careers/job/Planner_R-0012345",
    ),
    rule(
        "personio",
        "https://tarnbrook.jobs.personio.de/job/1182345",
        "https://tarnbrook.jobs.personio.de/job/1182346",
        "https://tarnbrook.jobs.personio.de/job/1182345?language=de",
    ),
    rule(
        "smartrecruiters",
        "https://jobs.smartrecruiters.com/Tarnbrook/743999912345678-planner",
        "https://jobs.smartrecruiters.com/Tarnbrook/743999912345679-planner",
        "https://jobs.smartrecruiters.com/Tarnbrook/743999912345678-planner",
    ),
]


@pytest.mark.parametrize(("named", "other", "again"), [*NUMBERS, *LINKS])
@pytest.mark.parametrize("turn", ["", "the other came first"])
def test_the_job_is_told_by_its_number_or_link_alone(named: str, other: str, again: str, turn: str) -> None:
    """Two applications at one employer, neither receipt names a role."""
    first = receipt("2026-03-02 12:00" if turn else "2026-03-02", "Tarnbrook", more=named)
    second = receipt("2026-03-02" if turn else "2026-03-02 12:00", "Tarnbrook", more=other)
    mail = refusal("2026-03-12", "Tarnbrook", sender=LEVER, more=again)
    assert told(first, second, mail) == "ABA"
    (reason,) = {each.reason for each in ledger_of(first, second, mail).links if each.sha256 == mail.sha256}
    assert reason is LinkReason.JOB_ID


@pytest.mark.parametrize(
    ("link", "number"),
    [
        rule(
            "greenhouse",
            "https://boards.greenhouse.io/tarnbrook/jobs/4411223",
            "4411223",
        ),
        rule(
            "smartrecruiters", "https://jobs.smartrecruiters.com/Tarnbrook/743999912345678-planner", "743999912345678"
        ),
    ],
)
def test_a_link_names_one_job(link: str, number: str) -> None:
    assert ledger_of(receipt("2026-03-02", "Tarnbrook", more=link)).applications[0].job_ids == (number,)


PLANNER = receipt("2026-03-02", "Tarnbrook", "Planner", more="Reference REQ-7001.")
BAKER = receipt("2026-03-03", "Tarnbrook", "Baker", more="Reference REQ-7002.")
AT_KESTREL = receipt("2026-03-02", "Kestrel Works", "Driver", more="Reference REQ-7001.")
LETTER = mine("2026-03-02", "hr@tarnbrook.example", "Application as Planner, REQ-7001")
PORTAL = "https://boards.greenhouse.io/tarnbrook/jobs/4411223"


def numbered(when: str, employer: str, role: str, words: str) -> Finding:
    return receipt(when, employer, role, more=words)


@pytest.mark.parametrize(
    ("mails", "homes"),
    [
        rule(
            "the number is stronger than the role",
            (PLANNER, BAKER, refusal("2026-03-12", "Tarnbrook", "Baker", more="Reference REQ-7001.")),
            "ABA",
        ),
        rule(
            "the number in the subject of a Workday mail",
            (
                PLANNER,
                BAKER,
                theirs("2026-03-12", Detail.REJECTION, WORKDAY, "Your Tarnbrook application for REQ-7002", "No."),
            ),
            "ABB",
        ),
        rule(
            "the number of the letter",
            (LETTER, BAKER, refusal("2026-03-12", "Tarnbrook", more="Reference REQ-7001.")),
            "ABA",
        ),
        rule(
            "one number at two employers",
            (PLANNER, AT_KESTREL, refusal("2026-03-12", "Kestrel Works", more="Reference REQ-7001.")),
            "ABB",
        ),
        rule(
            "the number of another employer is no evidence",
            (PLANNER, refusal("2026-03-12", "Kestrel Works", more="Reference REQ-7001.")),
            "A-",
        ),
        rule(
            "two numbers are two jobs, though the roles are one",
            (
                numbered("2026-03-02", "Tarnbrook", "Planner", "REQ-7001"),
                numbered("2026-03-03", "Tarnbrook", "Planner", "REQ-7009"),
            ),
            "AB",
        ),
        rule(
            "a link to the advert of one employer is not a link of the next",
            (
                receipt("2026-03-02", "Tarnbrook", "Planner", more=PORTAL),
                receipt("2026-03-03", "Kestrel Works", "Driver", more=PORTAL.replace("tarnbrook", "kestrelworks")),
                refusal("2026-03-12", "Tarnbrook", more=PORTAL),
            ),
            "ABA",
        ),
        rule(
            "a link behind a word of a page",
            (
                receipt("2026-03-02", "Tarnbrook", more=PORTAL),
                receipt("2026-03-03", "Tarnbrook", more=PORTAL.replace("4411223", "4411229")),
                theirs(
                    "2026-03-12",
                    Detail.REJECTION,
                    f"Tarnbrook <{LEVER}>",
                    "Your application",
                    f'<p>We will not go on with <a href="{PORTAL}">your application</a>.</p>',
                ),
            ),
            "ABA",
        ),
    ],
)
def test_a_number_counts_at_its_employer(mails: tuple[Finding, ...], homes: str) -> None:
    assert told(*mails) == homes


@pytest.mark.parametrize(
    "words",
    [
        rule("candidate ID", "Your candidate ID is 778812."),
        rule("candidate reference number", "Your candidate reference number: 778812"),
        rule("applicant number", "Applicant number 778812"),
        rule("candidate ID in brackets", "Runa Falkenried (Candidate ID: 778812)"),
        rule("Bewerbernummer", "Ihre Bewerbernummer lautet 778812."),
        rule("profile number", "Your profile number is C-778812."),
    ],
)
def test_the_number_of_a_candidate_is_no_number_of_a_job(words: str) -> None:
    """It is the same in every mail of the employer: with two applications open it decides nothing."""
    planner, baker = (
        numbered("2026-03-02", "Tarnbrook", "Planner", words),
        numbered("2026-03-03", "Tarnbrook", "Baker", words),
    )
    mail = refusal("2026-03-12", "Tarnbrook", more=words)
    assert told(planner, baker, mail) == "AB?"
    assert ledger_of(planner).applications[0].job_ids == ()
    assert told(planner, refusal("2026-03-12", "Tarnbrook", "Planner", more=words), baker) == "AAB"
