"""A target of alerts that misbehaves: what it did not take comes when it is well, and nothing else is held up."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from inbox_watch.errors import EXIT_AUTHENTICATION, EXIT_FINE
from tests.faults.amounts import IS_FULL, LONG
from tests.faults.caught_up import assert_polite
from tests.faults.runs import Host, User
from tests.faults.scenes import FIRST, NEW, NEWS, OLD
from tests.support.serving import serving
from tests.support.tally import Tally

pytestmark = [
    LONG,
    # apprise asks for a module that Python is about to drop.
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),
]


@dataclass
class Sink:
    """A web service, the titles it took, and how it behaves; it is well again once `behave` is None."""

    port: int = 0
    behave: Callable[[Handler, Sink], None] | None = None
    asked: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    is_over: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Takes an alert, or does as the sink says."""

    sink: Sink

    def do_POST(self) -> None:
        """The title, then the behaviour."""
        self.title = str(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["title"])
        self.sink.asked += 1
        with suppress(OSError):
            if self.sink.behave:
                self.sink.behave(self, self.sink)
            else:
                self.take()
                self.answer(200)

    def take(self) -> None:
        """From here on the user has it."""
        self.sink.taken[self.title] += 1

    def answer(self, status: int, *heads: tuple[str, str], body: bytes = b"") -> None:
        """Answer with this."""
        self.send_response(status)
        for name, value in (*heads, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's name
        """Be silent."""


@contextmanager
def sink() -> Iterator[Sink]:
    """A service for the time of a `with`."""
    found = Sink()
    bound = type("Bound", (Handler,), {"sink": found})
    with serving(ThreadingHTTPServer(("localhost", 0), bound)) as found.port:
        yield found
        found.is_over.set()


def _hang(handler: Handler, sink: Sink) -> None:
    """Take it, and never answer."""
    handler.take()
    sink.is_over.wait(20)


def _drip(handler: Handler, sink: Sink) -> None:
    while not sink.is_over.wait(0.05):
        handler.wfile.write(b"H")


def _hang_up(handler: Handler, _sink: Sink) -> None:
    handler.connection.close()


def _flood(handler: Handler, _sink: Sink) -> None:
    """An answer without end."""
    handler.send_response(500)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x" * 2**20)


BEHAVIOURS: dict[str, Callable[[Handler, Sink], None]] = {
    "an error of the server": lambda handler, _: handler.answer(500),
    "not there": lambda handler, _: handler.answer(404),
    "too many": lambda handler, _: handler.answer(429, ("Retry-After", "3600")),
    "the password is wrong": lambda handler, _: handler.answer(401),
    "elsewhere": lambda handler, sink: handler.answer(302, ("Location", f"http://localhost:{sink.port}/elsewhere")),
    "hung up": _hang_up,
    "taken and never answered": _hang,
    "a drip": _drip,
    "an answer without end": _flood,
}


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_what_a_target_did_not_take_comes_when_it_is_well(name: str, host: Host, place: Path, tally: Tally) -> None:
    with sink() as service:
        user = User(host, place / "user", targets=f'"json://me:secret@localhost:{service.port}/x", "stdout"')
        user.deliver(OLD)
        user.poll(FIRST)
        user.deliver(NEW)
        service.behave = BEHAVIOURS[name]
        bad = 6 if IS_FULL else 2
        for hours in range(bad):
            began = time.monotonic()
            code = user.run("poll", now=NEWS + timedelta(hours=7 * hours), service_seconds=2.0)
            assert code in (EXIT_FINE, EXIT_AUTHENTICATION), user.complaints()
            assert time.monotonic() - began < 15
        wanted = {title for title in user.told().split("\n\n") if title}
        assert len(wanted) == 3, "the other target has all that there is to tell"
        service.behave = None
        user.poll(NEWS + timedelta(hours=7 * bad))
        assert len(service.taken) == 3
        assert all(times <= 1 + bad for times in service.taken.values())
        user.poll(NEWS + timedelta(hours=7 * bad + 7))
        assert service.taken.total() <= service.asked <= 3 + 3 * bad
        assert_polite(user)
        user.portrait()
    tally.add("targets", bad)
