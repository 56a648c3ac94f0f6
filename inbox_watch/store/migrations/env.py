"""Alembic's way in: runs the steps on the connection, and inside the transaction, that `versions` opened."""

from __future__ import annotations

from alembic import context

from inbox_watch.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
