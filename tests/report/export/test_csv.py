"""The table that spreadsheets read."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest

from inbox_watch.records import Channel, Detail, State
from inbox_watch.report.export.as_csv import to_csv, without_formula
from inbox_watch.report.export.table import headings
from tests.report.builders import event, report, standing
from tests.report.search import job_search


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


def test_one_application_is_one_line() -> None:
    receipt = event(Detail.ACKNOWLEDGEMENT, date(2026, 4, 2))
    one = standing(
        State.DUE, receipt, acknowledged_on=date(2026, 4, 2), reasons=("receipt on 2026-04-02, no answer since",)
    )
    assert lines(to_csv(report(one))) == [
        {
            "id": "a17",
            "employer": "Lindhof Labs",
            "role": "Planner",
            "applied_on": "2026-04-01",
            "via": "mail",
            "counterpart": "large",
            "state": "due",
            "silent": "true",
            "silent_days": "30",
            "acknowledged_on": "2026-04-02",
            "last_mail_on": "2026-04-02",
            "step": "application",
            "clock_start": "2026-04-01",
            "due_on": "2026-04-09",
            "advised": "true",
            "channel": "email",
            "target": "petra@lindhof.example",
            "followed_up_on": "",
            "deadline": "",
            "next_step": "Write to petra@lindhof.example",
            "note": "Follow-up due 9 Apr.",
            "reasons": "Receipt on 2 Apr, no answer since.",
            "warnings": "",
            "cautions": "",
        }
    ]


def test_no_next_step_is_told_where_none_is_advised() -> None:
    [line] = lines(to_csv(report(standing(State.WAITING, channel=Channel.EMAIL))))
    assert (line["advised"], line["next_step"]) == ("false", "")


def test_lines_end_as_the_standard_wants_and_quotes_are_doubled() -> None:
    text = to_csv(report(standing(employer='Moor, "Hof"')))
    assert text.count("\r\n") == text.count("\n") == 2
    assert '"Moor, ""Hof"""' in text


def test_nothing_known_is_the_headings_alone() -> None:
    assert to_csv(report()) == ",".join(headings()) + "\r\n"


def test_the_mark_for_excel_stands_first() -> None:
    assert to_csv(report(), for_excel=True) == "\ufeff" + to_csv(report())


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+49 30 1", "'+49 30 1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "\t'=1"),
        ("\r=1", "\r'=1"),
        ("＝1", "'＝1"),
        ('Moor;"=1', "Moor;\"'=1"),
        ("Moor; +1", "Moor; '+1"),
        ("Lindhof-Labs, A+B = C", "Lindhof-Labs, A+B = C"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(text: str, harmless: str) -> None:
    assert without_formula(text) == harmless


def test_a_formula_in_a_name_is_text_in_the_file() -> None:
    [line] = lines(to_csv(report(standing(employer='=HYPERLINK("https://evil.example")', role="@planner"))))
    assert (line["employer"], line["role"]) == ('\'=HYPERLINK("https://evil.example")', "'@planner")


@pytest.mark.parametrize(
    "name", ["شركة النور للتجارة", "青山物流株式会社", "Ä" * 200], ids=["arabic", "chinese", "long"]
)
def test_names_of_any_script_and_length_stay_whole(name: str) -> None:
    assert lines(to_csv(report(standing(employer=name))))[0]["employer"] == name


def test_a_thousand_applications_are_a_thousand_lines() -> None:
    assert len({line["id"] for line in lines(to_csv(job_search(1000)))}) == 1000
