"""What workers leave behind for those who look: logs that name nobody, and figures for coaches."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fleet.stage import Stage


def test_workers_log_lines_without_personal_data_and_keep_figures(stage: Stage) -> None:
    coach = f"{stage.database}_coach"
    stage.postgres.login(coach, "inbox_watch_coach")
    stage.postgres.login(f"{stage.database}_monitor", "inbox_watch_monitor")
    stage.dovecot.add_users("seen-1", "seen-2")
    for number in (1, 2):
        stage.deliver("seen-1", number)
    stage.enrol(["seen-1", "seen-2", "unknown-3"], coach=coach)
    with stage.workers(1) as workers:
        stage.wait_until(lambda: stage.polled() == 2, 100)
        stage.wait_until(lambda: stage.sql("SELECT cause FROM fleet.mailboxes WHERE cause IS NOT NULL") == "login")
        url = stage.postgres.url(stage.database, f"{stage.database}_monitor")
        told = json.loads(stage.run("status", "--json", "--database", url, config="worker.toml"))
        assert workers.end() == [0]
    assert (told["severity"], told["mailboxes"], told["troubles"]) == ("fine", 3, {"login": 1})
    assert told["workers"] > 0
    assert told["last_dispatch"]
    counts = stage.postgres.sql("SELECT client, applications, due FROM coach.counts ORDER BY 1", stage.database, coach)
    assert counts.splitlines() == ["seen-1|2|0", "seen-2|0|0"]
    log = stage.log()
    assert [line for line in log.splitlines() if not isinstance(json.loads(line), dict)] == []
    assert [word for word in ("brookmere", "Data Analyst", "@", "secret", "localhost") if word in log] == []
