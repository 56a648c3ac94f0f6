"""What a server complains about, in our words: by SQLSTATE (PostgreSQL, appendix A of its manual)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree

from inbox_watch.errors import (
    AnotherRun,
    CannotWrite,
    ConfigError,
    DatabaseRefused,
    DatabaseUnavailable,
    InboxWatchError,
)
from inbox_watch.store.schema import DamagedError

_BUSY = frozenset({"55P03", "40001", "40P01"})
_NOT_PREPARED = frozenset({"3F000", "42P01", "42703", "42704", "42883", "42501"})
_NOT_ENROLLED = frozenset({"23503"})
_FULL = "53100"
_READ_ONLY = "25006"
# Connections that broke or were refused, a server that starts, stops or has no room, a statement that took too long.
_PASSING_CLASSES = ("08", "53", "57", "58")
_PASSING = frozenset({"25P03", "25P04"})

# Said before there is a connection, and so without a code of its own; in other languages time is asked to mend it.
_REFUSED = re.compile(
    r'authentication failed|no password supplied|no pg_hba\.conf entry|^role ".*" (does not exist|is not permitted)'
)
_MISSING = re.compile(r'^database ".*" does not exist')

_SHORT = 120


@contextmanager
def translated(name: str, client: str = "") -> Iterator[None]:
    """Turn what goes wrong with a database into an error the user can mend; what is our bug stays as it is."""
    try:
        yield
    except NoneFree as error:
        raise DatabaseUnavailable(f"All connections of this process to {name} are in use: try again later.") from error
    except DBAPIError as error:
        ours = _in_our_words(name, client, error)
        if ours is None:
            raise
        raise ours from error
    except DamagedError as error:
        raise damaged(name, client) from error


def damaged(name: str, client: str) -> CannotWrite:
    """Return the error for rows that mean nothing."""
    return CannotWrite(
        f"What {name} holds of the client {client} is damaged: restore the database from its last dump, or remove the "
        "client and enrol it again, which reads the mailbox anew (what the client said is only in the dump)."
    )


def not_enrolled(name: str, client: str) -> ConfigError:
    """Return the error for a client that is not, or no more, among those of the database."""
    return ConfigError(f"The client {client} is not enrolled in {name}: enrol it first.")


def _in_our_words(name: str, client: str, error: DBAPIError) -> InboxWatchError | None:
    state, reason = getattr(error.orig, "sqlstate", None) or "", _reason(error)
    if not state and (early := _before_a_connection(name, reason)):
        return early
    if state in _BUSY:
        return AnotherRun(f"{client or name} is in use by another run of inbox_watch: try again in a minute.")
    if state in _NOT_PREPARED:
        return _not_prepared(name)
    if state in _NOT_ENROLLED and "_client" in _constraint(error):
        return not_enrolled(name, client)
    if state == _FULL:
        return CannotWrite(f"The disk of {name} is full: free some space there and run again.")
    if state == _READ_ONLY:
        return DatabaseUnavailable(f"{name} takes no writes at present, as a standby does: try again later.")
    if state in _PASSING or state[:2] in _PASSING_CLASSES or (not state and isinstance(error, OperationalError)):
        return DatabaseUnavailable(f"{name} cannot be used at present ({reason}): try again later.")
    return None


def _before_a_connection(name: str, reason: str) -> InboxWatchError | None:
    if _REFUSED.search(reason):
        return DatabaseRefused(f"{name} does not accept the login of the database URL ({reason}): check it.")
    return _not_prepared(name) if _MISSING.search(reason) else None


def _not_prepared(name: str) -> ConfigError:
    return ConfigError(f"{name} is no database of this inbox_watch, or the login may not use it: prepare it first.")


def _reason(error: DBAPIError) -> str:
    """What the server said, or the last thing the driver did, without the addresses that were tried."""
    said: str = getattr(getattr(error.orig, "diag", None), "message_primary", None) or str(error.orig)
    last = (said.strip().splitlines() or [""])[-1]
    return last.rpartition("FATAL:")[2].strip()[-_SHORT:]


def _constraint(error: DBAPIError) -> str:
    return getattr(getattr(error.orig, "diag", None), "constraint_name", None) or ""
