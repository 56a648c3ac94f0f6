"""How connections are encrypted, and whose certificates are trusted."""

from __future__ import annotations

import ipaddress
import os
import ssl
from functools import lru_cache
from pathlib import Path

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import ConfigError


def tls_for(account: ImapAccount) -> ssl.SSLContext | None:
    """How the connection is encrypted; not at all only to this machine itself (RFC 8314 section 3)."""
    if account.security != "none":
        return _tls_context(account.ca_file)
    if not _is_loopback(account.host):
        raise ConfigError(
            f'Account {account.name} would send its password in the clear: security = "none" is for this machine alone.'
        )
    return None


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _tls_context(ca_file: Path | None) -> ssl.SSLContext:
    """TLS 1.2 or later that verifies certificate and host name (RFC 8314 section 5)."""
    try:
        return _context_of(ca_file, _changed_at(ca_file))
    except OSError as error:
        raise ConfigError(f"ca_file {ca_file} cannot be read as PEM certificates ({error.strerror}).") from error


def _changed_at(ca_file: Path | None) -> tuple[int, ...]:
    """When the certificates that are trusted were written last: what came later is to be trusted at once."""
    paths = ssl.get_default_verify_paths()
    files = [ca_file] if ca_file else [each for each in (paths.cafile, paths.capath) if each]
    return tuple(os.stat(each).st_mtime_ns for each in files)


@lru_cache(maxsize=8)
def _context_of(ca_file: Path | None, changed_at: tuple[int, ...]) -> ssl.SSLContext:  # noqa: ARG001 - what is new is read anew
    """One for all connections: to read the certificates of a system takes longer than to judge a mail."""
    context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file:
        # Python 3.13's default: a certificate that the user names is trusted even when it is not an authority's.
        context.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
    return context
