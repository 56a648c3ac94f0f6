"""The store: what poll, the commands and the report ask of the memory, one method a wish, one transaction a method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from inbox_watch.records import (
    Alert,
    Cursor,
    Finding,
    FolderHeard,
    FolderRole,
    MessageUid,
    Removal,
    Statement,
    StatementKind,
    Trouble,
    Unreadable,
)
from inbox_watch.store import departed, evidence, folders, outbox, runs, said, told, troubles
from inbox_watch.store.database import Database
from inbox_watch.store.faults import translated
from inbox_watch.store.outbox import Queued
from inbox_watch.store.place import make_ready
from inbox_watch.store.private import only_for_me
from inbox_watch.store.runs import Run
from inbox_watch.store.sighted import Sighted
from inbox_watch.store.surroundings import Surroundings
from inbox_watch.store.versions import check_version

if TYPE_CHECKING:
    from inbox_watch.store.homes import Place


@dataclass(frozen=True, slots=True)
class Learned:
    """What one batch taught, and how far it reaches: kept as a whole or not at all.

    `read_until` is set when the folder was read to its end; `application_ids` maps evidence keys to ids.
    """

    role: FolderRole
    cursor: Cursor
    findings: tuple[Finding, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    application_ids: Mapping[str, str] = field(default_factory=dict)
    alerts: tuple[Alert, ...] = ()
    read_until: datetime | None = None


def open_store(place: Path | Place, *, read_only: bool = False, own_addresses: frozenset[str] = frozenset()) -> Store:
    """Open the store; a file is made if it is missing. Read-only it must be there, and answers as of one moment.

    `own_addresses` are the user's, in lower case: no two mails are tied by them.
    """
    home = _opened_file(place, read_only) if isinstance(place, Path) else place.opened(read_only=read_only)
    return Store(home, own_addresses)


def _opened_file(path: Path, read_only: bool) -> Database:
    with only_for_me(), translated(path):
        make_ready(path, read_only=read_only)
        database = Database(path, read_only=read_only)
        with ExitStack() as on_failure:
            on_failure.callback(database.close)
            database.check()
            check_version(database)
            if not read_only:
                database.use_wal()
            on_failure.pop_all()
    return database


class Store(Surroundings):
    """An open store; close it, or use it in a `with`."""

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Close its home."""
        self.database.close()

    # What was learned

    def keep(self, learned: Learned, now: datetime) -> None:
        """Keep what a batch taught, the alerts it calls for and how far it reaches: all of it, or nothing."""
        cursor = learned.cursor
        with self.database.writing() as connection:
            self._take_in(connection, learned.findings)
            evidence.add_unreadable(connection, learned.unreadable)
            said.name_applications(connection, learned.application_ids)
            outbox.queue(connection, learned.alerts, now)
            folders.move_cursor(connection, cursor, learned.role)
            if learned.read_until is not None:
                folders.add_read(connection, cursor.account, cursor.folder, learned.read_until)

    def replace_findings(self, findings: Sequence[Finding]) -> None:
        """Put findings of a new judge in the place of what was known of the same mail: all of them, or none."""
        with self.database.writing() as connection:
            evidence.rejudge(connection, findings)
            known = evidence.known_uids(connection, (uid for finding in findings for uid in finding.uids))
            evidence.add_findings(connection, [finding for finding in findings if known.issuperset(finding.uids)])
            told.forget_all(connection)

    def remove(self, removal: Removal) -> None:
        """Remove what has grown old; it stays known that it was there, so that it does not come back."""
        with self.database.writing() as connection:
            departed.remove(connection, removal)

    def forget(self, removal: Removal) -> None:
        """Remove it, and see to it that nothing of it can be found in the file any more."""
        with self.database.writing() as connection:
            departed.remove(connection, removal)
            told.clear(connection)
        self.database.shrink()

    def departed(self, keys: Iterable[str]) -> frozenset[str]:
        """Return those of the sha256 whose mail was removed for good."""
        with self.database.reading() as connection:
            return departed.departed_of(connection, keys)

    def findings(self) -> tuple[Finding, ...]:
        """Return every finding in order of internaldate, then sha256, with all its UIDs in order."""
        with self.database.reading() as connection:
            return evidence.all_findings(connection)

    def unreadable(self, *, tries_below: int | None = None) -> tuple[Unreadable, ...]:
        """Return what could not be read, in order of UID; with `tries_below`, only what was tried less often."""
        with self.database.reading() as connection:
            return evidence.all_unreadable(connection, tries_below)

    def knows(self, uid: MessageUid) -> bool:
        """Is this UID accounted for, read or unreadable?"""
        with self.database.reading() as connection:
            return bool(evidence.known_uids(connection, [uid]))

    def known(self, uids: Iterable[MessageUid]) -> frozenset[MessageUid]:
        """Return those of many UIDs that are accounted for."""
        with self.database.reading() as connection:
            return evidence.known_uids(connection, uids)

    def sighted(self, account: str) -> Sighted:
        """Return what tells whether a UID of an account is accounted for."""
        return Sighted(self.database, account)

    # How far, and since when

    def cursors(self, account: str) -> Mapping[str, Cursor]:
        """Return the cursor of each folder, in its newest epoch."""
        with self.database.reading() as connection:
            return folders.newest_cursors(connection, account)

    def heard(self, now: datetime) -> tuple[FolderHeard, ...]:
        """Return how long each folder has been listened to; the last blind time may be the one up to `now`."""
        with self.database.reading() as connection:
            return folders.all_heard(connection, now)

    def was_heard(self, since: datetime, before: datetime) -> bool:
        """Was any folder read to its end between these moments?"""
        with self.database.reading() as connection:
            return folders.was_heard(connection, since, before)

    # What the user said

    def say(self, kind: StatementKind, about: str, values: Mapping[str, str], now: datetime) -> Statement:
        """Write down what the user said."""
        return self.say_all([(kind, about, values)], now)[0]

    def say_all(
        self, spoken: Iterable[tuple[StatementKind, str, Mapping[str, str]]], now: datetime
    ) -> tuple[Statement, ...]:
        """Write down many things the user said (kind, about, values): all of them, or none."""
        with self.database.writing() as connection:
            told.begin(connection, self.own_addresses)
            statements = tuple(
                said.add_statement(connection, kind, about, values, now) for kind, about, values in spoken
            )
            self._tie_what_is_said(connection)
            return statements

    def last_said(self) -> int:
        """Return the number of the last thing the user said; 0 for nothing."""
        with self.database.reading() as connection:
            return said.last_number(connection)

    def statements(self) -> tuple[Statement, ...]:
        """Return everything the user said, in the order of saying."""
        with self.database.reading() as connection:
            return said.all_statements(connection)

    def name_applications(self, application_ids: Mapping[str, str]) -> None:
        """Give keys the id of their application, instead of the one they had."""
        with self.database.writing() as connection:
            said.name_applications(connection, application_ids)

    def application_ids(self) -> Mapping[str, str]:
        """Return the application id of every key."""
        with self.database.reading() as connection:
            return said.all_application_ids(connection)

    def application_ids_of(self, keys: Iterable[str]) -> Mapping[str, str]:
        """Return the application ids of these keys, and that with the highest number, after which the next is given."""
        with self.database.reading() as connection:
            return said.application_ids_of(connection, keys)

    # What is still to be told

    def queue_alerts(self, alerts: Iterable[Alert], now: datetime) -> None:
        """Queue alerts that no batch called for, as time alone does; one row a key, ever."""
        with self.database.writing() as connection:
            outbox.queue(connection, alerts, now)

    def pending_alerts(self, now: datetime) -> tuple[Queued, ...]:
        """Return the alerts to send now, oldest first."""
        with self.database.reading() as connection:
            return outbox.pending(connection, now)

    def unsent_alerts(self) -> tuple[Queued, ...]:
        """Return the alerts nobody has got yet, those given up among them, oldest first."""
        with self.database.reading() as connection:
            return outbox.unsent(connection)

    def alerts_sent(self, keys: Iterable[str], now: datetime) -> None:
        """The channel took the alerts: all of them are marked, or none."""
        with self.database.writing() as connection:
            outbox.mark_sent(connection, keys, now)

    def alert_failed(self, key: str, now: datetime, retry_at: datetime | None) -> None:
        """The channel did not take the alert: try again at `retry_at`, or give it up."""
        with self.database.writing() as connection:
            outbox.mark_failed(connection, key, now, retry_at)

    def drop_alerts(self, keys: Sequence[str]) -> None:
        """Forget alerts that nobody will get."""
        with self.database.writing() as connection:
            outbox.drop(connection, keys)

    # The diary

    def log_run(self, run: Run) -> None:
        """Write down a run."""
        with self.database.writing() as connection:
            runs.add_run(connection, run)

    def runs(self) -> tuple[Run, ...]:
        """Return the last runs, newest first."""
        with self.database.reading() as connection:
            return runs.all_runs(connection)

    def last_good_run(self, account: str) -> datetime | None:
        """Return when the last run of an account that went well ended."""
        with self.database.reading() as connection:
            return runs.last_good_ended(connection, account)

    def first_runs(self) -> Mapping[str, datetime]:
        """Return when the first run of each account began."""
        with self.database.reading() as connection:
            return runs.first_began(connection)

    def trouble(self, topic: str) -> Trouble | None:
        """Return what is known to be wrong with something."""
        with self.database.reading() as connection:
            return troubles.known(connection, topic)

    def keep_trouble(self, topic: str, trouble: Trouble | None) -> None:
        """Remember what is wrong with something, None for nothing."""
        with self.database.writing() as connection:
            troubles.keep(connection, topic, trouble)
