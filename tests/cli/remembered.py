"""A memory that holds a few findings: no mailbox and no model judged them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from inbox_watch.records import Cursor, Detail, Finding, FolderRole
from inbox_watch.store.store import Learned, open_store
from tests.cli.calls import call, write_config
from tests.support.findings import at, received, sent

PLANNER = sent("planner", "2026-03-02", role="Planner")
COOK = sent("cook", "2026-03-04", to="jobs@kestrel.example", role="Cook")
NEWS = received("news", "2026-03-20", Detail.STATUS_UPDATE)
ANSWER = received("answer", "2026-03-25", Detail.HUMAN_REPLY, from_="x@elsewhere.example", answers="news")


def remembered(folder: Path, *findings: Finding) -> Path:
    """The configuration of that memory."""
    config = write_config(folder, folder)
    learn(config, *findings)
    return config


def learn(config: Path, *findings: Finding) -> None:
    """What a poll does when such mail comes."""
    with open_store(config.parent / "data" / "inbox_watch.sqlite3") as store:
        batch = Learned(FolderRole.INBOX, Cursor("sample", "INBOX", 1, 9), findings, read_until=at("2026-05-03"))
        store.keep(batch, at("2026-05-03"))


def applications(config: Path, as_of: str = "2026-05-03") -> dict[str, Any]:
    """The applications of the report by id."""
    listed = json.loads(call("-c", config, "report", "--format", "json", "--as-of", as_of).out)["applications"]
    return {each["id"]: each for each in listed}


def subjects(application: dict[str, Any]) -> list[str]:
    """The names under which the test wrote its mail."""
    return [event["message_id"].strip("<>").partition("@")[0] for event in application["events"]]
