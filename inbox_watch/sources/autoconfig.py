"""Address to mail server, by what its domain itself, or else Thunderbird's public table, says of the domain.

The SRV records of RFC 6186 are not asked for: that takes a resolver, which the standard library does not have.
"""

from __future__ import annotations

import contextlib
import http.client
import logging
import queue
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from http.client import HTTPMessage
from typing import IO
from urllib.parse import quote, urlsplit

from inbox_watch.sources.autoconfig_format import HOST, Discovered, imap_server

# Asked in this order. Only a host of the domain itself is told the address; everybody else is told the domain.
PLACES = (
    "https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={address}",
    "https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml",
    "https://autoconfig.thunderbird.net/v1.1/{domain}",
)
PLACE_SECONDS = 5.0
LARGEST_ANSWER = 64 * 1024

_CHUNK = 8 * 1024
# Some hosts turn away what calls itself Python.
_HEADERS = {"User-Agent": "inbox_watch"}

_log = logging.getLogger(__name__)


def discover(
    address: str, *, places: Sequence[str] = PLACES, seconds: float = PLACE_SECONDS, tls: ssl.SSLContext | None = None
) -> Discovered | None:
    """Return the IMAP server for an address, or None when its domain is none or nobody says anything of use.

    `places` are URLs with `{domain}` and perhaps `{address}`; each gets at most `seconds`, and the first that names an
    encrypted IMAP server counts. What goes wrong on the way is no error: without an answer the user is asked.
    """
    domain = _domain_of(address)
    if domain is None:
        return None
    context = tls or ssl.create_default_context()
    for place in places:
        url = place.format(domain=domain, address=quote(address, safe=""))
        answer = _within(seconds, url, context)
        found = imap_server(answer, address, urlsplit(url).hostname or "") if answer else None
        if found:
            return found
    return None


def _domain_of(address: str) -> str | None:
    """The domain as the DNS writes it (RFC 3490), or None when it cannot be one."""
    local_part, _, domain = address.rpartition("@")
    with contextlib.suppress(UnicodeError):
        name = domain.encode("idna").decode().lower()
        if local_part and HOST.fullmatch(name):
            return name
    return None


def _within(seconds: float, url: str, tls: ssl.SSLContext) -> bytes | None:
    """Fetch beside this thread: neither the look-up of a name nor headers that drip in can be bounded in it."""
    answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    threading.Thread(target=lambda: answers.put(_fetched(url, tls, seconds)), daemon=True).start()
    try:
        return answers.get(timeout=seconds)
    except queue.Empty:
        _log.debug("%s did not answer in time.", urlsplit(url).hostname)
        return None


def _fetched(url: str, tls: ssl.SSLContext, seconds: float) -> bytes | None:
    end = time.monotonic() + seconds
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=tls), _WithinHttps())
    request = urllib.request.Request(url, headers=_HEADERS)  # noqa: S310  # PLACES are all https
    try:
        with opener.open(request, timeout=seconds) as response:
            return _read(response, end)
    except urllib.error.HTTPError as error:
        error.close()
        happened = str(error.code)
    except (OSError, http.client.HTTPException, ValueError) as error:
        happened = type(error).__name__
    _log.debug("%s has no answer: %s", urlsplit(url).hostname, happened)
    return None


def _read(response: http.client.HTTPResponse, end: float) -> bytes | None:
    """Read the whole answer; None when it is too large, or not there by `end`."""
    received = bytearray()
    while chunk := response.read1(_CHUNK):
        received += chunk
        if len(received) > LARGEST_ANSWER or time.monotonic() > end:
            return None
    return bytes(received)


class _WithinHttps(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to HTTPS and to nothing else."""

    max_redirections = 3

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """Refuse to be led out of HTTPS."""
        if urlsplit(newurl).scheme != "https":
            raise urllib.error.HTTPError(req.full_url, code, "leads out of HTTPS", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)
