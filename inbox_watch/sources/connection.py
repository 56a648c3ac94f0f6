"""The connection below imapclient: imaplib's, with the wire guard, the deadline and a bound on what a server may say.

`open`, `read`, `readline`, `send` and `shutdown` are the methods that imaplib names as its extension points.
"""

from __future__ import annotations

import contextlib
import imaplib
import ipaddress
import select
import socket
import ssl
import zlib
from typing import Any

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import ConfigError
from inbox_watch.sources.budget import LARGEST_MESSAGE, MEBIBYTE
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.squeezing import Squeezer
from inbox_watch.sources.trouble import explained, unavailable
from inbox_watch.sources.wire import WireGuard
from inbox_watch.sources.wording import plain

CONNECT_SECONDS = 15.0
READ_SECONDS = 60.0
FAREWELL_SECONDS = 3.0
_CHUNK = 256 * 1024
# imaplib gives up at 1 MB, which is a SEARCH answer of 125,000 UIDs.
_LONGEST_LINE = 16 * MEBIBYTE
# Sizes that servers announce are inexact (Exchange errs by a factor of three), so there is room above our own limits.
_LARGEST_LITERAL = 2 * LARGEST_MESSAGE
_LARGEST_ANSWER = 128 * MEBIBYTE

imaplib.Commands.setdefault("COMPRESS", ("AUTH", "SELECTED"))


class Connection(imaplib.IMAP4):
    """One IMAP connection on which no wait outlasts the deadline and nothing leaves unjudged."""

    def __init__(
        self, host: str, port: int, deadline: Deadline, tls: ssl.SSLContext | None, guard: WireGuard | None = None
    ) -> None:
        """Connect, greet and ask for capabilities; `tls` encrypts from the first octet (RFC 8314 section 3).

        `guard` judges what leaves; without one, nothing that could change a mailbox does.
        """
        self._deadline = deadline
        self._tls = tls
        self._guard = guard or WireGuard()
        self._received = bytearray()
        self._answer_size = 0
        self._squeezer: Squeezer | None = None
        # As they came over the line.
        self.received = 0
        self._patience = READ_SECONDS
        self.capabilities: tuple[str, ...] = ()
        super().__init__(host, port)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:  # noqa: ARG002
        """Connect to the server within CONNECT_SECONDS."""
        self.host, self.port = host, port
        self.sock = socket.create_connection((host, port), timeout=self._deadline.left(CONNECT_SECONDS))
        with contextlib.ExitStack() as on_failure:
            on_failure.callback(lambda: self.sock.close())  # whichever it is by then: encryption replaces it
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._tls:
                self._encrypt(self._tls)
            on_failure.pop_all()

    def _encrypt(self, tls: ssl.SSLContext) -> None:
        self.sock.settimeout(self._deadline.left(CONNECT_SECONDS))
        self.sock = tls.wrap_socket(self.sock, server_hostname=self.host)

    def begin_tls(self, tls: ssl.SSLContext) -> None:
        """Send STARTTLS and encrypt (RFC 9051 section 6.2.1); nothing that was said before is believed after it.

        Unlike imaplib's own starttls, which reads on in what a third party may have slipped in.
        """
        kind, _ = self._simple_command("STARTTLS")
        if kind != "OK":
            raise self.error("it refuses STARTTLS")
        if self._received:
            raise self.abort("octets came between STARTTLS and the handshake")
        self._encrypt(tls)
        self.untagged_responses.clear()
        self._get_capabilities()

    def _get_capabilities(self) -> None:
        """Of most servers the greeting tells what they can (RFC 9051 section 7.1); others are asked."""
        line = self.untagged_responses.pop("CAPABILITY", [b""])[-1]
        told = line.decode("ascii", "replace").upper().split() if isinstance(line, bytes) else []
        if "IMAP4REV1" in told and self.state == "NONAUTH" and not self.capabilities:
            self.capabilities = tuple(told)
        else:
            super()._get_capabilities()  # type: ignore[misc]  # the types of imaplib leave it out

    def send(self, data: Any) -> None:
        """Send what the wire guard lets through."""
        octets = self._guard.release(bytes(data))
        self._answer_size = 0
        if octets:
            self.sock.settimeout(self._deadline.left(self._patience))
            self.sock.sendall(self._squeezer.squeeze(octets) if self._squeezer else octets)

    def readline(self) -> bytes:
        """Read one line; what came of it when the server hung up in the middle."""
        searched = 0
        while (end := self._received.find(b"\n", searched)) < 0:
            searched = len(self._received)
            if searched > _LONGEST_LINE:
                raise self.abort("a line of the server does not end")
            chunk = self._receive()
            if not chunk:
                return self._take(searched)
            self._received += chunk
        return self._take(end + 1)

    def read(self, size: int) -> bytes:
        """Read a literal of `size` octets; one that is far too large is skipped and comes back empty."""
        if size > _LARGEST_LITERAL:
            self._skip(size)
            return b""
        while len(self._received) < size:
            chunk = self._receive()
            if not chunk:
                break
            self._received += chunk
        return self._take(size)

    def _receive(self) -> bytes:
        """Octets as they were before they were squeezed; none at the end of the connection."""
        if not self._squeezer:
            return self._received_chunk()
        try:
            plain = self._squeezer.stretch()
            while not plain:
                chunk = self._received_chunk()
                if not chunk:
                    return b""
                plain = self._squeezer.stretch(chunk)
        except zlib.error as error:
            raise self.abort("what was squeezed came damaged") from error
        return plain

    def _received_chunk(self) -> bytes:
        """One receive, bounded by the deadline however few octets come at a time."""
        self.sock.settimeout(self._deadline.left(self._patience))
        try:
            chunk = self.sock.recv(_CHUNK)
        except TimeoutError:
            self._deadline.check()
            raise
        self.received += len(chunk)
        return chunk

    def squeeze(self) -> None:
        """COMPRESS DEFLATE (RFC 4978), once on a connection; a server that refuses it is left as it is."""
        kind, _ = self._simple_command("COMPRESS", "DEFLATE")
        if kind != "OK":
            return
        self._squeezer = Squeezer()
        try:
            self._received = bytearray(self._squeezer.stretch(bytes(self._received)))
        except zlib.error as error:
            raise self.abort("what was squeezed came damaged") from error

    @property
    def is_local(self) -> bool:
        """Is the server on this machine?"""
        return ipaddress.ip_address(self.sock.getpeername()[0]).is_loopback

    def _take(self, size: int) -> bytes:
        taken = bytes(self._received[:size])
        del self._received[:size]
        self._answer_size += len(taken)
        if self._answer_size > _LARGEST_ANSWER:
            raise self.abort("the answer of the server does not end")
        return taken

    def _skip(self, size: int) -> None:
        """Read past a literal without keeping it, so that the session goes on behind it."""
        missing = size - len(self._received)
        del self._received[:size]
        while missing > 0:
            chunk = self._receive()
            if not chunk:
                return
            self._received += chunk[missing:]
            missing -= len(chunk)

    def shutdown(self) -> None:
        """Close the socket, however often this is asked for."""
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()

    def hurry(self, seconds: float = FAREWELL_SECONDS) -> None:
        """Wait so long for an octet from now on; as it stands, no longer than a farewell deserves."""
        self._patience = seconds

    def speaks(self, seconds: float, other: int) -> bool:
        """Wait until the server has said something or hung up, or the descriptor `other` can be read; is it the server?

        Of TLS there may be octets that hold no word of the server.
        """
        if self._received:
            return True
        if not (isinstance(self.sock, ssl.SSLSocket) and self.sock.pending()):
            poller = select.poll()
            poller.register(self.sock, select.POLLIN)
            poller.register(other, select.POLLIN)
            if self.sock.fileno() not in dict(poller.poll(max(0.0, seconds) * 1000)):
                return False
        self.sock.settimeout(0)
        with contextlib.suppress(BlockingIOError, ssl.SSLWantReadError):
            self._received += self.sock.recv(_CHUNK)
            return True
        return False

    @property
    def holds_line(self) -> bool:
        """Is there a line of the server's that needs no waiting for?"""
        return b"\n" in self._received


def connect(
    account: ImapAccount, deadline: Deadline, tls: ssl.SSLContext | None, guard: WireGuard | None = None
) -> Connection:
    """Open a connection on which a password may be sent."""
    at_once = tls if account.security == "tls" else None
    with explained(account):
        try:
            connection = Connection(account.host, account.port, deadline, at_once, guard)
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, UnicodeDecodeError) as error:
            raise unavailable(account, f"does not greet as an IMAP server does ({plain(str(error))})") from error
        except UnicodeError as error:
            raise ConfigError(f"`host` of account {account.name} is no host name: {plain(account.host)}") from error
        if tls and account.security == "starttls":
            _begin_tls(connection, account, tls)
    return connection


def _begin_tls(connection: Connection, account: ImapAccount, tls: ssl.SSLContext) -> None:
    """Encrypt or end here: a server that cannot, or someone in between who says so, gets no password."""
    with contextlib.ExitStack() as on_failure:
        on_failure.callback(connection.shutdown)
        try:
            if "STARTTLS" not in connection.capabilities:
                raise connection.error("it does not offer STARTTLS")
            connection.begin_tls(tls)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise ConfigError(
                f"{account.host}:{account.port} does not begin TLS ({plain(str(error))}), so the password was not "
                'sent: use security = "tls" with port 993.'
            ) from error
        on_failure.pop_all()
