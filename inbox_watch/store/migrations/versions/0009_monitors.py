"""Monitors: they count mailboxes, and cannot name one. Of a server alone."""

from __future__ import annotations

from alembic import op

from inbox_watch.store.migrations.belonging import on_a_server

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Show the rows; which columns is a matter of rights."""
    if on_a_server():
        op.execute("CREATE POLICY of_monitor ON fleet.mailboxes FOR SELECT TO inbox_watch_monitor USING (true)")
