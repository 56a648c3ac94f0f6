"""Clients in and out of the database of a fleet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from inbox_watch.fleet.cadence import first_poll_at
from inbox_watch.fleet.clients import Client
from inbox_watch.fleet.enrolment import Enrolment
from inbox_watch.store.server.clients import Server
from inbox_watch.store.server.mailboxes import Enrolled, enrol_all, records
from inbox_watch.store.server.office import Consent

# Mailboxes that are enrolled together are read for the first time within so long.
FIRST_POLLS_WITHIN = timedelta(hours=1)


def known_clients(server: Server) -> Mapping[str, Client]:
    """Return everybody who is enrolled, by id."""
    return {client: msgspec.json.decode(record, type=Client) for client, record in records(server).items()}


def keep_enrolment(server: Server, enrolment: Enrolment, now: datetime, within: timedelta = FIRST_POLLS_WITHIN) -> None:
    """Enrol who is new and change who said otherwise: all of them, or nobody."""
    enrol_all(server, (_enrolled(each, now, within) for each in (*enrolment.new, *enrolment.changed)), now)


def _enrolled(client: Client, now: datetime, within: timedelta) -> Enrolled:
    consent = client.consent
    scopes = frozenset(map(str, consent.scope))
    return Enrolled(
        client=client.id,
        record=msgspec.json.encode(client),
        queue=client.queue,
        consent_on=consent.on,
        consent_until=consent.until,
        first_poll_at=first_poll_at(client.id, now, within),
        consents=(Consent(client.coach, scopes, consent.by, consent.on, consent.until),),
    )
