from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.calls import AS_OF, Called, apply, imported, is_one_plain_line

GERMAN = "\ufeffFirma;Stelle;Datum;E-Mail;Status\nLindhof Labs;Planerin;12.05.2026;Petra@Lindhof.example;offen\n"
ENGLISH = 'Company,Job Title,Date Applied,Notes\n"Acme, Inc",Clerk,12 May 2026,x\nBolt,,"May 3, 2026",\n'
STATES = """\
Company,Job Title,Date Applied,Status
Acme,Clerk,2026-05-12,Applied
Bolt,Cook,2026-05-03,Rejected
Kestrel,Baker,,Wishlist
"""
TEAL = """\
id,company_name,role,url,excitement,applied_at,statusName
7,Acme,{role},,3,2026-05-12T00:00:00Z,Applied
"""
BAD = """\
company,title,date applied
Acme,Dev,07/04/2026
B,C,nope
,D,2026-01-01
E,F,2026-01-01
G,H,31.02.2026
I,J,2099-01-01
"""


def test_lists_are_read_and_a_second_import_changes_nothing(config: Path) -> None:
    assert imported(config, GERMAN).out == (
        "a1: Lindhof Labs, Planerin, applied on 2026-05-12.\n1 application added, 0 were known.\n"
    )
    assert "2 applications added" in imported(config, ENGLISH).out
    before = apply(config, "list").out
    again = imported(config, ENGLISH)
    assert again == Called(0, "0 applications added, 2 were known.\n", "")
    assert apply(config, "list").out == before
    assert "petra@lindhof.example" in apply(config, "show", "a1").out


def test_of_a_list_that_has_grown_the_new_rows_are_added(config: Path) -> None:
    imported(config, ENGLISH)
    done = imported(config, ENGLISH + "Kestrel,Baker,2026-05-14,\n")
    assert done.out == "a3: Kestrel, Baker, applied on 2026-05-14.\n1 application added, 2 were known.\n"


def test_several_lists_are_imported_together_and_one_application_is_told_once(config: Path) -> None:
    german = config.parent / "german.csv"
    german.write_text(GERMAN + "Acme, Inc;clerk;12.05.2026;;\n", "utf-8")
    done = imported(config, ENGLISH, str(german))
    assert done.out.splitlines()[3:] == [
        "1 more row tells of an application that another row has.",
        "3 applications added, 0 were known.",
    ]


def test_a_dry_run_tells_what_would_change_and_writes_nothing(config: Path) -> None:
    done = imported(config, STATES, "--dry-run")
    assert done.out.splitlines() == [
        "would add  Acme, Clerk, 2026-05-12",
        "would add  Bolt, Cook, 2026-05-03",
        "would close  Bolt, Cook, 2026-05-03 (the list says Rejected)",
        "2 applications would be added, 0 are known; nothing was kept.",
        "1 row is only saved or planned, which is no application.",
    ]
    assert not (config.parent / "data").exists()


def test_a_dry_run_on_a_list_that_has_grown_writes_nothing_either(config: Path) -> None:
    imported(config, ENGLISH)
    before = apply(config, "list").out
    done = imported(config, ENGLISH + "Kestrel,Baker,2026-05-14,\n", "--dry-run")
    assert done.out.splitlines() == [
        "would add  Kestrel, Baker, 2026-05-14",
        "1 application would be added, 2 are known; nothing was kept.",
    ]
    assert apply(config, "list").out == before


def test_a_row_that_says_how_it_ended_closes_its_application_once(config: Path) -> None:
    done = imported(config, STATES)
    assert done.out.splitlines()[2:] == [
        "a1 is closed: Bolt, Cook (the list says Rejected).",
        "2 applications added, 0 were known.",
        "1 row is only saved or planned, which is no application.",
    ]
    assert [line.split()[-1] == "closed" for line in apply(config, "list").out.splitlines()] == [True, False]
    assert "is closed" not in imported(config, STATES).out


def test_a_known_row_that_has_ended_since_is_closed(config: Path) -> None:
    imported(config, STATES)
    done = imported(config, STATES.replace("Applied\nBolt", "Withdrawn\nBolt"))
    assert done.out.splitlines()[0] == "a2 is closed: Acme, Clerk (the list says Withdrawn)."


def test_lists_that_disagree_on_an_end_close_nothing(config: Path) -> None:
    other = config.parent / "other.csv"
    other.write_text(STATES.replace("Rejected", "Interview"), "utf-8")
    assert "is closed" not in imported(config, STATES, str(other)).out


def test_a_list_without_a_status_does_not_object_to_an_end(config: Path) -> None:
    other = config.parent / "other.csv"
    other.write_text("company,title,date\nBolt,Cook,2026-05-03\n", "utf-8")
    assert "a1 is closed: Bolt, Cook" in apply(config, "import", other).out + imported(config, STATES, str(other)).out


def test_a_row_known_by_its_id_is_not_added_again_when_it_has_changed(config: Path) -> None:
    imported(config, TEAL.format(role="Clerk"))
    done = imported(config, TEAL.format(role="Head Clerk"))
    assert done.out.splitlines() == [
        "Acme, Head Clerk, 2026-05-12 has changed in the list; what was imported first still holds: `close` that and "
        "`add` it anew.",
        "0 applications added, 1 was known.",
    ]


def test_a_row_joins_the_application_that_mail_shows(labelled: Path) -> None:
    lines = apply(labelled, "list", "--as-of", AS_OF).out.splitlines()
    id_, name, role, day, _ = re.split(r"\s{2,}", next(line for line in lines if "Gildemoor" in line))
    text = f"Company;Job Title;Applied\n{name};{role};{day}\n"
    assert imported(labelled, text, "-n").out.startswith(f"would join {id_} with  {name}, {role}, {day}\n")
    done = imported(labelled, text)
    assert done.out.startswith(f"{id_}: {name}, {role}")
    assert done.out.endswith("0 applications added, 1 joined to one that was there, 0 were known.\n")
    assert len(apply(labelled, "list", "--as-of", AS_OF).out.splitlines()) == len(lines)


def test_an_address_of_the_users_own_is_no_contact(config: Path) -> None:
    imported(config, GERMAN.replace("Petra@Lindhof", "Runa@falkenried"))
    assert "runa@" not in apply(config, "show", "a1").out


@pytest.mark.parametrize(("order", "day"), [("dmy", "2026-04-07"), ("mdy", "2026-07-04")])
def test_the_user_says_what_numbers_mean(config: Path, order: str, day: str) -> None:
    text = "company,date\nAcme,07/04/2025\n"
    assert "--date-order" in imported(config, text).err
    assert f"applied on {day.replace('2026', '2025')}" in imported(config, text, "--date-order", order).out


def test_one_bad_row_and_nothing_is_imported_but_every_bad_row_is_named(config: Path) -> None:
    good = config.parent / "good.csv"
    good.write_text(ENGLISH, "utf-8")
    done = imported(config, BAD, str(good))
    assert (done.code, done.out) == (2, "")
    assert [number for number in range(1, 9) if f"row {number}: " in done.err] == [2, 3, 4, 6, 7]
    assert "2026-04-07 or 2026-07-04" in done.err
    assert "Traceback" not in done.err
    assert apply(config, "list").out == ""


def test_no_file_and_a_missing_file_are_usage_errors(config: Path) -> None:
    done = apply(config, "import", config.parent / "nowhere.csv")
    assert done.code == 2
    assert is_one_plain_line(done.err)
    assert apply(config, "import").code == 2
