"""fleet.toml: where the database of a fleet is, and what is the same for all clients; every problem at once."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from inbox_watch.config_reader import Table, read_checked
from inbox_watch.fleet.settings import House

# Holds a password where the file should not.
VARIABLE = "INBOX_WATCH_FLEET_DATABASE"
_KEYS = ("database", "connections", "alert_targets", "ca_file", "look_back_days", "retention_days")


@dataclass(frozen=True, slots=True)
class Fleet:
    """What fleet.toml says; `connections` may be open to one provider at once."""

    database: str = field(repr=False)
    house: House
    connections: int


def load_fleet(path: Path) -> Fleet:
    """Read and check the file; raises ConfigError with every problem. The database may be in the environment."""
    missing = f'{path} is missing: write it, with database = "postgresql://..." in it.'
    return read_checked(path, missing, lambda document: _fleet(document, path))


def _fleet(table: Table, path: Path) -> Fleet:
    table.only(_KEYS)
    database = os.environ.get(VARIABLE) or table.text("database")
    if not database:
        table.problem("database", f"database is missing: write it here, or into {VARIABLE}")
    house = House(
        data=path.parent / "clients",
        alert_targets=table.texts("alert_targets"),
        look_back_days=table.number("look_back_days", 730, 1, 36_500),
        retention_days=table.number("retention_days", 1095, 1, 36_500),
        ca_file=table.path("ca_file"),
    )
    return Fleet(database, house, table.number("connections", 50, 1, 10_000))
