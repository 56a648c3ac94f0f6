"""Where a client's mail is read: a provider that is known, or a server that is named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from inbox_watch.accounts import Security
from inbox_watch.knowledge.providers import Provider, provider_named, provider_of, provider_reading_at

_HOST = re.compile(r"\A([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::(\d{1,5}))?\Z")
_LOOPBACK = frozenset({"localhost", "127.0.0.1"})
_PORTS: Mapping[str, int] = {"tls": 993, "starttls": 143, "none": 143}


@dataclass(frozen=True, slots=True)
class Server:
    """Where and as whom to log in; `wants_token` says that passwords are refused there."""

    provider: str
    host: str
    port: int
    security: Security
    user: str
    authserv_id: str
    wants_token: bool


def is_server(name: str) -> bool:
    """Is it what the mailboxes of a server that is no provider's are called by: its name, in small letters?"""
    is_name = _HOST.match(name) and ":" not in name and name == name.lower()
    return bool(is_name) and ("." in name or name in _LOOPBACK)


def server_of(provider: str, host: str, security: str, user: str) -> Server:
    """Return the server of a provider's name, of a host (with or without a port), or of an address.

    Raises ValueError with what is wrong. A host that belongs to a provider is that provider's.
    """
    if provider and host:
        raise ValueError("provider and host cannot both be named: leave one empty")
    if host:
        return _named(host, security, user)
    known = provider_named(provider) if provider else provider_of(user)
    if known is None:
        raise ValueError(_unknown(provider))
    return _at(known, user)


def _unknown(provider: str) -> str:
    if provider:
        return "provider is not known: write the name of its server as host instead"
    return "there is no provider and no host, and user is no address of a provider that is known"


def _at(provider: Provider, user: str) -> Server:
    if provider.first == "bridge":
        raise ValueError(f"{provider.name} needs a program on the client's own machine, so a fleet cannot read it")
    login = provider.user_of(user) if "@" in user else user
    return Server(
        provider.name,
        provider.host,
        provider.port,
        provider.security,
        login,
        provider.authserv_id,
        wants_token="token" in provider.first,
    )


def _named(host: str, security: str, user: str) -> Server:
    match = _HOST.match(host)
    if not match or not 0 < int(match[2] or 1) < 65536:
        raise ValueError("host must be the name of a server, with a port behind a colon where it is not the usual one")
    name, kind = host.partition(":")[0].lower(), security or "tls"
    known = provider_reading_at(name)
    if known:
        return _at(known, user)
    if kind == "none" and name not in _LOOPBACK:
        raise ValueError("security none would send passwords in the clear: it is for this machine alone")
    port = int(match[2] or _PORTS.get(kind, 993))
    return Server("", name, port, cast(Security, kind), user, "", wants_token=False)
