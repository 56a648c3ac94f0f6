"""Looked up: islands with applications, and findings by their label."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes."""
    op.create_index("ix_islands_founded", "islands", ["founded", "untold"])
    op.create_index("ix_findings_label", "findings", ["label", "sha256"])
