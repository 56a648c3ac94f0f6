"""Address to mail provider: where its mail is read, and what the user has to do there first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from inbox_watch.knowledge import Row, remembered, table

Encryption = Literal["tls", "starttls"]
Login = Literal["address", "local_part"]
SecretKind = Literal["password", "app_password", "token"]
FirstStep = Literal[
    "", "app_password", "imap", "imap_and_app_password", "token", "imap_and_token", "mail_password", "bridge"
]

_NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Provider:
    """One row of `providers.tsv`, whose head says what the columns mean.

    `first` is what the user has to do once before a program may read the mail, empty for nothing; `help_page` is the
    provider's own page about it; `authserv_id` is its name in Authentication-Results (RFC 8601), empty where unknown.
    """

    name: str
    host: str
    port: int
    security: Encryption
    login: Login
    secret: SecretKind
    first: FirstStep
    authserv_id: str
    help_page: str

    def user_of(self, address: str) -> str:
        """Return what the owner of this address logs in as."""
        return address if self.login == "address" else address.rpartition("@")[0]


def provider_of(address: str) -> Provider | None:
    """Return who keeps the mail of an address, by its domain; None for a domain that the table does not know."""
    domain = address.rpartition("@")[2].lower()
    known = _by("domains")
    return known.get(domain) or known.get(f".{domain.partition('.')[2]}")


def provider_named(name: str) -> Provider | None:
    """Return the provider of this name, in any case."""
    return _by_name().get(name.casefold())


def provider_at(exchange: str) -> Provider | None:
    """Return who keeps the mail that goes to this server, which is the MX of a domain (RFC 5321 section 5.1)."""
    labels = exchange.lower().rstrip(".").split(".")
    known = _by("mx_suffixes")
    suffixes = (".".join(labels[start:]) for start in range(len(labels)))
    return next((known[suffix] for suffix in suffixes if suffix in known), None)


def provider_reading_at(host: str) -> Provider | None:
    """Return whose IMAP server this is; where one server is for several, the one for domains of one's own.

    This machine is nobody's: programs of several providers listen there.
    """
    found = _by("host").get(host.lower())
    return None if found and found.first == "bridge" else found


@remembered
def _by(column: str) -> Mapping[str, Provider]:
    return {name: _provider(row) for row in table("providers") for name in _names(row[column])}


@remembered
def _by_name() -> Mapping[str, Provider]:
    return {row["provider"].casefold(): _provider(row) for row in table("providers")}


def _names(cell: str) -> Iterator[str]:
    yield from () if cell == _NOTHING else cell.split(",")


def _provider(row: Row) -> Provider:
    return Provider(
        name=row["provider"],
        host=row["host"],
        port=int(row["port"]),
        security=cast(Encryption, row["security"]),
        login=cast(Login, row["login"]),
        secret=cast(SecretKind, row["secret"]),
        first=cast(FirstStep, row["first"].strip(_NOTHING)),
        authserv_id=row["authserv_id"].strip(_NOTHING),
        help_page=row["help_page"],
    )
