"""The tables, and the two column types that keep them portable.

Only types, clauses and statements that SQLite and PostgreSQL share. A change here needs a new page in `migrations/`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class DamagedError(Exception):
    """What was stored does not read back."""


class Moment(TypeDecorator[datetime]):
    """An instant as whole microseconds since 1970 (UTC).

    A number loses nothing of a datetime, sorts alike in every database whatever its collation, and can be subtracted
    in SQL; ISO text would sort only while every writer pads it the same way.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Turn an aware datetime into a number; a naive one is our bug and raises TypeError."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn a stored number back into a datetime in UTC."""
        try:
            return None if value is None else _EPOCH + timedelta(microseconds=value)
        except (OverflowError, TypeError) as error:
            raise DamagedError(f"no instant: {error}") from error


class Words(TypeDecorator[str]):
    """Text that any database takes, since senders and servers choose what stands in it.

    A lone surrogate is no UTF-8 and PostgreSQL refuses NUL; one such subject must not stop a mailbox for good.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Replace what cannot be stored."""
        return None if value is None else storable(value)


def storable(text: str) -> str:
    """Return the text without lone surrogates and NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

findings = Table(
    "findings",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("internaldate", Moment, nullable=False),
    Column("message_id", Words, nullable=False),
    Column("role", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("document", Text, nullable=False),
    Index("ix_findings_internaldate", "internaldate", "sha256"),
    Index("ix_findings_message_id", "message_id"),
    Index("ix_findings_label", "label", "sha256"),
)

# Every UID ever accounted for: a message that was judged, or one that could not be read.
sightings = Table(
    "sightings",
    metadata,
    Column("account", Words, primary_key=True),
    Column("folder", Words, primary_key=True),
    Column("uidvalidity", BigInteger, primary_key=True, autoincrement=False),
    Column("uid", BigInteger, primary_key=True, autoincrement=False),
    Column("sha256", Text, ForeignKey("findings.sha256")),
    Column("reason", Words),
    Column("internaldate", Moment),
    Column("sender", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("tries", Integer, nullable=False),
    CheckConstraint("(sha256 IS NULL) <> (reason IS NULL)", name="judged_or_unreadable"),
    Index("ix_sightings_sha256", "sha256"),
)

# UIDs that are accounted for though nothing is kept of the message but its digest (empty where it could not be read):
# it was forgotten, or grew too old. What comes back with this digest is not learned again.
departed = Table(
    "departed",
    metadata,
    Column("account", Words, primary_key=True),
    Column("folder", Words, primary_key=True),
    Column("uidvalidity", BigInteger, primary_key=True, autoincrement=False),
    Column("uid", BigInteger, primary_key=True, autoincrement=False),
    Column("sha256", Text, nullable=False),
    Index("ix_departed_sha256", "sha256"),
)

# `epoch` counts the changes of UIDVALIDITY: RFC 9051 makes it grow, a server restored from a backup does not.
cursors = Table(
    "cursors",
    metadata,
    Column("account", Words, primary_key=True),
    Column("folder", Words, primary_key=True),
    Column("uidvalidity", BigInteger, primary_key=True, autoincrement=False),
    Column("uid", BigInteger, nullable=False),
    Column("role", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
)

# Spans of listening: from the first to the last of complete reads that were never more than a day apart.
reads = Table(
    "reads",
    metadata,
    Column("account", Words, primary_key=True),
    Column("folder", Words, primary_key=True),
    Column("since", Moment, primary_key=True, autoincrement=False),
    Column("until", Moment, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("said_at", Moment, nullable=False),
    Column("about", Words, nullable=False),
    Column("document", Text, nullable=False),
    sqlite_autoincrement=True,
)

application_ids = Table(
    "application_ids",
    metadata,
    Column("key", Words, primary_key=True),
    Column("id", Words, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("key", Words, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("subject", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("queued_at", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_try_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("failed_at", Moment),
    Index("ix_outbox_unsent", "sent_at", "queued_at", "key"),
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("account", Words, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=False),
    Column("outcome", Integer, nullable=False),
    Column("messages", Integer, nullable=False),
    Index("ix_runs_outcome", "outcome", "account", "ended_at"),
    sqlite_autoincrement=True,
)

# What may meet in a replay (docs/decisions/0027-only-what-changed.md): derived, and made anew when its rules change.
# `untold`: there may be an application, and something came to the island since its follow-ups were last looked at.
islands = Table(
    "islands",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("founded", Integer, nullable=False),
    Column("spoken", Integer, nullable=False),
    Column("untold", Integer, nullable=False),
    Index("ix_islands_founded", "founded", "untold"),
    Index("ix_islands_untold", "untold"),
)

island_keys = Table(
    "island_keys",
    metadata,
    Column("key", Words, primary_key=True),
    Column("island", Integer, nullable=False),
    Index("ix_island_keys_island", "island"),
    sqlite_with_rowid=False,
)

# A trait is a number made of an address, a name or an id, from which these cannot be read back.
island_traits = Table(
    "island_traits",
    metadata,
    Column("trait", BigInteger, primary_key=True, autoincrement=False),
    Column("side", Integer, primary_key=True, autoincrement=False),
    Column("island", Integer, primary_key=True, autoincrement=False),
    Index("ix_island_traits_island", "island"),
    sqlite_with_rowid=False,
)

notes = Table(
    "notes",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
