"""The SQLite file: connections and transactions. The only page, with `faults`, that knows SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Executable, QueuePool, Table, create_engine, event
from sqlalchemy.dialects import sqlite

from inbox_watch.store.faults import damaged, translated
from inbox_watch.store.private import sync_file

T = TypeVar("T")

_BUSY_SECONDS = 5.0

# Databases limit how many values one statement may have (SQLite to 32,766).
_AT_ONCE = 500

# Looking a whole file over costs 2 ms a MB; beyond this it is done only after a run that was cut short.
_ALWAYS_CHECKED_BYTES = 64 * 2**20


class Database:
    """An open file. Opened to read only, it is one snapshot: every answer is of the moment of the first."""

    def __init__(self, path: Path, *, read_only: bool = False, known_as: Path | None = None) -> None:
        """Name the file, and what errors call it; it is opened when it is first asked."""
        self.path = known_as or path
        self.read_only = read_only
        self._engine = _engine(path, read_only=read_only)
        self._snapshot: Connection | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection inside a transaction that sees one state of the file."""
        with translated(self.path):
            if self.read_only:
                yield self._one_snapshot()
            else:
                with self._engine.begin() as connection:
                    yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection inside the one transaction that may write: all of it is kept, or nothing."""
        with translated(self.path), self._engine.execution_options(begin_with="BEGIN IMMEDIATE").begin() as connection:
            yield connection

    def check(self) -> None:
        """Refuse a file whose pages do not fit together; looks only where that is cheap or called for."""
        with translated(self.path):
            size, whole = self.path.stat().st_size, unfinished_log(self.path) is None
        with self.reading() as connection:
            if whole and size % _pragma(connection, "page_size"):
                raise damaged(self.path, "its end is missing")
            if whole and size > _ALWAYS_CHECKED_BYTES:
                return
            verdict = _pragma(connection, "quick_check(1)")
        if verdict != "ok":
            raise damaged(self.path, verdict)

    def check_all(self) -> None:
        """Refuse a file of which any page, index or reference does not fit, or that acts by itself; reads all of it."""
        with self.reading() as connection:
            verdict = _pragma(connection, "integrity_check(1)")
            stray = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            acting = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view')").first()
        if verdict != "ok" or stray is not None:
            raise damaged(self.path, verdict if verdict != "ok" else "a reference leads nowhere")
        if acting is not None:
            raise damaged(self.path, "it has a trigger or view, which no store has")

    def copy_to(self, path: Path) -> None:
        """Write all of it, as of one moment and without what was deleted, into a new file that survives a power cut."""
        with translated(path), self._engine.execution_options(begin_with="").connect() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(path),))
        sync_file(path)

    def replace_by(self, path: Path) -> None:
        """Take over all of another file in one transaction: killed or out of space, this one stays as it was."""
        with (
            translated(self.path),
            closing(_connect(path, read_only=True)) as source,
            closing(_connect(self.path)) as own,
        ):
            source.backup(own)

    def shrink(self) -> None:
        """Write the file anew without what was deleted, and empty its log."""
        with translated(self.path), self._engine.execution_options(begin_with="").connect() as connection:
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def use_wal(self) -> None:
        """Let readers read while a run writes; the file remembers it, but a copy made by VACUUM INTO does not."""
        with translated(self.path), self._engine.execution_options(begin_with="").connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")

    def close(self) -> None:
        """Close every connection."""
        if self._snapshot is not None:
            self._snapshot.close()
        self._engine.dispose()

    def _one_snapshot(self) -> Connection:
        if self._snapshot is None:
            self._snapshot = self._engine.connect()
            self._snapshot.begin()
        return self._snapshot


def insert(table: Table) -> sqlite.Insert:
    """Begin an INSERT that can meet what is there (ON CONFLICT); PostgreSQL's own has the same methods."""
    return sqlite.insert(table)


def execute_many(connection: Connection, statement: Executable, rows: Sequence[Mapping[str, object]]) -> None:
    """Run a statement once for each row; SQLAlchemy itself runs it once, without values, for no row."""
    if rows:
        connection.execute(statement, rows)


def chunks(values: Iterable[T]) -> Iterator[Sequence[T]]:
    """The values, so many at a time as one statement takes."""
    rest = list(values)
    for start in range(0, len(rest), _AT_ONCE):
        yield rest[start : start + _AT_ONCE]


def unfinished_log(path: Path) -> Path | None:
    """Return the log that a run left when it was cut short, or that a run still writes to."""
    for ending in ("-wal", "-journal"):
        log = path.with_name(path.name + ending)
        if log.exists() and log.stat().st_size > 0:
            return log
    return None


def _pragma(connection: Connection, name: str) -> Any:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def _engine(path: Path, *, read_only: bool) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _connect(path, read_only=read_only),
        poolclass=QueuePool,
        hide_parameters=True,  # a traceback must not show what stands in a mail
    )
    event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the file, which must be there: `mode=rw` makes none."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,  # the driver starts no transaction of its own, `_begin` does
        check_same_thread=False,  # the pool hands a connection to one thread at a time
    )
    with ExitStack() as on_failure:
        on_failure.callback(connection.close)
        # The pragmas read the schema, so a damaged file is met here.
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten
        on_failure.pop_all()
    return connection


def _begin(connection: Connection) -> None:
    """Take the write lock before anything is read: a read that turns into a write would fail, or count twice."""
    if begin := connection.get_execution_options().get("begin_with", "BEGIN"):
        connection.exec_driver_sql(begin)
