from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.sources.ledger import BadTable, DateOrder, Listed, Row, read_ledger
from inbox_watch.sources.ledger.files import LARGEST_TABLE

TODAY = date(2026, 5, 22)
LINKEDIN = (
    "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
    "Question And Answers"
)
TEAL = "id,company_name,role,location,url,excitement,source,applied_at,archived_at,statusName"
HUNTR = "Employer,Job Title,List,URL,Location,Salary,Date Saved,Date Applied,Notes"
ROW = Row("Kestrel", "Clerk", date(2026, 4, 3), via="manual")


def read(*paths: Path, order: DateOrder | None = None) -> Listed:
    return read_ledger(paths, TODAY, ZoneInfo("Europe/Berlin"), order)


def table(folder: Path, text: str, name: str = "list.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def refused(*paths: Path, order: DateOrder | None = None) -> str:
    with pytest.raises(BadTable) as caught:
        read(*paths, order=order)
    return str(caught.value)


# What programs export


def linkedin(*rows: str) -> str:
    return "\n".join([LINKEDIN, *rows, ""])


ONE = '"4/3/26, 10:15 AM",runa@falkenried.example,+49 1,Kestrel,Clerk,http://www.linkedin.com/jobs/view/1,cv.pdf,"Pay?\n5"'
TWO = '"5/1/26, 9:00 PM",,,Lindhof Labs,Planner,http://www.linkedin.com/jobs/view/2,cv.pdf,'
FROM_LINKEDIN = (
    Row("Kestrel", "Clerk", date(2026, 4, 3), via="job_board", posting="http://www.linkedin.com/jobs/view/1"),
    Row("Lindhof Labs", "Planner", date(2026, 5, 1), via="job_board", posting="http://www.linkedin.com/jobs/view/2"),
)


def test_linkedins_dates_begin_with_the_month_and_its_contact_is_the_applicant(tmp_path: Path) -> None:
    assert read(table(tmp_path, linkedin(ONE, TWO))) == Listed(FROM_LINKEDIN, 0)


def test_notes_may_stand_above_the_headings(tmp_path: Path) -> None:
    notes = 'Notes:\n"Some rows are missing, and dates, too; see the help."\n\n'
    assert read(table(tmp_path, notes + linkedin(ONE, TWO), encoding="utf-8-sig")).rows == FROM_LINKEDIN


@pytest.fixture(params=["folder", "its Jobs", "ZIP", "ZIP with a folder", "first part"])
def export(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An export in two parts, in each of its forms."""
    parts = {"Job Applications.csv": linkedin(ONE), "Job Applications_1.csv": linkedin(TWO), "Saved Jobs.csv": "a\n"}
    if not request.param.startswith("ZIP"):
        folder = tmp_path / "Jobs"
        for name, text in parts.items():
            table(folder, text, name)
        return {"folder": tmp_path, "its Jobs": folder, "first part": folder / "Job Applications.csv"}[request.param]
    path = tmp_path / "Complete_LinkedInDataExport.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(("Complete/Jobs/" if "folder" in request.param else "") + name, text)
        archive.writestr("__MACOSX/Jobs/._Job Applications.csv", b"\0\1")
    return path


def test_an_export_is_read_with_all_its_parts(export: Path) -> None:
    assert read(export).rows == FROM_LINKEDIN


def test_a_part_named_twice_is_read_once(tmp_path: Path) -> None:
    path = table(tmp_path, linkedin(ONE), "Job Applications.csv")
    assert read(path, tmp_path).rows == FROM_LINKEDIN[:1]


def test_a_list_that_a_spreadsheet_has_rewritten_is_no_longer_linkedins_form(tmp_path: Path) -> None:
    path = table(tmp_path, linkedin(ONE.replace("4/3/26, 10:15 AM", "03/04/2026 10:15")))
    assert "may mean 2026-04-03 or 2026-03-04" in refused(path)


def test_teal(tmp_path: Path) -> None:
    rows = (
        "7,Kestrel,Clerk,Kiel,https://jobs.lever.co/kestrel/0a1b2c3d,4,linkedin,2026-04-03T00:00:00.000Z,,Applied",
        "8,Lindhof Labs,Planner,,not a link,,,2026-04-30 22:30:00 UTC,,Rejected",
        "9,Acme,Cook,,,,,,,Bookmarked",
        '10,Acme,Baker,,,,,,,"{""id"": 1, ""name"": ""Applying""}"',
    )
    assert read(table(tmp_path, "\n".join([TEAL, *rows]), encoding="utf-8-sig")) == Listed(
        (
            Row(
                "Kestrel", "Clerk", date(2026, 4, 3), via="manual", posting="https://jobs.lever.co/kestrel/0a1b2c3d",
                row_id="teal:7", status="Applied",
            ),
            Row(
                "Lindhof Labs", "Planner", date(2026, 5, 1), via="manual", row_id="teal:8", status="Rejected",
                has_ended=True,
            ),
        ),
        2,
    )  # fmt: skip


def test_huntr(tmp_path: Path) -> None:
    rows = ("Kestrel,Clerk,Applied,,,,2026-03-01,2026-04-03,", "Acme,Cook,Wishlist,,,,2026-03-01,,")
    path = table(tmp_path, "\n".join([HUNTR, *rows]), "USER_JOBS_USER_FULL_DATA_DOWNLOAD_2026.csv")
    found = read(path.parent)
    assert [(row.employer, row.applied_on, row.status) for row in found.rows] == [
        ("Kestrel", date(2026, 4, 3), "Applied")
    ]
    assert found.not_sent == 1


def test_the_day_of_saving_is_not_the_day_of_applying(tmp_path: Path) -> None:
    path = table(tmp_path, "Employer,Job Title,List,Date Saved\nKestrel,Clerk,Applied,2026-03-01\n")
    assert f"{path} has no column for applied on (applied on, date applied, " in refused(path)


# What people write


@pytest.mark.parametrize(
    "headings",
    [
        "Company,Job Title,Date Applied",
        "Arbeitgeber,Stelle,Beworben am",
        "Entreprise,Poste,Date de candidature",
        "Empresa,Puesto,Fecha de solicitud",
        "Bedrijf,Functie,Sollicitatiedatum",
        "Azienda,Posizione,Data candidatura",
        "Empresa,Vaga,Data da candidatura",
        "companyName,jobTitle,appliedAt",
        " SOCIÉTÉ ,Intitulé du poste,Date",
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_found_in_seven_languages_whatever_divides_them(
    tmp_path: Path, headings: str, delimiter: str
) -> None:
    path = table(tmp_path, f"{headings}\r\nKestrel,Clerk,2026-04-03\r\n".replace(",", delimiter))
    assert read(path).rows == (ROW,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
def test_every_encoding_of_spreadsheets_is_read(tmp_path: Path, encoding: str) -> None:
    path = table(tmp_path, "Firma;Stelle;Datum\nMüller & Söhne;Köchin;3. März 2026\n", encoding=encoding)
    assert read(path).rows == (Row("Müller & Söhne", "Köchin", date(2026, 3, 3), via="manual"),)


def test_the_best_heading_counts_wherever_it_stands(tmp_path: Path) -> None:
    path = table(
        tmp_path, "Date,Company,Position,Date Applied,Kind,Via\n2026-01-01,Kestrel,Clerk,2026-04-03,Large,ATS\n"
    )
    assert read(path).rows == (Row("Kestrel", "Clerk", date(2026, 4, 3), kind="large", via="ats"),)


def test_a_row_has_the_number_a_spreadsheet_shows_whatever_its_cells_hold(tmp_path: Path) -> None:
    path = table(tmp_path, 'company,date\n\n"Kestrel\x1b\nWorks",2026-04-03\nShort\n,,\n')
    assert f"{path}, row 4: there is no date of application." in refused(path)
    path = table(tmp_path, 'company,date\n\n"Kestrel\x1b\nWorks",2026-04-03\n')
    assert read(path).rows[0].employer == "Kestrel Works"


@pytest.mark.parametrize(
    ("status", "has_ended"),
    [("Rejected", True), ("Absage", True), ("Refusée", True), ("Offer", False), ("No answer", False), ("", False)],
)
def test_only_words_for_an_end_are_an_end(tmp_path: Path, status: str, has_ended: bool) -> None:
    (row,) = read(table(tmp_path, f"company,date,status\nKestrel,2026-04-03,{status}\n")).rows
    assert (row.status, row.has_ended) == (status, has_ended)


@pytest.mark.parametrize("status", ["Saved", "wish-list", "à postuler", "Noch nicht beworben", "guardada"])
def test_what_is_only_saved_needs_no_date(tmp_path: Path, status: str) -> None:
    assert read(table(tmp_path, f"company,date,status\nKestrel,,{status}\n")) == Listed((), 1)


# Day and month


def dated(folder: Path, *dates: str) -> Path:
    return table(folder, "".join(["company;date\n", *(f"Kestrel;{text}\n" for text in dates)]))


def test_another_row_settles_what_a_date_means(tmp_path: Path) -> None:
    rows = read(dated(tmp_path, "07/04/2026", "25/04/2026")).rows
    assert [row.applied_on for row in rows] == [date(2026, 4, 7), date(2026, 4, 25)]
    rows = read(dated(tmp_path, "01/04/2026", "04/25/2026")).rows
    assert [row.applied_on for row in rows] == [date(2026, 1, 4), date(2026, 4, 25)]


def test_without_such_a_row_the_user_is_asked(tmp_path: Path) -> None:
    path = dated(tmp_path, "07/04/2026")
    assert refused(path).splitlines()[0] == (
        f"{path}, row 2: the date 07/04/2026 may mean 2026-04-07 or 2026-07-04: import the file with --date-order dmy "
        "(day first) or mdy (month first)."
    )
    assert read(path, order=DateOrder.DAY_FIRST).rows[0].applied_on == date(2026, 4, 7)


def test_rows_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    path = dated(tmp_path, "25/04/2026", "2026-04-01", "04/25/2026")
    assert refused(path).splitlines()[0] == (
        f"{path}, rows 2 and 4: 25/04/2026 and 04/25/2026 order day and month differently; "
        "write the dates as 2026-05-12."
    )
    assert "row 4: the date 04/25/2026 has no month 25 with the day first" in refused(path, order=DateOrder.DAY_FIRST)


def test_each_list_settles_only_itself(tmp_path: Path) -> None:
    clear, doubtful = dated(tmp_path / "a", "25/04/2026"), dated(tmp_path / "b", "07/04/2026")
    assert f"{doubtful}, row 2" in refused(clear, doubtful)


# What is refused


def test_all_problems_of_all_lists_are_told_at_once(tmp_path: Path) -> None:
    one = table(tmp_path, "company,date\n,nope\nKestrel,2026-04-03\nKestrel,\n", "one.csv")
    other = table(tmp_path, "company,date\nKestrel,2026-05-23\n", "other.csv")
    assert refused(one, other).splitlines() == [
        f"{one}, row 2: there is no employer, and the date nope cannot be read: write it as 2026-05-12.",
        f"{one}, row 4: there is no date of application.",
        f"{other}, row 2: 2026-05-23 lies in the future.",
        "Nothing was imported; mend these rows and import the file again.",
    ]


def test_of_many_problems_twenty_are_told(tmp_path: Path) -> None:
    lines = refused(table(tmp_path, "company,date\n" + "Kestrel,soon\n" * 23)).splitlines()
    assert len(lines) == 22
    assert lines[-2] == "And 3 more."


def archive(text: str, name: str = "Job Applications.csv") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr(name, text)
    return held.getvalue()


DAMAGED = archive(linkedin(ONE))[:60] + bytes(9) + archive(linkedin(ONE))[69:]


@pytest.mark.parametrize(
    ("name", "octets", "said"),
    [
        ("a.csv", b"", "has no column for employer (employer, company, company name, organisation, ...) and none for "),
        ("a.csv", b"company,date\n\"Kestrel,2026-04-03\n", "row 2: this is not CSV (unexpected end of data)"),
        ("a.csv", b"\xff\xfea", "is no text: save it as CSV UTF-8"),
        ("a.csv", b"company,date\nKes\0trel,2026-04-03\n", "is no text: save it as CSV UTF-8"),
        ("a.csv", b"x" * (LARGEST_TABLE + 1), "is larger than 16 MB, which no table of applications is"),
        ("a.xlsx", archive(""), "is a workbook: save its sheet as CSV UTF-8 and import that file"),
        ("a.zip", archive("", "notes.csv"), "holds no list of applications that is known"),
        ("a.zip", archive("x" * (LARGEST_TABLE + 1)), "a.zip/Job Applications.csv is larger than 16 MB"),
        ("a.zip", DAMAGED, "is a damaged or locked archive"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_one_sentence(tmp_path: Path, name: str, octets: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(octets)
    message = refused(path)
    assert said in message
    assert message.startswith(str(path))
    assert "\n" not in message


CELLS = st.sampled_from(
    ["company", "date", "status", "Kestrel", "2026-04-03", "7/4/26", '"', ",", ";", "\n", "\ufeff", "\0"]
)


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=60), st.lists(CELLS, max_size=30).map(lambda cells: "".join(cells).encode())))
def test_any_octets_are_a_list_or_refused(tmp_path_factory: pytest.TempPathFactory, octets: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(octets)
    try:
        rows = read(path).rows
    except BadTable:
        return
    assert all(row.employer and row.applied_on <= TODAY for row in rows)


def test_a_missing_file_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere.csv").endswith("cannot be read (No such file or directory): check the path.")
    assert refused(tmp_path).endswith("(LinkedIn's is `Job Applications.csv`): name the CSV file.")
