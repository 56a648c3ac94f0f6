"""A scripted server that can IDLE (RFC 2177), and a listener on it.

with IdleServer({1: b"..."}) as server, listening(server) as listener:
    listener.next(), server.says(b"* 2 EXISTS\r\n")
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue

from inbox_watch.accounts import ImapAccount
from inbox_watch.sources.listening import Event, Listener
from inbox_watch.sources.patience import Farewell, Patience
from tests.support.bad_server import BadServer, Reply, Talk, hang_up

QUICK = Patience(renewal=60, first=0.05, longest=0.4, settled=0.3, answer=0.5, glance=0.1, breath=0.01)


class IdleServer(BadServer):
    """A server whose capabilities hold IDLE; `idlers` are the connections that wait."""

    def __init__(self, *arguments: object, **replies: object) -> None:
        super().__init__(*arguments, **{"capabilities": "IMAP4rev1 IDLE", **replies})  # type: ignore[arg-type]
        self.idlers: list[Talk] = []

    def says(self, octets: bytes) -> None:
        """Say it to whoever waits, as soon as somebody does."""
        until(lambda: bool(self.idlers))
        for talk in self.idlers:
            talk.send(octets)

    def awaits(self, command: str, count: int = 1) -> None:
        """Wait until a command has come so often."""
        until(lambda: self.count(command) >= count)

    def _idle(self, talk: Talk, tag: bytes, _rest: bytes) -> None:
        talk.send(b"+ idling\r\n")
        self.until_done(talk)
        talk.ok(tag)

    def until_done(self, talk: Talk) -> None:
        self.idlers.append(talk)
        line = talk.lines.readline()
        self.idlers.remove(talk)
        if not line:
            hang_up(talk, b"", b"")
        self.commands.append(line.decode("latin-1").rstrip())


def idling(before: bytes = b"", after: bytes = b"", answer: bool = True) -> Reply:
    """IDLE with these octets around the continuation; without an answer, DONE is never heard of."""

    def reply(talk: Talk, tag: bytes, _rest: bytes) -> None:
        assert isinstance(talk.server, IdleServer)
        talk.send(before + b"+ idling\r\n" + after)
        talk.server.until_done(talk)
        if answer:
            talk.ok(tag)

    return reply


def dropping(seconds: float) -> Reply:
    """IDLE that ends in a break after so long."""

    def reply(talk: Talk, tag: bytes, _rest: bytes) -> None:
        talk.send(b"+ idling\r\n")
        talk.server.over.wait(seconds)
        hang_up(talk, tag, b"")

    return reply


class Ear:
    """What a listener told, in order."""

    def __init__(self, farewell: Farewell, thread: threading.Thread, events: SimpleQueue[Event]) -> None:
        self.farewell, self._thread, self._events = farewell, thread, events

    def next(self, seconds: float = 5) -> Event:
        return self._events.get(timeout=seconds)

    def within(self, seconds: float) -> list[Event]:
        """Everything that is told until then."""
        told, end = list[Event](), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                told.append(self.next(left))
            except Empty:
                break
        return told

    def ends(self, seconds: float = 5) -> float:
        """Wait until it has ended and return how long that took."""
        began = time.monotonic()
        self._thread.join(seconds)
        assert not self._thread.is_alive()
        return time.monotonic() - began


@contextmanager
def listening(
    server: BadServer | ImapAccount,
    patience: Patience = QUICK,
    clock: Callable[[], float] = time.monotonic,
    **changes: object,
) -> Iterator[Ear]:
    """A listener in its thread, until the end of the block."""
    events, farewell = SimpleQueue[Event](), Farewell()
    account = server.account(**changes) if isinstance(server, BadServer) else server
    listener = Listener(account, events.put, farewell, patience=patience, clock=clock, chance=lambda: 1.0)
    thread = threading.Thread(target=listener.run, daemon=True)
    thread.start()
    ear = Ear(farewell, thread, events)
    try:
        yield ear
    finally:
        farewell.say()
        ear.ends()


def until(holds: Callable[[], bool], seconds: float = 5) -> None:
    """Wait until it holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.01)
