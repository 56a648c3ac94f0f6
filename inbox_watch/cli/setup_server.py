"""`init`: from an address to the server that keeps its mail."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inbox_watch.accounts import ImapAccount, Security
from inbox_watch.cli.asking import Asker
from inbox_watch.errors import UsageError
from inbox_watch.knowledge.providers import Provider, provider_of, provider_reading_at
from inbox_watch.setup.advice import advice
from inbox_watch.setup.answers import Given
from inbox_watch.setup.readers import read_host, read_port, read_security, read_user
from inbox_watch.sources.autoconfig import discover
from inbox_watch.sources.autoconfig_format import Discovered

Find = Callable[[str], Discovered | None]

_PORTS: Mapping[Security, int] = {"tls": 993, "starttls": 143, "none": 143}
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the mail is kept; the account still lacks its secret. `found_at` is the host that named the server."""

    account: ImapAccount
    provider: Provider | None = None
    wants_token: bool = False
    found_at: str = ""


def known_place(address: str, given: Given, name: str, find: Find = discover) -> Place | None:
    """The place that the command line, the table of providers or the domain of the address names; else None.

    `find` asks the domain.
    """
    if given.host:
        security = read_security(given.security or "tls")
        account = ImapAccount(name, read_host(given.host), _PORTS[security], security, address)
        return _as_given(_at(account), given)
    provider = provider_of(address)
    if provider:
        return _as_given(_kept_by(provider, address, name), given)
    found = find(address)
    if found is None:
        return None
    account = ImapAccount(name, found.host, found.port, found.security, found.user)
    wants_token = found.secret == "token"  # noqa: S105  # a kind of secret
    return _as_given(_at(account, wants_token=wants_token, found_at=found.found_at), given)


def settled_place(address: str, given: Given, name: str, asker: Asker, find: Find = discover) -> Place:
    """The known place, when the user agrees with it; else the one that is asked for."""
    is_looked_up = given.host is None and provider_of(address) is None
    if is_looked_up:
        asker.say(f"Looking up where mail for {address.rpartition('@')[2]} is read.")
    place = known_place(address, given, name, find)
    if place is None and is_looked_up:
        asker.say("Nothing was found.")
    if place and place.found_at:
        server = f"{place.account.host}:{place.account.port}"
        asker.say(f"{place.found_at} says that this mail is read at {server}, as {place.account.user}.")
        if not asker.confirm("Is that right?", default=True):
            place = None
    if place is None:
        place = asked_place(address, name, asker)
    elif given.host and given.user is None:
        place = _with(place, user=asker.ask("Name to log in with", place.account.user, read_user))
    return place


def asked_place(address: str, name: str, asker: Asker) -> Place:
    """Ask where the mail is kept; for a server of the table nothing more has to be asked."""
    domain = address.rpartition("@")[2]
    asker.say("The help pages of your provider name it: look for the IMAP server, or incoming mail.")
    host = asker.ask("IMAP server", f"imap.{domain}", read_host)
    provider = provider_reading_at(host)
    if provider:
        return _kept_by(provider, address, name)
    default = "none" if host in _THIS_MACHINE else "tls"
    security = asker.ask("Encryption: tls, starttls or none", default, read_security)
    port = asker.ask("Port", str(_PORTS[security]), read_port)
    user = asker.ask("Name to log in with", address, read_user)
    return Place(ImapAccount(name, host, port, security, user))


def tell_what_is_wanted(place: Place, asker: Asker) -> None:
    """Say what the provider wants first, before anything can fail."""
    if place.provider:
        asker.say(f"{place.provider.name}: the mail is read at {place.account.host}.")
        if text := advice(place.provider):
            asker.say(text)


def _kept_by(provider: Provider, address: str, name: str) -> Place:
    account = ImapAccount(
        name,
        provider.host,
        provider.port,
        provider.security,
        provider.user_of(address),
        authserv_id=provider.authserv_id,
    )
    return Place(account, provider, provider.secret == "token")  # noqa: S105  # a kind of secret


def _at(account: ImapAccount, *, wants_token: bool = False, found_at: str = "") -> Place:
    """The place at a server; where the table knows it, the table says what it wants."""
    provider = provider_reading_at(account.host)
    if provider is None:
        return Place(account, None, wants_token, found_at)
    known = replace(account, authserv_id=provider.authserv_id)
    return Place(known, provider, provider.secret == "token", found_at)  # noqa: S105  # a kind of secret


def _as_given(place: Place, given: Given) -> Place:
    """What the command line says goes before what is known."""
    changes: dict[str, Any] = {}
    if given.security:
        changes["security"] = read_security(given.security)
        changes["port"] = _PORTS[read_security(given.security)]
    if given.port:
        changes["port"] = given.port
    if given.user:
        changes["user"] = read_user(given.user)
    if given.authserv_id:
        changes["authserv_id"] = given.authserv_id
    return _with(place, **changes)


def _with(place: Place, **changes: Any) -> Place:
    return replace(place, account=replace(place.account, **changes))


def with_certificate(place: Place, given: Given, asker: Asker) -> Place:
    """Ask for the certificate of Proton's Bridge, which is its own and which nobody else vouches for."""
    if given.ca_file:
        return _with(place, ca_file=_read_certificate(given.ca_file))
    if place.provider and place.provider.first == "bridge" and asker.is_person:
        return _with(
            place, ca_file=asker.ask("File with the certificate that Bridge exported", None, _read_certificate)
        )
    return place


def _read_certificate(text: str) -> Path:
    path = Path(os.path.abspath(os.path.expanduser(text.strip())))
    try:
        ssl.create_default_context(cafile=path)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read as a certificate ({error.strerror}): it must be a PEM file."
        ) from error
    return path
