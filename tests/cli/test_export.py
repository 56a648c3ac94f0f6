"""`export`, and the new forms of `report`, called as a user calls them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from io import BytesIO
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from tests.cli.calls import AS_OF, ROOT, Called, call, is_one_plain_line

_FORMS = (
    *(("export", form) for form in ("csv", "json", "ics", "sankey", "work-log")),
    *(("report", "--format", form) for form in ("text", "json", "html", "csv", "md")),
)
_BOARDS = {"Indeed", "LinkedIn"}


def export(config: Path, *arguments: str | Path) -> Called:
    return call("-c", config, "export", *arguments, "--as-of", AS_OF)


def report(config: Path, *arguments: str | Path) -> Called:
    return call("-c", config, "report", *arguments, "--as-of", AS_OF)


def names_in(maildir: Path) -> set[str]:
    """Names, addresses and domains of everybody who wrote or was written to."""
    found: set[str] = set()
    for path in maildir.rglob("*.postfach"):
        head = BytesHeaderParser().parsebytes(path.read_bytes())
        for value in (value for field in ("From", "To", "Reply-To", "Cc") for value in head.get_all(field, [])):
            for name, address in getaddresses([str(make_header(decode_header(str(value))))]):
                found |= {name, address, address.rpartition("@")[2]}
    return {name for name in found if len(name) > 2} - _BOARDS


def test_csv_and_json_are_those_of_the_report(polled: Path) -> None:
    for form in ("csv", "json"):
        exported, reported = export(polled, form), report(polled, "--format", form)
        assert (exported.code, exported.err) == (0, "")
        assert exported.out == reported.out != ""


def test_the_mark_for_excel_is_asked_for(polled: Path) -> None:
    assert export(polled, "csv", "--excel").out == "\ufeff" + export(polled, "csv").out


def test_a_workbook_goes_into_a_file_or_a_pipe(polled: Path, tmp_path: Path) -> None:
    assert export(polled, "xlsx", "-o", tmp_path / "a.xlsx").code == 0
    assert load_workbook(tmp_path / "a.xlsx").active["B1"].value == "employer"
    piped = subprocess.run(
        [sys.executable, "-m", "inbox_watch", "-c", str(polled), "export", "xlsx", "--as-of", AS_OF],
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    assert load_workbook(BytesIO(piped.stdout)).active["B1"].value == "employer"


def test_no_workbook_goes_to_a_terminal(polled: Path) -> None:
    ours, theirs = os.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "inbox_watch", "-c", str(polled), "export", "xlsx", "--as-of", AS_OF],
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        check=False,
    )
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert is_one_plain_line(done.stderr)


def test_the_calendar_of_the_sample_can_be_read(polled: Path) -> None:
    calendar = Calendar.from_ical(export(polled, "ics").out)
    statuses = [str(todo["status"]) for todo in calendar.walk("VTODO")]
    due = json.loads(export(polled, "json").out)["counts"]["due"]
    assert statuses.count("NEEDS-ACTION") >= due > 0
    assert calendar.walk("VEVENT") != []


def test_the_log_has_two_forms_and_two_weeks(polled: Path) -> None:
    monday, sunday = (export(polled, "work-log", "--week", week).out.splitlines() for week in ("monday", "sunday"))
    assert len(monday) == len(sunday) > 8
    assert monday != sunday
    assert export(polled, "work-log", "--format", "md").out.startswith("# Work search\n")


def test_a_period_holds_what_went_out_in_it(polled: Path) -> None:
    days = [application["applied_on"] for application in json.loads(export(polled, "json").out)["applications"]]
    within = export(polled, "json", "--since", "2026-03-01", "--until", "2026-03-31").out
    kept = [application["applied_on"] for application in json.loads(within)["applications"]]
    assert kept == [day for day in days if day.startswith("2026-03")] != []


@pytest.mark.parametrize("form", _FORMS, ids=" ".join)
def test_what_is_shared_names_nobody(polled: Path, maildir: Path, form: tuple[str, ...]) -> None:
    done = call("-c", polled, *form, "--share", "--as-of", AS_OF)
    assert (done.code, done.err) == (0, "")
    told = done.out.replace("\r\n ", "").casefold()
    assert sorted(name for name in names_in(maildir) if name.casefold() in told) == []
    assert "employer 1" in told or form[-1] == "sankey"


@pytest.mark.parametrize("form", ["csv", "json", "ics", "sankey", "work-log", "xlsx"])
def test_before_anything_was_read_every_form_is_empty_and_fine(config: Path, tmp_path: Path, form: str) -> None:
    done = export(config, form, "-o", tmp_path / "out")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / "out").stat().st_size > 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["csv", "--since", "2026-05-02", "--until", "2026-05-01"], 2),
        (["csv", "--since", "May"], 2),
        (["json", "-o", "/nowhere/at/all"], 73),
    ],
)
def test_what_the_user_can_mend_is_one_line(polled: Path, arguments: list[str], code: int) -> None:
    done = export(polled, *arguments)
    assert done.code == code
    assert is_one_plain_line(done.err)


def test_an_unknown_form_is_a_usage_error(polled: Path) -> None:
    assert export(polled, "pdf").code == 2
