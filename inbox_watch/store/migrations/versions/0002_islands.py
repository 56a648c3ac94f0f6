"""Islands: which mail may meet which in a replay, charted by the next poll; and what the store notes of itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, empty."""
    op.create_table(
        "islands",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("founded", sa.Integer(), nullable=False),
        sa.Column("spoken", sa.Integer(), nullable=False),
        sa.Column("untold", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_islands"),
    )
    op.create_index("ix_islands_untold", "islands", ["untold"])
    op.create_table(
        "island_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("island", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_island_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_island_keys_island", "island_keys", ["island"])
    op.create_table(
        "island_traits",
        sa.Column("trait", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("side", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("island", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("trait", "side", "island", name="pk_island_traits"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_island_traits_island", "island_traits", ["island"])
    op.create_table(
        "notes",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_notes"),
    )
