"""Octets of an autoconfig file, which is Thunderbird's format (draft-ietf-mailmaint-autoconfig), to a mail server.

A file comes from a stranger: one that declares a document type, which is where entities are declared, is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

# A host name of at least two labels (RFC 1123 section 2.1) that is no IP address.
HOST = re.compile(r"\A(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")

_SECURITY: Mapping[str, Literal["tls", "starttls"]] = {"SSL": "tls", "STARTTLS": "starttls"}
_PASSWORDS = frozenset({"password-cleartext", "plain", "password-encrypted", "secure"})
_PLACEHOLDER = re.compile(r"%[A-Z]+%")
_PORT = re.compile(r"[1-9][0-9]{0,4}")
_LARGEST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Discovered:
    """An IMAP server as it was announced, and nothing of it tried; `found_at` is the host that said so."""

    host: str
    port: int
    security: Literal["tls", "starttls"]
    user: str
    secret: Literal["password", "token"]
    found_at: str


def imap_server(octets: bytes, address: str, found_at: str) -> Discovered | None:
    """Return the first IMAP server that encrypts and takes a password or a token, or None when the file names none."""
    try:
        root = _tree(octets)
    except (expat.ExpatError, ValueError, LookupError):
        return None
    if root.tag != "clientConfig":
        return None
    servers = (
        _server(element, address, found_at) for element in root.iterfind("emailProvider/incomingServer[@type='imap']")
    )
    return next((server for server in servers if server), None)


def _tree(octets: bytes) -> Element:
    parser, builder = expat.ParserCreate(), TreeBuilder()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.Parse(octets, True)
    return builder.close()


def _refuse(*_declaration: object) -> NoReturn:
    raise ValueError("a document type is declared")


def _server(element: Element, address: str, found_at: str) -> Discovered | None:
    host = _filled(_text(element, "hostname"), address).lower()
    user = _filled(_text(element, "username"), address)
    port = _text(element, "port")
    security = _SECURITY.get(_text(element, "socketType"))
    secret = _secret({(each.text or "").strip() for each in element.iterfind("authentication")})
    usable = HOST.fullmatch(host) and user and user.isprintable() and _PORT.fullmatch(port)
    if not usable or int(port) > _LARGEST_PORT or security is None or secret is None:
        return None
    return Discovered(host, int(port), security, user, secret, found_at)


def _text(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _secret(ways: set[str]) -> Literal["password", "token"] | None:
    """A password where one is taken: it is the simpler way."""
    if ways & _PASSWORDS:
        return "password"
    return "token" if "OAuth2" in ways else None


def _filled(template: str, address: str) -> str:
    """The text with the parts of the address in their places; nothing when it wants a part that is not known."""
    local_part, _, domain = address.rpartition("@")
    parts = {"%EMAILADDRESS%": address, "%EMAILLOCALPART%": local_part, "%EMAILDOMAIN%": domain}
    if set(_PLACEHOLDER.findall(template)) - parts.keys():
        return ""
    return _PLACEHOLDER.sub(lambda found: parts[found[0]], template)
