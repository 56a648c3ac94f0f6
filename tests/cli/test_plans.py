"""Through whatever door: no statement looks through a table that grows with mail, but where all of it is asked for."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from inbox_watch.cli.context import STORE_NAME
from inbox_watch.errors import EXIT_FINE
from tests.cli.calls import AS_OF, call, write_config

# What is looked through by design: how such a statement ends (a regular expression), and why.
_IN_ORDER = "findings ORDER BY findings.internaldate, findings.sha256"
WHOLE: Mapping[str, str] = {
    "alembic_version": "one row",
    "sqlite_master WHERE .*": "as many rows as there are tables and indexes",
    "cursors ORDER BY .*": "a row a folder and epoch",
    "reads ORDER BY .*": "a row a folder and gap",
    r"reads WHERE reads.until >= \? .*": "a row a folder and gap: may the clock be believed?",
    "runs ORDER BY .*": "the diary, a thousand rows: when a backup is put back, or a poll tells of itself",
    r"runs GROUP BY runs.account\)": "a thousand rows: the first run of each account",
    "runs WHERE runs.number <= .*": "a thousand rows: what the diary lets go of",
    "application_ids": "every id, since the next is the number after the highest",
    r"application_ids ORDER BY length\(.*": "the highest id, since the next is the number after it: 1.7 ms of 20,000",
    r"application_ids LIMIT \?.*": "one row: is there any?",
    r"findings LIMIT \?.*": "one row: is there any?",
    _IN_ORDER: "a replay of everything, for words about any mail",
    rf"{_IN_ORDER} LIMIT \?.*": "a part of it, to chart everything anew",
    "sightings WHERE sightings.sha256 IS NOT NULL ORDER BY .*": "where the mail of that replay lies",
}
_NO_PLAN = re.compile(r"BEGIN|PRAGMA|VACUUM|CREATE|DROP|ALTER")


@contextmanager
def noted() -> Iterator[dict[str, Any]]:
    """Every statement of this process, with values it was run with."""
    found: dict[str, Any] = {}

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, many: bool) -> None:
        found.setdefault(sql, values[0] if many else values)

    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)


def through_all_doors(config: Path, maildir: Path) -> None:
    """What a user may do in half a year."""

    def do(*arguments: str | Path, code: int = EXIT_FINE) -> str:
        done = call("-c", config, *arguments)
        assert done.code == code, (arguments, done.err)
        return done.out

    do("poll", "--as-of", AS_OF)
    do("poll", "--as-of", AS_OF)
    told = json.loads(do("report", "--format", "json", "--as-of", AS_OF))["applications"]
    first, second, third, fourth, *_ = (each["id"] for each in told)
    mail = next(each["message_id"] for each in told[0]["events"] if each["label"] != "other")
    do("report", "--format", "html", "-o", config.parent / "report.html")
    do("status", "--json")
    do("export", "csv")
    do("applications", "list")
    do("applications", "add", "--employer", "Kestrel", "--role", "Cook", "--applied-on", "2026-05-01")
    do("applications", "edit", second, "--contact", "petra@kestrel.example")
    do("review", "--json")
    do("mark", first, "followed-up", "--by", "phone")
    do("undo")
    do("label", mail, "rejection")
    do("link", mail, second)
    do("applications", "merge", third, fourth)
    do("explain", second)
    do("draft", second, "--force")
    do("doctor")
    do("backup", config.parent / "backup")
    do("reread")
    do("restore", config.parent / "backup")
    do("forget", second, "--yes")
    do("poll", "--json")
    write_config(config.parent, maildir, more="[follow_up]\nretention_days = 90\n")
    do("poll")


def looked_through(store: Path, statements: Mapping[str, Any]) -> set[str]:
    """The statements that SQLite plans to look through a table for."""
    with closing(sqlite3.connect(store)) as connection:
        return {
            " ".join(sql.split())
            for sql, values in statements.items()
            if not _NO_PLAN.match(sql.lstrip())
            for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            if step.startswith("SCAN")
        }


def test_no_table_that_grows_with_mail_is_looked_through(config: Path, maildir: Path) -> None:
    with noted() as statements:
        through_all_doors(config, maildir)
    assert len(statements) > 100, "all doors were gone through"
    found = looked_through(config.parent / "data" / STORE_NAME, statements)
    assert {sql for sql in found if not any(re.search(f" FROM {asked}$", sql) for asked in WHOLE)} == set()
    assert [asked for asked in WHOLE if not any(re.search(f" FROM {asked}$", sql) for sql in found)] == []
