"""The first report of a mailbox full of old mail: what to do now, and the rest folded (contract, settled 15)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from inbox_watch.records import Detail, Finding
from tests.cli.calls import call
from tests.cli.remembered import remembered
from tests.support.findings import bounce, received, sent

TODAY = date(2026, 5, 3)


def applied(number: int, days_ago: int) -> list[Finding]:
    """A letter and its receipt."""
    day, at = str(TODAY - timedelta(days=days_ago)), f"jobs@firm{number}.example"
    return [sent(f"s{number}", day, to=at), received(f"r{number}", f"{day} 12:00", from_=at, answers=f"s{number}")]


def test_three_hundred_old_mails_are_no_to_do_list(tmp_path: Path) -> None:
    mail = [each for number in range(147) for each in applied(number, 60 + 4 * number)]
    mail += [*applied(901, 12), *applied(902, 13)]
    mail += [sent("lost", "2026-04-28", to="jobs@firm903.example")]
    mail += [bounce("back", "2026-04-28 11:00", "lost")]
    mail += [sent("asked", "2026-04-20", to="jobs@firm904.example")]
    mail += [received("doubt", "2026-04-29", Detail.REJECTION, from_="x@far.example", answers="asked", unsure=True)]
    done = call("-c", remembered(tmp_path, *mail), "report", "--as-of", str(TODAY))
    assert done.out.startswith("2 of 151 applications are due for their one follow-up.\n2 need a look first.\n")
    assert "147 older applications had no answer" in " ".join(done.out.split())
    assert set(re.findall(r"firm(\d+)", done.out.lower())) == {"901", "902", "903", "904"}
    assert "147 no answer, move on" in done.out
    assert len(done.out.splitlines()) < 45
    page = call("-c", tmp_path / "config.toml", "report", "--format", "html", "--as-of", str(TODAY)).out
    shown = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL).lower()
    assert set(re.findall(r"firm(\d+)", shown)) == {"901", "902", "903", "904"}
