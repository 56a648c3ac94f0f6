"""Mailboxes: the record that a client was enrolled with, when it is due, and how it went. Of a server alone."""

from __future__ import annotations

from alembic import op

from inbox_watch.store.migrations.belonging import belong_to_clients, on_a_server

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# While `claimed_at` is set a job has the mailbox: it was due at `due_at`, and is due again at `next_poll_at` should the
# job be lost. `send_at` is when alerts of the client are to be sent.
_MAILBOXES = """
CREATE TABLE fleet.mailboxes (
  record jsonb NOT NULL,
  queue text NOT NULL,
  consent_on date NOT NULL,
  consent_until date NOT NULL,
  next_poll_at timestamptz NOT NULL,
  due_at timestamptz,
  claimed_at timestamptz,
  began_at timestamptz,
  ended_at timestamptz,
  is_slow boolean NOT NULL DEFAULT false,
  cause text,
  times integer NOT NULL DEFAULT 0,
  active_at timestamptz,
  send_at timestamptz
)
"""
# How the last polls of a queue went; the one of no name is the house.
_HEALTHS = """
CREATE TABLE fleet.healths (
  queue text COLLATE "C" CONSTRAINT pk_healths PRIMARY KEY,
  ended integer NOT NULL,
  failed integer NOT NULL,
  pauses integer NOT NULL,
  paused_until timestamptz
)
"""
_ROLES = {"office": "inbox_watch_office", "engine": "inbox_watch_engine"}


def upgrade() -> None:
    """Make the tables, empty."""
    if not on_a_server():
        return
    op.execute(_MAILBOXES)
    belong_to_clients("mailboxes", "fleet")
    op.execute("CREATE INDEX ix_mailboxes_due ON fleet.mailboxes (queue, next_poll_at)")
    op.execute("CREATE INDEX ix_mailboxes_send ON fleet.mailboxes (send_at) WHERE send_at IS NOT NULL")
    for name, role in _ROLES.items():
        op.execute(f"CREATE POLICY of_{name} ON fleet.mailboxes TO {role} USING (true)")
    op.execute(_HEALTHS)
