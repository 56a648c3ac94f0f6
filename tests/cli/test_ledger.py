from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inbox_watch.sources.ledger import BadTable, Row, read_date, read_ledger

TODAY = date(2026, 5, 22)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-12",
        "2026-05-12T08:00:00Z",
        "12.05.2026",
        "12.5.2026",
        "12. 05.2026",
        "12 May 2026",
        "12. Mai 2026",
        "May 12, 2026",
        "12 mai 2026",
    ],
)
def test_a_date_that_means_one_day_is_read(text: str) -> None:
    assert read_date(text) == date(2026, 5, 12)


@pytest.mark.parametrize(("text", "day"), [("23/04/2026", date(2026, 4, 23)), ("04/23/2026", date(2026, 4, 23))])
def test_a_slashed_date_is_read_where_one_number_can_only_be_the_day(text: str, day: date) -> None:
    assert read_date(text) == day


def test_the_same_day_and_month_are_not_ambiguous() -> None:
    assert read_date("05/05/2026") == date(2026, 5, 5)


@pytest.mark.parametrize("text", ["07/04/2026", "", "soon", "31.02.2026", "12 Foo 2026", "12.05.26", "0/0/2026"])
def test_any_other_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="the date"):
        read_date(text)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_found_by_their_headings_whatever_divides_them(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "t.csv"
    rows = (("Status", "Bewerbungsdatum", "Arbeitgeber", "Position", "Kind"), ("x", "2026-05-12", "Acme", "", "Large"))
    path.write_text("\r\n".join(delimiter.join(row) for row in rows), "utf-8-sig")
    assert read_ledger(path, TODAY) == (Row("Acme", "", date(2026, 5, 12), kind="large"),)


def test_cells_may_hold_line_breaks_and_control_characters_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('company,date\n\n"Acme\x1b\nInc",2026-05-12\nShort\n', "utf-8")
    with pytest.raises(BadTable) as caught:
        read_ledger(path, TODAY)
    assert "row 5: " in str(caught.value)
    path.write_text('company,date\n\n"Acme\x1b\nInc",2026-05-12\n', "utf-8")
    assert read_ledger(path, TODAY)[0].employer == "Acme Inc"
