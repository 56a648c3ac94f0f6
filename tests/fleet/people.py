"""Invented clients, one call each; whatever a test does not name is ordinary."""

from __future__ import annotations

from datetime import date
from typing import Any

from inbox_watch.fleet.clients import Client, Consent, Scope, SecretReference
from inbox_watch.fleet.entries import Value

TODAY = date(2026, 5, 1)
COMMAND = "pass show career/{client}"


def entry(**fields: Value) -> dict[str, Value]:
    """What a portal says of one client."""
    ordinary: dict[str, Value] = {
        "client": "c-0001",
        "coach": "brandt",
        "consent_by": "form 4711",
        "consent_on": "2026-04-01",
        "consent_until": "2026-12-31",
        "consent_scope": "counts, cohort",
        "user": "runa.falk@gmail.com",
        "password_cmd": COMMAND,
        "timezone": "Europe/Berlin",
        "language": "de",
        "country": "DE",
    }
    return ordinary | fields


def consent(*scope: Scope, until: date = date(2026, 12, 31)) -> Consent:
    """A consent of this spring."""
    return Consent("form 4711", date(2026, 4, 1), until, frozenset(scope))


def client(id: str = "c-0001", *scope: Scope, **fields: Any) -> Client:  # noqa: A002  # as the record calls it
    """A client of Gmail who consented to being counted."""
    ordinary: dict[str, Any] = {
        "coach": "brandt",
        "consent": consent(*(scope or (Scope.COUNTS, Scope.COHORT))),
        "provider": "Gmail",
        "host": "imap.gmail.com",
        "port": 993,
        "security": "tls",
        "user": "runa.falk@gmail.com",
        "secret": SecretReference("password_cmd", ("pass", "show", "career/{client}")),
        "timezone": "Europe/Berlin",
        "language": "de",
        "country": "DE",
        "addresses": frozenset({"runa.falk@gmail.com"}),
        "authserv_id": "mx.google.com",
    }
    return Client(id=id, **(ordinary | fields))
