from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.growth_work import settings_at
from benchmarks.invented import applications_of, invented, placed
from benchmarks.stores import OWN, fill, open_new
from inbox_watch.link.replay import link
from inbox_watch.memory import gather
from inbox_watch.records import SentKind
from inbox_watch.survey import survey

NOW = datetime(2026, 5, 22, 12, tzinfo=UTC)


def test_the_same_seed_gives_the_same_findings() -> None:
    assert list(invented(300, 5, NOW)) == list(invented(300, 5, NOW))


def test_findings_come_in_order_of_time_and_none_lies_ahead() -> None:
    times = [finding.internaldate for finding in invented(1_000, 5, NOW)]
    assert len(times) == 1_000
    assert times == sorted(times)
    assert times[-1] <= NOW


def test_a_tenth_are_applications_and_the_linker_finds_each() -> None:
    findings = placed(list(invented(1_000, 5, NOW)), "INBOX", 1)
    sent = [finding for finding in findings if finding.facts.sent_kind is SentKind.APPLICATION]
    assert len(sent) == applications_of(1_000) == 100
    ledger = link(findings, (), {}, timezone=ZoneInfo("Europe/Berlin"), look_back_days=730, own_addresses=OWN)
    assert len(ledger.applications) == 100


def test_a_store_that_was_filled_says_the_same(tmp_path: Path) -> None:
    filled = fill(tmp_path / "data", 500, NOW)
    assert filled.octets > 100_000
    with open_new(tmp_path / "data") as store:
        evidence = gather(store, NOW)
        assert len(evidence.findings) == 500
    report = survey(evidence, settings_at(tmp_path), today=NOW.date(), now=NOW).report
    assert len(report.standings) == 50


def test_others_were_not_applied_to_before() -> None:
    first = {finding.to[0].address for finding in invented(200, 5, NOW) if finding.facts.sent_kind}
    others = {finding.to[0].address for finding in invented(200, 5, NOW, skipped=20) if finding.facts.sent_kind}
    assert len(first) == len(others) == 20
    assert not first & others
