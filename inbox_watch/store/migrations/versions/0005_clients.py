"""Clients: on a server every row belongs to one. A file is of one person, and stays as it is."""

from __future__ import annotations

from alembic import op

from inbox_watch.store.migrations.belonging import belong_to_clients, on_a_server, show_to_its_client

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = (
    *("findings", "sightings", "departed", "cursors", "reads", "statements", "application_ids", "outbox", "runs"),
    *("islands", "island_keys", "island_traits", "notes"),
)
# Their rows are numbered, which a client must be able to count on as in a file.
_NUMBERED = ("statements", "runs")


def upgrade() -> None:
    """Make the table of clients, and give each of the others its column."""
    if on_a_server():
        _make_clients()
        _make_turns()
        op.execute("ALTER TABLE inbox_watch.sightings DROP CONSTRAINT fk_sightings_sha256")
        for table in _TABLES:
            belong_to_clients(table)
        op.execute(
            "ALTER TABLE inbox_watch.sightings ADD CONSTRAINT fk_sightings_sha256 "
            "FOREIGN KEY (client, sha256) REFERENCES inbox_watch.findings"
        )
        _number_by_client()


def _make_clients() -> None:
    op.execute(
        "CREATE TABLE fleet.clients ("
        '  client text COLLATE "C" CONSTRAINT pk_clients PRIMARY KEY'
        "    DEFAULT current_setting('inbox_watch.client') CONSTRAINT ck_clients_named CHECK (client <> ''),"
        "  enrolled_at timestamptz NOT NULL"
        ")"
    )
    show_to_its_client("fleet.clients")
    op.execute("CREATE POLICY of_office ON fleet.clients TO inbox_watch_office USING (true)")


def _make_turns() -> None:
    """The runs of a client take turns; what a run writes after the turn of another began is refused."""
    op.execute("CREATE TABLE fleet.turns (number bigint NOT NULL, began_at timestamptz NOT NULL)")
    belong_to_clients("turns", "fleet")


def _number_by_client() -> None:
    """A sequence would count over all clients, and be at its end after some weeks of their runs."""
    op.execute(
        'CREATE TABLE fleet.numbers (name text COLLATE "C" NOT NULL CONSTRAINT pk_numbers PRIMARY KEY,'
        " last integer NOT NULL)"
    )
    belong_to_clients("numbers", "fleet")
    op.execute(
        "CREATE FUNCTION fleet.next_number(numbered text) RETURNS integer LANGUAGE sql AS $$"
        "  INSERT INTO fleet.numbers AS known (name, last) VALUES (numbered, 1)"
        "  ON CONFLICT (client, name) DO UPDATE SET last = known.last + 1 RETURNING last"
        " $$"
    )
    for table in _NUMBERED:
        op.execute(f"ALTER TABLE inbox_watch.{table} ALTER COLUMN number SET DEFAULT fleet.next_number('{table}')")
        op.execute(f"DROP SEQUENCE inbox_watch.{table}_number_seq")
