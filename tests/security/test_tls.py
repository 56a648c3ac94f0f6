"""Row 2: who cannot prove to be the server, or wants to talk without encryption, is told no password.

The server here takes any TLS it is asked for and writes down all that it hears, so that what left is known.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Literal

import pytest

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import InboxWatchError
from tests.sources.mailboxes import Reader
from tests.support.dovecot import make_certificate

Security = Literal["tls", "starttls"]
PASSWORD = "wombat-tls-7743"
Talk = Callable[[socket.socket, "Listener"], None]


@dataclass
class Listener:
    """A server with a certificate; `heard` is everything that reached it in the clear or could be decrypted."""

    port: int
    context: ssl.SSLContext
    heard: bytearray = field(default_factory=bytearray)


def by_tls(connection: socket.socket, listener: Listener) -> None:
    with listener.context.wrap_socket(connection, server_side=True) as encrypted:
        session(encrypted, listener)


def session(connection: socket.socket, listener: Listener, greeting: bytes = b"* OK ready\r\n") -> None:
    """Greet, offer everything, and say yes to everything."""
    connection.sendall(greeting)
    while line := connection.recv(65536):
        listener.heard += line
        tag, _, command = line.partition(b" ")
        offer = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n" if command.startswith(b"CAPABILITY") else b""
        connection.sendall(offer + tag + b" OK done\r\n")


def starttls(before: bytes = b"", after: bytes = b"", offer: bytes = b" STARTTLS", says: bytes = b"OK go") -> Talk:
    """A server that begins TLS on request, with what somebody on the way adds before and after its answer."""

    def talk(connection: socket.socket, listener: Listener) -> None:
        connection.sendall(b"* OK [CAPABILITY IMAP4rev1%s AUTH=PLAIN] ready\r\n" % offer)
        while line := connection.recv(65536):
            listener.heard += line
            tag, _, command = line.partition(b" ")
            if command.startswith(b"CAPABILITY"):
                connection.sendall(b"* CAPABILITY IMAP4rev1%s AUTH=PLAIN\r\n%s OK done\r\n" % (offer, tag))
            elif command.startswith(b"STARTTLS"):
                connection.sendall(before + tag + b" " + says + b"\r\n" + after)
                if says.startswith(b"OK"):
                    with listener.context.wrap_socket(connection, server_side=True) as encrypted:
                        session(encrypted, listener, b"")
                    return
            else:
                connection.sendall(tag + b" OK done\r\n")

    return talk


@contextmanager
def listening(talk: Talk, certificate: Path, key: Path, version: ssl.TLSVersion | None = None) -> Iterator[Listener]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    if version:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = version
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)
        listener = Listener(server.getsockname()[1], context)

        def serve() -> None:
            with contextlib.suppress(OSError):
                connection, _ = server.accept()
                with connection:
                    connection.settimeout(20)
                    talk(connection, listener)

        thread = Thread(target=serve)
        thread.start()
        yield listener
        with contextlib.suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        thread.join(25)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of certificates that differ in one thing each, and their keys."""
    folder = tmp_path_factory.mktemp("certificates")
    make_certificate(folder / "good.pem", folder / "good.key")
    make_certificate(folder / "other-name.pem", folder / "other-name.key", "mail.example.org")
    make_certificate(folder / "other.pem", folder / "other.key")
    _expired(folder)
    return folder


_AUTHORITY = """[ca]
default_ca = here
[here]
database = {folder}/index
serial = {folder}/serial
new_certs_dir = {folder}
default_md = sha256
policy = names
x509_extensions = more
[names]
commonName = supplied
[more]
subjectAltName = DNS:localhost,IP:127.0.0.1
"""


def _expired(folder: Path) -> None:
    """`openssl req` knows no day in the past, `openssl ca` does."""
    (folder / "ca.cnf").write_text(_AUTHORITY.format(folder=folder))
    (folder / "index").touch()
    (folder / "serial").write_text("01\n")
    key, wish, done = (str(folder / f"expired.{ending}") for ending in ("key", "csr", "pem"))
    (folder / "expired.key").write_bytes((folder / "good.key").read_bytes())
    asked = ("openssl", "req", "-new", "-key", key, "-subj", "/CN=localhost", "-out", wish)
    when = ("-startdate", "20200101000000Z", "-enddate", "20200201000000Z")
    signed = ("openssl", "ca", "-batch", "-selfsign", "-config", str(folder / "ca.cnf"), "-keyfile", key, *when)
    for command in (asked, (*signed, "-in", wish, "-out", done)):
        subprocess.run(command, check=True, capture_output=True)


def visit(listener: Listener, security: Security, ca_file: Path | None) -> None:
    account = ImapAccount(
        "a", "localhost", listener.port, security, "me", password_cmd=("echo", PASSWORD), ca_file=ca_file
    )
    Reader(account).visit(seconds=10)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_that_is_who_it_says_hears_the_password(certificates: Path, security: Security) -> None:
    """The control: the listener does hear what is sent."""
    talk = by_tls if security == "tls" else starttls()
    good = certificates / "good.pem"
    with listening(talk, good, certificates / "good.key") as listener, contextlib.suppress(InboxWatchError):
        visit(listener, security, good)
    assert PASSWORD.encode() in bytes(listener.heard)


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize(
    ("its", "trusted", "reason"),
    [
        ("good", None, "cannot be verified"),
        ("other", "good", "cannot be verified"),
        ("other-name", "other-name", "Hostname mismatch"),
        ("expired", "expired", "expired"),
        ("good", "other-name", "cannot be verified"),
    ],
    ids=["self-signed", "unknown", "wrong-name", "expired", "of-another"],
)
def test_a_certificate_that_does_not_hold_gets_no_password(
    certificates: Path, its: str, trusted: str | None, reason: str, security: Security
) -> None:
    talk = by_tls if security == "tls" else starttls()
    ca_file = certificates / f"{trusted}.pem" if trusted else None
    holds = listening(talk, certificates / f"{its}.pem", certificates / f"{its}.key")
    with holds as listener, pytest.raises(InboxWatchError, match=reason) as raised:
        visit(listener, security, ca_file)
    assert PASSWORD.encode() not in bytes(listener.heard)
    assert PASSWORD not in str(raised.value)


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_an_old_tls_gets_no_password(certificates: Path, version: ssl.TLSVersion, security: Security) -> None:
    talk = by_tls if security == "tls" else starttls()
    good = certificates / "good.pem"
    with listening(by_tls, good, certificates / "good.key", version) as listener:
        assert _careless(good, version, listener.port) == {"TLSv1": "TLSv1", "TLSv1_1": "TLSv1.1"}[version.name]
    with listening(talk, good, certificates / "good.key", version) as listener, pytest.raises(InboxWatchError):
        visit(listener, security, good)
    assert PASSWORD.encode() not in bytes(listener.heard)


def _careless(good: Path, version: ssl.TLSVersion, port: int) -> str | None:
    """What a client that takes any TLS agrees on with the server: the control."""
    context = ssl.create_default_context(cafile=good)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = version
    plain = socket.create_connection(("localhost", port), 10)
    with context.wrap_socket(plain, server_hostname="localhost") as encrypted:
        return encrypted.version()


def preauth(connection: socket.socket, listener: Listener) -> None:
    session(connection, listener, b"* PREAUTH welcome\r\n")


@pytest.mark.parametrize(
    "talk",
    [
        starttls(offer=b""),
        starttls(says=b"NO not today"),
        starttls(says=b"BAD what"),
        starttls(after=b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"),
        starttls(after=b"A1 OK LOGIN is fine without\r\n"),
        session,
        preauth,
    ],
    ids=["stripped", "refused", "unknown", "capability-after", "answer-after", "plain", "preauth"],
)
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_who_keeps_the_talk_in_the_clear_hears_no_password(certificates: Path, talk: Talk, security: Security) -> None:
    good = certificates / "good.pem"
    with listening(talk, good, certificates / "good.key") as listener, pytest.raises(InboxWatchError):
        visit(listener, security, good)
    assert PASSWORD.encode() not in bytes(listener.heard)
    assert b"LOGIN" not in bytes(listener.heard)


def test_what_came_before_the_encryption_is_not_believed_after_it(certificates: Path) -> None:
    """Somebody on the way says in the clear that LOGIN is off, and that a folder is there (CVE-2011-1926)."""
    before = b'* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2\r\n* LIST () "/" forged\r\n'
    good = certificates / "good.pem"
    talk = starttls(before=before)
    with listening(talk, good, certificates / "good.key") as listener, contextlib.suppress(InboxWatchError):
        visit(listener, "starttls", good)
    heard = bytes(listener.heard)
    assert b"LOGIN me" in heard
    assert b"forged" not in heard
