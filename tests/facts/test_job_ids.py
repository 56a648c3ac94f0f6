"""The number of the posting is read from subject, text and links, and the candidate's is not."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.facts.job_ids import job_ids, posting_ids
from inbox_watch.knowledge import table
from tests.facts.mails import HOSTILE, mail

LINKS = {
    "Greenhouse": ("https://job-boards.greenhouse.io/lindhof/jobs/4711223?x=1", "4711223"),
    "Greenhouse form": ("https://boards.greenhouse.io/embed/job_app?for=lindhof&token=4711223", "4711223"),
    "Greenhouse at home": ("https://lindhof.example/careers/planner?gh_jid=4711223", "4711223"),
    "Lever": ("https://jobs.lever.co/lindhof/UUID/apply", "UUID"),
    "Ashby": ("https://jobs.ashbyhq.com/lindhof%20labs/UUID/application", "UUID"),
    "Workable": ("https://apply.workable.com/lindhof/j/0A1B2C3D4E/", "0A1B2C3D4E"),
    "SmartRecruiters": ("https://jobs.smartrecruiters.com/Lindhof/743999912345678-planner", "743999912345678"),
    "Workday": ("https://lindhof.wd3.myworkdayjobs.com/en-US/Careers/job/Kiel/Planner_R-0012345-1", "R-0012345"),
    "Personio": ("https://lindhof.jobs.personio.de/job/1182345?language=de", "1182345"),
    "Teamtailor": ("https://lindhof.teamtailor.com/jobs/2345678-planner", "2345678"),
    "iCIMS": ("https://careers-lindhof.icims.com/jobs/48112/planner/job", "48112"),
    "Jobvite": ("https://jobs.jobvite.com/lindhof/job/oAbcdefgh", "OABCDEFGH"),
    "Breezy": ("https://lindhof.breezy.hr/p/0a1b2c3d4e5f-planner", "0A1B2C3D4E5F"),
    "SuccessFactors": ("https://career5.successfactors.eu/career?company=x&career_job_req_id=48112", "48112"),
    "BambooHR": ("https://lindhof.bamboohr.com/careers/118", "118"),
}
UUID = "5ac21346-8e0c-4494-8e7a-3eb92ff77902"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Requisition R-5512", ("R-5512",)),
        ("REQ 48112 and Req. 48112", ("48112",)),
        ("Job ID: 2026-118", ("2026-118",)),
        ("Kennziffer: 47/11-A", ("47/11-A",)),
        ("Planner (ID: 778812)", ("778812",)),
        ("5512BR", ("5512BR",)),
        ("Planner, 1736486 at Lindhof", ("1736486",)),
        ("Lindhof - 1499398 - Planner", ("1499398",)),
        ("your application SUPPL179875 arrived", ("SUPPL179875",)),
        ("call 555-123456, or come on - 20260401 -", ()),
        ("Your candidate ID: 998877", ()),
        ("Your candidate ID is R-55821.", ()),
        ("Applicant ID: SUPPL179875", ()),
        ("Your application number R-55821", ()),
        ("REQ-48112, that is REQ_48112", ("48112",)),
        ("Bewerbernummer 12345", ()),
        ("call 030 123456", ()),
        ("the job is yours", ()),
    ],
)
def test_numbers_of_the_posting_are_kept_and_those_of_the_candidate_not(text: str, ids: tuple[str, ...]) -> None:
    assert job_ids(mail(text)) == ids


def test_a_known_subject_gives_its_number() -> None:
    message = mail(subject="Planner - 4711 at Lindhof Labs", sender="x@workflow.mail.oraclecloud.com")
    assert job_ids(message) == ("4711",)


@pytest.mark.parametrize(("link", "number"), LINKS.values(), ids=LINKS)
def test_a_link_to_the_advert_holds_its_number(link: str, number: str) -> None:
    found = job_ids(replace(mail(), links=(link.replace("UUID", UUID), "https://lindhof.example/jobs/1")))
    assert found == (number.replace("UUID", UUID.upper()),)


def test_every_vendor_of_the_table_is_tried() -> None:
    assert {row["vendor"] for row in table("posting_links")} == {name.partition(" ")[0] for name in LINKS}


def test_links_to_several_adverts_name_no_job() -> None:
    links = tuple(f"https://jobs.personio.de/job/118234{digit}" for digit in range(3))
    assert job_ids(replace(mail(), links=links)) == posting_ids(links) == ()


def test_an_address_in_the_text_is_no_number_by_itself() -> None:
    assert job_ids(mail("See https://lindhof.example/jobs/4711223/ref/R-5512 for more.")) == ()


@given(st.text(max_size=200), st.text(max_size=80))
def test_any_text_has_few_numbers(text: str, subject: str) -> None:
    assert len(job_ids(mail(text, subject=subject))) <= 5


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_makes_it_slow(kind: str) -> None:
    job_ids(mail("Planner"))  # the tables are read once
    message = replace(mail(HOSTILE[kind], subject=HOSTILE[kind][:500]), links=(HOSTILE[kind][:500],) * 100)
    started = time.process_time()
    job_ids(message)
    assert time.process_time() - started < 1.0
