"""A report for other eyes: no name, no address, no subject; the same numbers."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from inbox_watch.records import (
    Address,
    Attachment,
    Detail,
    EmployerCandidate,
    Facts,
    FolderHeard,
    FolderRole,
    Mark,
    MarkKind,
    MessageUid,
    Report,
    Sign,
    State,
    Unlinked,
    Unreadable,
)
from inbox_watch.report.as_html import to_html
from inbox_watch.report.as_json import to_json
from inbox_watch.report.as_text import to_text
from inbox_watch.report.counts import counts
from inbox_watch.report.export.as_csv import to_csv
from inbox_watch.report.export.as_ics import to_ics
from inbox_watch.report.export.as_markdown import to_markdown
from inbox_watch.report.export.as_sankey import to_sankey
from inbox_watch.report.export.as_work_log import log_to_csv, log_to_markdown
from inbox_watch.report.export.as_xlsx import to_xlsx
from inbox_watch.report.export.work_log import work_log
from inbox_watch.report.period import Period
from inbox_watch.report.share import shared
from tests.report.builders import READ, TODAY, event, finding, heard, report, standing
from tests.report.search import job_search

_SECRETS = (
    *(
        "lindhof",
        "petra",
        "kim.besold",
        "dana",
        "voss",
        "quendel",
        "runa",
        "nadir",
        "weiß",
        "REQ-48112",
        "青山物流",
    ),
    *("النور", "m42", "vertraulich", "lebenslauf", "jobs/", "gräfin"),
)
_FORMS: dict[str, Callable[[Report], str]] = {
    "text": lambda its_report: to_text(its_report, width=200, colour=False),
    "json": to_json,
    "html": to_html,
    "csv": to_csv,
    "md": to_markdown,
    "ics": lambda its_report: to_ics(its_report, READ).decode().replace("\r\n ", ""),
    "sankey": to_sankey,
    "xlsx": lambda its_report: _all_cells(to_xlsx(its_report)),
    "work-log": lambda its_report: log_to_csv(work_log(its_report, Period())),
    "work-log md": lambda its_report: log_to_markdown(work_log(its_report, Period())),
}


def _all_cells(octets: bytes) -> str:
    return "\n".join(str(cell.value) for row in load_workbook(BytesIO(octets)).active for cell in row)


def _mail(detail: Detail, number: int) -> dict[str, Any]:
    facts = Facts(
        employers=(EmployerCandidate("Quendel Gruppe", "signature"),),
        deadline=TODAY,
        event_on=READ,
        contacts=(Address("Dana Voss", "d.voss@quendel.example"),),
        addressed_to="Frau Gräfin",
        referred_by="Nadir Weiß",
        signs=(Sign("name_address", "petra@lindhof.example"), Sign("money", "Dana Voss pay")),
    )
    return {"detail": detail, "number": number, "subject": "Vertraulich: Lindhof", "facts": facts}


def _full() -> Report:
    """Every name in every place, in every state."""
    whom = Mark(MarkKind.FOLLOWED_UP, TODAY, by="phone", whom="Dana Voss")
    told = []
    for number, state in enumerate(State):
        mails = [
            event(**_mail(detail, number), verified=False)
            for detail in (Detail.REJECTION, Detail.INTERVIEW_INVITE, Detail.DELIVERY_FAILURE)
        ]
        files = (Attachment("Lebenslauf_Runa.pdf", "application/pdf", 9_000_000),)
        mails = [replace(mail, finding=replace(mail.finding, attachments=files)) for mail in mails]
        one = standing(
            state,
            *mails,
            id=f"a{number}",
            role="Planner Lindhof (REQ-48112) bei Quendel Gruppe",
            target="Dana Voss",
            marks=(whom,),
            reasons=("Nadir Weiß recommended you", "files may not open there: Lebenslauf_Runa.pdf has 9 MB"),
            suggestions=("ask Petra Lind (petra@lindhof.example) first", "find a desk at Lindhof Labs"),
            warnings=("ask for Frau Gräfin, whom your letter greets",),
        )
        application = replace(
            one.application,
            referred_by="Nadir Weiß",
            hiring_manager="Dana Voss",
            write_to="kim.besold@quendel.example",
            job_ids=("REQ-48112",),
            acquaintances=(Address("Petra Lind", "petra@lindhof.example"),),
        )
        told.append(replace(one, application=application))
    told += [
        standing(id="b1", employer="青山物流", role="青山物流の計画"),
        standing(id="b2", employer="النور", role="بالنور"),
    ]
    alone = finding(**_mail(Detail.OFFER, 99))
    place = MessageUid("runa", "Jobs/Lindhof", 1, 9)
    return report(
        *told,
        heard=(heard(), FolderHeard("runa", "Jobs/Lindhof", FolderRole.INBOX, None)),
        unlinked=(Unlinked(alone, ("a1",)), Unlinked(replace(alone, uids=(place,)), ())),
        unsure=(alone,),
        unreadable=(Unreadable(place, "too deep", READ, "petra@lindhof.example", "Vertraulich"),),
        notices=("the model /home/runa/model.npz is damaged",),
    )


@pytest.mark.parametrize("form", _FORMS)
def test_no_name_is_left_in_any_form(form: str) -> None:
    full, hidden = (_FORMS[form](its_report).casefold() for its_report in (_full(), shared(_full())))
    assert [secret for secret in _SECRETS if secret.casefold() in hidden] == []
    assert ".example" not in hidden
    assert form == "sankey" or "lindhof" in full


def test_the_numbers_and_states_stay() -> None:
    search = job_search(200)
    hidden = shared(search)
    assert counts(hidden) == counts(search)
    assert to_sankey(hidden) == to_sankey(search)
    assert [one.state for one in hidden.standings] == [one.state for one in search.standings]


def test_an_employer_has_one_number_however_it_is_spelt() -> None:
    told = report(
        standing(id="a1", employer="Lindhof Labs GmbH"),
        standing(id="a2", employer="Quanta"),
        standing(id="a3", employer="LINDHOF LABS"),
        standing(id="a4", employer=""),
    )
    names = [one.application.employer for one in shared(told).standings]
    assert names == ["Employer 1", "Employer 2", "Employer 1", ""]
    assert shared(told) == shared(told)


@pytest.mark.parametrize(
    ("employer", "role", "shown"),
    [
        ("Lindhof Labs", "Planner at Lindhof Labs", "Planner at Employer 1"),
        ("Lindhof Labs", "Lindhof-Planner", "(hidden)-Planner"),
        ("Weiß & Sohn", "Meister bei WEISS", "Meister bei (hidden)"),
        ("Ivory Data", "Data engineer", "Data engineer"),
        ("", "Planner", "Planner"),
    ],
)
def test_a_job_title_stays_but_for_the_name_of_its_employer(employer: str, role: str, shown: str) -> None:
    other = standing(id="a2", employer="Quanta", role="Data engineer")
    first = shared(report(standing(id="a1", employer=employer, role=role), other)).standings[0]
    assert first.application.role == shown


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("Assistenz von Frau Lindqvist", "Assistenz von Frau (hidden)"),
        ("Aide to Petra", "Aide to (hidden)"),
        ("Koch bei Mu\u0308ller", "Koch bei Employer 1"),
    ],
)
@pytest.mark.parametrize("name", ["Petra Lindqvist", "Lindqvist, Petra"])
def test_parts_and_other_spellings_of_known_names_are_hidden(name: str, role: str, shown: str) -> None:
    contacts = (Address(name, "p.lindqvist@holm.example"),)
    first = shared(report(standing(employer="Müller GmbH", role=role, contacts=contacts))).standings[0]
    assert first.application.role == shown


def test_an_employer_is_known_without_its_legal_form() -> None:
    first = shared(report(standing(employer="Nordhafen Logistik GmbH", reasons=("Nordhafen Logistik says so",))))
    assert first.standings[0].follow_up.reasons == ("Employer 1 says so",)


def test_a_desk_is_no_name() -> None:
    desk = Address("HR", "hr@lindhof.example")
    first = shared(report(standing(role="HR Planner", contacts=(desk,)))).standings[0]
    assert first.application.role == "HR Planner"


def test_the_next_step_still_says_what_to_do() -> None:
    text = to_text(shared(report(standing())), width=100, colour=False)
    assert "Write to Employer 1" in text


def test_a_thousand_applications_take_no_time() -> None:
    search, start = job_search(1000), time.process_time()
    assert len(shared(search).standings) == 1000
    assert time.process_time() - start < 10
