"""A client of a fleet: whose mailbox it is, what was consented to, and where a secret is to be had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from inbox_watch.accounts import Security

PLACEHOLDER = "{client}"
SecretOption = Literal["password_cmd", "token_cmd"]


class Scope(StrEnum):
    """What a coach may be shown, beyond that the mailbox is read for the client."""

    COUNTS = "counts"
    COHORT = "cohort"
    EMPLOYERS = "employers"


@dataclass(frozen=True, slots=True)
class Consent:
    """Who consented, on which day, to which day (the last one that counts), and to what.

    `by` is a name or the number of a document. COUNTS is a row of numbers about the client, COHORT is being counted in
    the curve of a cohort, EMPLOYERS is the names of employers that are due beside the row.
    """

    by: str
    on: date
    until: date
    scope: frozenset[Scope]

    def holds(self, day: date) -> bool:
        """Was consent given, and is it not over?"""
        return self.on <= day <= self.until

    def allows(self, scope: Scope, day: date) -> bool:
        """Does it hold on a day, and go so far?"""
        return scope in self.scope and self.holds(day)


@dataclass(frozen=True, slots=True)
class SecretReference:
    """The command that prints a client's secret, with `{client}` in the place of the client's id; never a secret."""

    option: SecretOption
    template: tuple[str, ...]

    def command_for(self, client: str) -> tuple[str, ...]:
        """Return the words of the command for one client."""
        return tuple(word.replace(PLACEHOLDER, client) for word in self.template)


@dataclass(frozen=True, slots=True)
class Client:
    """One enrolled client and the one mailbox that is polled.

    `id` is the fleet's own name for the client; it stands in logs and metrics, so it is no address. `coach` is a
    login, of who looks after the client. `provider` is a name of providers.tsv, empty for a server of nobody known.
    `addresses` are the client's own, in lower case.
    """

    id: str
    coach: str
    consent: Consent
    provider: str
    host: str
    port: int
    security: Security
    user: str
    secret: SecretReference
    timezone: str
    language: str
    country: str
    addresses: frozenset[str] = frozenset()
    authserv_id: str = ""

    @property
    def queue(self) -> str:
        """Whose limits its polls share: those of the provider, or of the server where there is none."""
        return self.provider or self.host
