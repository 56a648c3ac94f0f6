"""The page of proofs: each sweep has its row, made of what all processes counted."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.faults.proof import FAULTS, OTHERS, page
from tests.faults.sweeps import SWEEPS
from tests.support.tally import FOLDER, Count, Tally, added, counted

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "proof.md"
TODAY = datetime(2026, 5, 1, tzinfo=UTC)


def test_counts_of_several_processes_add_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "tally"))
    for cases in (3, 4):
        Tally().add("cuts", cases, seed=8)
    Tally().add("stops", 1)
    counts = counted(tmp_path / "tally")
    assert [(count.row, count.cases, count.seed) for count in counts] == [
        ("cuts", 3, 8),
        ("cuts", 4, 8),
        ("stops", 1, None),
    ]
    assert added(counts[:2]).cases == 7


def test_without_a_folder_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER, raising=False)
    monkeypatch.chdir(tmp_path)
    Tally().add("cuts", 3)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_sweep_stands_in_a_table_of_its_own() -> None:
    text = page((Count(SWEEPS[0].key, 1200, 60, 8), Count("mutations", 5, 9.6)), TODAY)
    faults, _, others = text.partition("## Other checks")
    assert "| 1,200 | 8 | 60 |" in faults
    assert "1,200 faults." in faults
    assert "| mutations | 5 |  | 10 |" in others
    assert "mutations" not in faults
    assert "## Other checks" not in page((), TODAY)


@pytest.mark.parametrize("sweep", SWEEPS, ids=lambda sweep: sweep.key)
def test_every_sweep_is_a_test_that_counts_it(sweep: object) -> None:
    assert isinstance(sweep, type(SWEEPS[0]))
    file, _, function = sweep.test.partition("::")
    source = (HERE / file).read_text("utf-8")
    assert re.search(rf"^def {function}\(", source, re.MULTILINE)
    assert f'tally.add("{sweep.key}"' in source


def test_the_page_has_a_row_for_every_sweep_and_ten_thousand_faults() -> None:
    faults = PAGE.read_text("utf-8").partition(FAULTS)[2].partition(OTHERS)[0]
    rows = re.findall(r"^\| (.+) \(\[test\].+ \| ([\d,]+) \| \d* \| [\d,]+ \|$", faults, re.MULTILINE)
    assert [fault for fault, _ in rows] == [sweep.fault for sweep in SWEEPS]
    assert sum(int(number.replace(",", "")) for _, number in rows) >= 10_000
