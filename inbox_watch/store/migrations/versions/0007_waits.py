"""How long each application waited for its first answer, for the curve of a coach's clients. Of a server alone."""

from __future__ import annotations

from alembic import op

from inbox_watch.store.migrations.belonging import on_a_server

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two columns; what an older program writes has no wait, and is in no curve."""
    if on_a_server():
        op.execute(
            "ALTER TABLE fleet.standings ADD COLUMN waited_days integer, "
            "ADD COLUMN was_answered boolean NOT NULL DEFAULT false"
        )
