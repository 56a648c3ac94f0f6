"""Connections to a server: bounded in number and in patience, and the same statements as for a file."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Any
from weakref import WeakSet

from sqlalchemy import URL, Engine, QueuePool, create_engine, make_url
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg
from sqlalchemy.exc import ArgumentError

from inbox_watch.errors import ConfigError

SCHEMA = "inbox_watch"

# A server that is gone without a word is noticed by the kernel after a minute; the URL may say otherwise.
_PATIENCE: dict[str, str | int] = {
    "connect_timeout": 10,
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
    "application_name": "inbox_watch",
}
# Whoever waits for a writer gives up as with a file; a statement or a transaction that hangs holds nobody up for long.
# The server notices by the same keepalives that a worker is gone, and lets its locks go.
SESSION = {
    "search_path": f"{SCHEMA},pg_temp",
    "timezone": "UTC",
    "lock_timeout": "5s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "600s",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}

_engines: WeakSet[Engine] = WeakSet()


def engine_of(url: str, *, connections: int, session: dict[str, str] = SESSION) -> Engine:
    """Return the engine of a database URL; it connects when it is first asked, and never more often at once."""
    if find_spec("psycopg") is None:
        raise ConfigError("A store on a server needs psycopg: install inbox-watch[fleet].")
    engine = create_engine(
        parsed_url(url),
        connect_args=connect_options(url, session),
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=30,
        pool_pre_ping=True,  # a server that was restarted is not the caller's trouble
        hide_parameters=True,  # a traceback must not show what stands in a mail
    )
    engine.dialect.statement_compiler = _Compiler
    _engines.add(engine)
    return engine


def connect_options(url: str, session: dict[str, str]) -> dict[str, str | int]:
    """Return what libpq is told beside the URL, which may say otherwise; `session` are settings of the server."""
    query = parsed_url(url).query
    own: dict[str, str | int] = {name: value for name, value in _PATIENCE.items() if name not in query}
    return {**own, "options": " ".join(f"-c {name}={value}" for name, value in session.items())}


def as_libpq(url: str) -> str:
    """Return a database URL as libpq takes it."""
    return parsed_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def parsed_url(url: str) -> URL:
    """Return a database URL, for the one driver there is; raises ConfigError."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:  # what it says holds the password
        raise ConfigError("The URL of the database cannot be read: write postgresql://user@host/database.") from error
    if parsed.get_backend_name() != "postgresql":
        raise ConfigError(f"A database of {parsed.get_backend_name()} is none for a fleet: name one of PostgreSQL.")
    return parsed.set(drivername="postgresql+psycopg")


def name_of(url: str) -> str:
    """What errors call a database: no user and no password."""
    parsed = parsed_url(url)
    return f"{parsed.host or 'localhost'}/{parsed.database or ''}"


class _Compiler(PGCompiler_psycopg):
    """Statements know nothing of clients; what a row conflicts with here is one of the same client."""

    def _on_conflict_target(self, clause: Any, **_: Any) -> str:
        """Begin the columns of ON CONFLICT as every key begins; no other statement has to name it."""
        return f"(client, {', '.join(column.name for column in clause.inferred_target_elements)})"


def _leave_alone() -> None:
    """A forked child has the sockets of its parent, and must not say a word on them."""
    for engine in _engines:
        engine.dispose(close=False)


os.register_at_fork(after_in_child=_leave_alone)
