"""A mail server of one's own on loopback (RFC 5321, RFC 4954, RFC 3207), which takes notes or refuses."""

from __future__ import annotations

import email
import socketserver
import ssl
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from threading import Event

from tests.support.dovecot import make_certificate
from tests.support.serving import serving

PASSWORD = "s3cret-9c1d"


@dataclass
class Postbox:
    """What came in, and how the server answers: `replies` are those it gives to a command instead of its own."""

    port: int = 0
    tls: ssl.SSLContext | None = None
    replies: dict[str, str] = field(default_factory=dict)
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    greeted_by: list[str] = field(default_factory=list)
    password: str = PASSWORD

    def target(self, scheme: str = "mailto", more: str = "") -> str:
        return f"{scheme}://runa:{PASSWORD}@localhost:{self.port}?from=runa@falkenried.example&to=me@me.example{more}"


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.sender, self.to, self.is_encrypted = "", list[str](), False
        self._say("220 here")
        with suppress(ConnectionError, ssl.SSLError):
            while line := self.rfile.readline():
                if not self._answer(line.decode().strip()):
                    break
        self.connection.close()

    @property
    def box(self) -> Postbox:
        return self.server.box  # type: ignore[attr-defined, no-any-return]  # set where the server is made

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def _answer(self, line: str) -> bool:
        command = line.split(" ")[0].upper()
        if command in self.box.replies:
            self._say(self.box.replies[command])
        elif command == "EHLO":
            self.box.greeted_by.append(line)
            offers = ["localhost", "AUTH PLAIN"] + ["STARTTLS"] * (self.box.tls is not None and not self.is_encrypted)
            for number, each in enumerate(offers, 1):
                self._say(f"250{' ' if number == len(offers) else '-'}{each}")
        elif command == "STARTTLS":
            self._encrypt()
        elif command == "AUTH":
            is_right = b64decode(line.split(" ")[2]).decode().split("\0")[1:] == ["runa", self.box.password]
            self._say("235 welcome" if is_right else f"535 not you, {PASSWORD}")
        elif command == "RCPT":
            self.to.append(line.partition("<")[2].partition(">")[0])
            self._say("250 known")
        elif command == "DATA":
            self._take()
        else:
            self._say("221 bye" if command == "QUIT" else "250 fine")
        return command != "QUIT"

    def _encrypt(self) -> None:
        assert self.box.tls
        self._say("220 go on")
        self.connection = self.box.tls.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
        self.is_encrypted = True

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        mail = email.message_from_bytes(b"".join(lines), policy=SMTP)
        assert isinstance(mail, EmailMessage)
        self.box.mails.append(mail)
        self.box.recipients.append(self.to)
        self.box.encrypted.append(self.is_encrypted)
        self._say("250 taken")


@contextmanager
def postbox(folder: Path | None = None) -> Iterator[Postbox]:
    """A server that offers STARTTLS where there is a folder for its certificate."""
    box = Postbox()
    if folder:
        certificate, key = folder / "smtp.pem", folder / "smtp-key.pem"
        make_certificate(certificate, key)
        box.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        box.tls.load_cert_chain(certificate, key)
    server = socketserver.ThreadingTCPServer(("localhost", 0), _Conversation)
    server.box = box  # type: ignore[attr-defined]  # read by each conversation
    with serving(server) as box.port:
        yield box


class _Drip(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        with suppress(OSError):
            while not self.server.is_over.wait(0.05):  # type: ignore[attr-defined]  # set where the server is made
                self.request.sendall(b"2")


@contextmanager
def dripping() -> Iterator[int]:
    """The port of a server that begins a line and never ends it, an octet now and then."""
    server = socketserver.ThreadingTCPServer(("localhost", 0), _Drip)
    over = server.is_over = Event()  # type: ignore[attr-defined]  # read by each conversation
    with serving(server) as port:
        try:
            yield port
        finally:
            over.set()
