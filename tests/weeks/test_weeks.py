"""Twenty Fridays of the sample job search."""

from __future__ import annotations

from datetime import date

import pytest

from inbox_watch.survey import Evidence
from tests.support.sample import shipped_judge, truly_judged
from tests.weeks.tables import FOLDER, FRIDAYS, table


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return truly_judged(shipped_judge())


@pytest.mark.parametrize("friday", FRIDAYS, ids=str)
def test_the_silent_table_is_as_a_person_has_read_it(friday: date, evidence: Evidence) -> None:
    assert table(evidence, friday) == (FOLDER / f"{friday}.txt").read_text("utf-8")
