"""The doors of the program that benchmarks go through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.cost import python
from inbox_watch.accounts import ImapAccount
from inbox_watch.records import Batch, Cursor
from inbox_watch.sources import fetch
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.deadline import Deadline
from tests.support.dovecot import PASSWORD, USER

NAME = "bench"
_SECONDS = 3600
_CONFIGURATION = """\
[accounts.{name}]
host = "127.0.0.1"
port = {port}
security = "none"
user = "{user}"
password_file = "{secret}"
folders = {folders}
authserv_id = "mx.postfach.example"

[paths]
data = "{data}"

[me]
addresses = ["runa@falkenried.example"]
country = "DE"
timezone = "Europe/Berlin"

[alerts]
targets = []
"""


def write_secret(folder: Path) -> Path:
    """Write the password of the throw-away server into a file."""
    path = folder / "password"
    path.touch(0o600)
    path.write_text(PASSWORD, "utf-8")
    return path


def write_configuration(folder: Path, port: int, folders: Sequence[str] = ("INBOX",)) -> Path:
    """Write a configuration whose data is below the folder, and return its path."""
    named = ", ".join(f'"{name}"' for name in folders)
    path = folder / "config.toml"
    path.touch(0o600)
    path.write_text(
        _CONFIGURATION.format(
            name=NAME, port=port, user=USER, secret=write_secret(folder), folders=f"[{named}]", data=folder / "data"
        ),
        "utf-8",
    )
    return path


def command(configuration: Path, *arguments: object) -> list[str]:
    """The command line of a call of the program."""
    return python("inbox_watch", "-c", configuration, *arguments)


def account_at(port: int, secret: Path) -> ImapAccount:
    """The account on the throw-away server."""
    return ImapAccount(NAME, "127.0.0.1", port, "none", USER, password_file=secret)


def visits(account: ImapAccount) -> Iterator[Batch]:
    """Everything in the folders that a poll would read, sitting by sitting, as a first poll fetches it."""
    cursors: dict[str, Cursor] = {}
    more = True
    while more:
        sitting = fetch(
            account,
            cursors,
            since=None,
            budget=Budget(),
            deadline=Deadline(_SECONDS),
            now=lambda: datetime.now(UTC),
        )
        for batch in sitting.batches:
            cursors[batch.cursor.folder] = batch.cursor
            yield batch
        more = sitting.more
