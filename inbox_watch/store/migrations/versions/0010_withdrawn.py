"""When a client said that its mailbox may be read no more. Of a server alone."""

from __future__ import annotations

from alembic import op

from inbox_watch.store.migrations.belonging import on_a_server

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has. The day before is then the last on which the consent counts, so that older programs heed it too."""
    if on_a_server():
        op.execute("ALTER TABLE fleet.mailboxes ADD COLUMN withdrawn_on date")
