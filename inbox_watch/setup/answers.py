"""What `init` has to know, and which of it was given on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inbox_watch.accounts import ImapAccount


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says, as it was typed; None where it says nothing."""

    address: str | None = None
    host: str | None = None
    port: int | None = None
    security: str | None = None
    user: str | None = None
    ca_file: str | None = None
    password_file: str | None = None
    password_cmd: str | None = None
    token_cmd: str | None = None
    authserv_id: str | None = None
    sent_folder: str | None = None
    own_addresses: tuple[str, ...] = ()
    country: str | None = None
    phone_comfort: str | None = None
    look_back_months: int | None = None

    @property
    def says_secret(self) -> bool:
        """Does it say where the password or token comes from?"""
        return any(each is not None for each in (self.password_file, self.password_cmd, self.token_cmd))


@dataclass(frozen=True, slots=True)
class User:
    """The table [me]: own addresses, ISO 3166 code or nothing, name of the time zone, liking of the telephone."""

    addresses: tuple[str, ...]
    country: str = ""
    timezone: str = ""
    phone_comfort: str = "so-so"


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything a configuration is made of; `user` is None where the file that is there says it already."""

    account: ImapAccount
    user: User | None
    look_back_days: int


def missing(given: Given, *, server_is_known: bool) -> Iterator[str]:
    """Yield the flags without which nobody can be set up who is not asked."""
    if given.address is None:
        yield "--address"
    if given.host is None and not server_is_known:
        yield "--host"
    if not given.says_secret:
        yield "--password-file, --password-cmd or --token-cmd"
