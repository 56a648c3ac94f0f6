"""fleet.toml: where the database of a fleet is, and what is the same for all clients; every problem at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from inbox_watch.config_reader import Table, read_checked
from inbox_watch.fleet.allowed import Allowed
from inbox_watch.fleet.servers import is_server
from inbox_watch.fleet.settings import House
from inbox_watch.knowledge.providers import provider_named

# Holds a password where the file should not.
VARIABLE = "INBOX_WATCH_FLEET_DATABASE"
_MOST_CONNECTIONS = 10_000
_KEYS = ("database", "addresses", "connections", "alert_targets", "ca_file", "look_back_days", "retention_days")


@dataclass(frozen=True, slots=True)
class Fleet:
    """What fleet.toml says; no more connections are open than are allowed, whatever workers there are."""

    database: str = field(repr=False)
    house: House
    allowed: Allowed = field(default_factory=Allowed)


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
    return Fleet(database, house, Allowed(table.number("addresses", 1, 1, 1_000), _connections(table)))


def _connections(table: Table) -> Mapping[str, int]:
    inner = table.table("connections")
    for name in inner.values:
        if provider_named(name) is None and not is_server(name):
            inner.problem(name, f"{name} in [connections] is no provider that is known, and no server")
    return {name: inner.number(name, 1, 1, _MOST_CONNECTIONS) for name in inner.values}
