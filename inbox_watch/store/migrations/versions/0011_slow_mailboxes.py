"""Slow mailboxes are found among themselves: jobs are made of those that are due without a look at all. Of a server."""

from __future__ import annotations

from alembic import op

from inbox_watch.store.migrations.belonging import on_a_server

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make an index of few rows: a moment, also where there are many mailboxes."""
    if on_a_server():
        op.execute("CREATE INDEX ix_mailboxes_slow ON fleet.mailboxes (queue, next_poll_at) WHERE is_slow")
