"""What every command shares: the judge of a run, and what is said when a part of it cannot be read."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from inbox_watch import shipped
from inbox_watch.cli.context import judge_of
from inbox_watch.config import Settings

SETTINGS = Settings(accounts=(), data=Path("/nowhere"), country="DE", timezone=ZoneInfo("Europe/Berlin"))


def test_a_whole_installation_judges_with_all_it_has() -> None:
    judge, notices = judge_of(SETTINGS)
    assert judge.model is not None
    assert judge.sent_judge is not None
    assert notices == ()


@pytest.mark.parametrize("octets", [None, b"", b"no archive"])
def test_without_the_judge_of_sent_mail_rules_do_and_a_notice_says_so(
    octets: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sent.npz"
    if octets is not None:
        path.write_bytes(octets)
    monkeypatch.setattr(shipped, "sent_judge_path", lambda: path)
    judge, notices = judge_of(SETTINGS)
    assert judge.model is not None
    assert judge.sent_judge is None
    (notice,) = notices
    assert "Sent mail is told apart by rules alone" in notice
    assert "Install inbox_watch again" in notice
