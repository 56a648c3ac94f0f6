"""A scripted IMAP server on loopback: it does what RFC 9051 says, except where a test told it otherwise.

with BadServer({1: b"...", 2: b"..."}, refused={2}) as server: ...
with BadServer({1: b"..."}, login=hang_up) as server: ...
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Callable, Collection, Mapping
from types import TracebackType
from typing import Self

from inbox_watch.accounts import ImapAccount
from tests.support.sections import answer, structure_of


class HangUpError(Exception):
    """The server closes the connection."""


class Talk:
    """One connection, seen from the server."""

    def __init__(self, server: BadServer, connection: socket.socket) -> None:
        self.server = server
        self.connection = connection
        self.lines = connection.makefile("rb")

    def send(self, octets: bytes) -> None:
        self.connection.sendall(octets)

    def ok(self, tag: bytes, untagged: bytes = b"") -> None:
        self.send(untagged + tag + b" OK done\r\n")


Reply = Callable[[Talk, bytes, bytes], None]


def hang_up(_talk: Talk, _tag: bytes, _rest: bytes) -> None:
    """Close the connection without a word."""
    raise HangUpError


def stall(talk: Talk, _tag: bytes, _rest: bytes) -> None:
    """Say nothing until the test is over."""
    talk.server.over.wait(30)
    raise HangUpError


def drip(talk: Talk, _tag: bytes, _rest: bytes) -> None:
    """Send a line that never ends, an octet at a time, faster than any read timeout."""
    while not talk.server.over.wait(0.05):
        talk.send(b"*")
    raise HangUpError


class Hold:
    """The reply that there would be, given once `let_go` is set; counts those who wait for it."""

    def __init__(self, command: str) -> None:
        self.let_go = threading.Event()
        self.waiting = 0
        self._command = command
        self._alone = threading.Lock()

    def __call__(self, talk: Talk, tag: bytes, rest: bytes) -> None:
        self._count(1)
        self.let_go.wait(60)
        self._count(-1)
        getattr(talk.server, f"_{self._command}")(talk, tag, rest)

    def _count(self, change: int) -> None:
        with self._alone:
            self.waiting += change


def say(untagged: bytes = b"", tagged: bytes = b"OK done", end: bool = False) -> Reply:
    """Reply with these lines; and hang up, should that be the end."""

    def reply(talk: Talk, tag: bytes, _rest: bytes) -> None:
        talk.send(untagged + (tag + b" " + tagged + b"\r\n" if tagged else b""))
        if end:
            raise HangUpError

    return reply


READY = say(b"* OK ready\r\n", b"")


class BadServer:
    """A server with one INBOX; every other name in the keywords replaces the greeting or the reply to that command."""

    def __init__(
        self,
        messages: Mapping[int, bytes] | None = None,
        *,
        capabilities: str = "IMAP4rev1",
        folders: bytes = b'* LIST (\\HasNoChildren) "/" INBOX\r\n',
        uidvalidity: int = 1,
        uidnext: int | None = None,
        sizes: Mapping[int, int] | None = None,
        threads: Mapping[int, int] | None = None,
        poison: Mapping[int, bytes] | None = None,
        structures: Mapping[int, bytes] | None = None,
        refused: Collection[int] = (),
        missing: Collection[int] = (),
        internaldate: str = "02-Mar-2026 10:11:12 +0000",
        **replies: Reply,
    ) -> None:
        self.messages = dict(messages or {})
        self.capabilities = capabilities
        self.folders = folders
        self.uidvalidity, self.uidnext = uidvalidity, uidnext
        self.sizes, self.poison = dict(sizes or {}), dict(poison or {})
        self.threads, self.structures = dict(threads or {}), dict(structures or {})
        self.refused, self.missing, self.internaldate = refused, missing, internaldate
        self.replies = replies
        self.commands: list[str] = []
        self.over = threading.Event()
        self.left_by_client = 0
        self._threads: list[threading.Thread] = []
        self._talks: list[Talk] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])

    def account(self, **changes: object) -> ImapAccount:
        """An account on this server."""
        settings: dict[str, object] = {
            "name": "a",
            "host": "127.0.0.1",
            "port": self.port,
            "security": "none",
            "user": "me",
            "password_cmd": ("echo", "secret"),
        }
        return ImapAccount(**(settings | changes))  # type: ignore[arg-type]  # a test changes what it likes

    def count(self, command: str) -> int:
        return sum(line.startswith(command) for line in self.commands)

    def __enter__(self) -> Self:
        self._begin(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for talk in self._talks:
            with contextlib.suppress(OSError):
                talk.connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)

    def _begin(self, target: Callable[[], None]) -> None:
        thread = threading.Thread(target=target, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                talk = Talk(self, connection)
                self._talks.append(talk)
                self._begin(lambda talk=talk: self._talk(talk))  # type: ignore[misc]  # a default binds the loop variable

    def _talk(self, talk: Talk) -> None:
        with contextlib.suppress(HangUpError, OSError), talk.connection, talk.lines:
            self.replies.get("greeting", READY)(talk, b"", b"")
            for line in talk.lines:
                tag, _, command = line.rstrip(b"\r\n").partition(b" ")
                self.commands.append(command.decode("latin-1"))
                self._reply(talk, tag, command)
            self.left_by_client += 1

    def _reply(self, talk: Talk, tag: bytes, command: bytes) -> None:
        verb, _, rest = command.removeprefix(b"UID ").partition(b" ")
        name = verb.decode("latin-1").lower()
        reply = self.replies.get(name) or getattr(self, f"_{name}", None)
        if reply is None:
            talk.send(tag + b" BAD unknown\r\n")
        else:
            reply(talk, tag, rest)

    def _capability(self, talk: Talk, tag: bytes, _rest: bytes) -> None:
        talk.ok(tag, f"* CAPABILITY {self.capabilities}\r\n".encode())

    def _login(self, talk: Talk, tag: bytes, _rest: bytes) -> None:
        talk.ok(tag)

    def _list(self, talk: Talk, tag: bytes, _rest: bytes) -> None:
        talk.ok(tag, self.folders)

    def _status(self, talk: Talk, tag: bytes, rest: bytes) -> None:
        name = rest.rpartition(b" (")[0].decode("latin-1")
        state = f"MESSAGES {len(self.messages)} UIDNEXT {self._uidnext()} UIDVALIDITY {self.uidvalidity}"
        talk.ok(tag, f"* STATUS {name} ({state})\r\n".encode("latin-1"))

    def _examine(self, talk: Talk, tag: bytes, _rest: bytes) -> None:
        talk.ok(
            tag,
            f"* {len(self.messages)} EXISTS\r\n* OK [UIDVALIDITY {self.uidvalidity}] fine\r\n"
            f"* OK [UIDNEXT {self._uidnext()}] fine\r\n".encode(),
        )

    def _search(self, talk: Talk, tag: bytes, rest: bytes) -> None:
        asked = re.match(rb"UID (\d+):(\d+|\*)", rest)
        assert asked
        first, last = int(asked[1]), 2**32 if asked[2] == b"*" else int(asked[2])
        found = {uid for uid in self.messages if first <= uid <= last}
        if asked[2] == b"*" and self.messages:
            found.add(max(self.messages))
        talk.ok(tag, b"* SEARCH" + b"".join(b" %d" % uid for uid in sorted(found)) + b"\r\n")

    def _fetch(self, talk: Talk, tag: bytes, rest: bytes) -> None:
        asked, _, items = rest.partition(b" ")
        uids = [int(uid) for uid in asked.split(b",") if int(uid) in self.messages]
        if b"BODY.PEEK" in items and not self.refused_free(uids):
            talk.send(tag + b" NO [SERVERBUG] this message cannot be read\r\n")
            return
        for uid in uids:
            talk.send(self._line(uid, items))
        talk.ok(tag)

    def refused_free(self, uids: Collection[int]) -> bool:
        return not any(uid in self.refused for uid in uids)

    def _line(self, uid: int, items: bytes) -> bytes:
        octets = self.messages[uid]
        if items == b"(BODYSTRUCTURE)":
            structure = self.structures[uid] if uid in self.structures else structure_of(octets)
            return b"* 1 FETCH (UID %d BODYSTRUCTURE %s)\r\n" % (uid, structure)
        if b"BODY" not in items:
            size = self.sizes.get(uid, len(octets))
            thread = b" X-GM-THRID %d" % self.threads[uid] if b"X-GM-THRID" in items else b""
            when = self.internaldate.encode()
            return b'* 1 FETCH (UID %d RFC822.SIZE %d INTERNALDATE "%s"%s)\r\n' % (uid, size, when, thread)
        if uid in self.missing:
            return b""
        if uid in self.poison:
            return self.poison[uid]
        parts = (answer(octets, item) for item in items.strip(b"()").split())
        return b"* 1 FETCH (UID %d %s)\r\n" % (uid, b" ".join(parts))

    def _logout(self, talk: Talk, tag: bytes, _rest: bytes) -> None:
        talk.ok(tag, b"* BYE bye\r\n")

    def _uidnext(self) -> int:
        return self.uidnext or max(self.messages, default=0) + 1
