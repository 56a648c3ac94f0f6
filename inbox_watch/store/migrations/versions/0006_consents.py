"""Consents: which coach may be shown what of a client, and the figures that may be shown. Of a server alone."""

from __future__ import annotations

from alembic import op

from inbox_watch.store.migrations.belonging import belong_to_clients, on_a_server

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_CONSENTS = """
CREATE TABLE fleet.consents (
  coach text NOT NULL,
  scope text NOT NULL CONSTRAINT ck_consents_scope CHECK (scope IN ('counts', 'cohort', 'employers')),
  given_by text NOT NULL,
  given_on date NOT NULL,
  until date NOT NULL,
  withdrawn_on date,
  CONSTRAINT pk_consents PRIMARY KEY (coach, scope)
)
"""
_STANDINGS = """
CREATE TABLE fleet.standings (
  application text NOT NULL,
  employer text NOT NULL,
  state text NOT NULL,
  active_on date,
  used_on date,
  is_answered boolean NOT NULL,
  CONSTRAINT pk_standings PRIMARY KEY (application)
)
"""
_LOOKS = "CREATE TABLE fleet.looks (as_of date NOT NULL, blind_days integer NOT NULL)"


def upgrade() -> None:
    """Make the tables, empty; the owner, in whose name a coach's views are read, sees in them what was consented to."""
    if on_a_server():
        for table, made in {"consents": _CONSENTS, "standings": _STANDINGS, "looks": _LOOKS}.items():
            op.execute(made)
            belong_to_clients(table, "fleet")
        op.execute("CREATE INDEX ix_consents_coach ON fleet.consents (coach, client)")
        op.execute("CREATE POLICY of_office ON fleet.consents TO inbox_watch_office USING (true)")
        op.execute("CREATE POLICY of_coach ON fleet.consents FOR SELECT TO CURRENT_USER USING (coach = current_user)")
        for table in ("standings", "looks"):
            _show_to_coaches(table)


def _show_to_coaches(table: str) -> None:
    consent = f"SELECT FROM fleet.consents c WHERE c.client = {table}.client AND c.coach = current_user"
    op.execute(f"CREATE POLICY of_coach ON fleet.{table} FOR SELECT TO CURRENT_USER USING (EXISTS ({consent}))")
