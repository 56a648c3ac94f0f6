"""The parts that benchmarks run in processes of their own, at the smallest size."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from benchmarks import growth_work, stage_work
from benchmarks.stores import last_polled, open_new
from benchmarks.today import NOW


def test_growth_fills_a_store_and_lets_mail_come(tmp_path: Path) -> None:
    filled = growth_work.main("fill", tmp_path, 300)
    assert filled["cpu"] > 0
    assert last_polled(tmp_path) == 300
    for part, count in (("day", 0), ("quiet", 0), ("news", 40)):
        assert growth_work.main(part, tmp_path, count)["cpu"] > 0
    with open_new(tmp_path) as store:
        findings = store.findings()
    assert len(findings) == 340
    assert sum(finding.internaldate >= NOW - timedelta(minutes=2) for finding in findings) >= 40


def test_every_stage_takes_some_time_and_parts_less_than_the_whole() -> None:
    took = stage_work.main(40)
    assert set(took) == {
        *("parsing", "mail-parser", "text", "judge", "facts", "handing over", "keeping", "linking and standing"),
    }
    assert min(took.values()) > 0
    assert took["mail-parser"] < took["parsing"]
