"""The page of numbers over HTTP: /metrics for Prometheus, /health for whoever balances or restarts. Loopback only."""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

from inbox_watch.errors import InboxWatchError
from inbox_watch.fleet.metrics import CONTENT_TYPE, exposition
from inbox_watch.fleet.state import Severity, State, problems, severity

# However often it is asked, the database counts no more often than this.
_FRESH_SECONDS = 10.0
_TEXT = "text/plain; charset=utf-8"


class Looks:
    """The last look at a fleet, renewed when it is older than a few seconds."""

    def __init__(self, look: Callable[[], State], clock: Callable[[], float] = time.monotonic) -> None:
        """Take what looks; nothing is looked at yet."""
        self._look, self._clock = look, clock
        self._alone = Lock()
        self._state: State | None = None
        self._at = 0.0

    def state(self) -> State:
        """Return a state of the last seconds; raises the InboxWatchError of a look that failed."""
        with self._alone:
            if self._state is None or self._clock() - self._at > _FRESH_SECONDS:
                self._state, self._at = self._look(), self._clock()
            return self._state


def answer(path: str, looks: Looks) -> tuple[HTTPStatus, str, str]:
    """Return status, type and text of the answer to a path."""
    if path not in {"/metrics", "/health"}:
        return HTTPStatus.NOT_FOUND, _TEXT, "Here are /metrics and /health.\n"
    try:
        state = looks.state()
    except InboxWatchError as error:
        return HTTPStatus.SERVICE_UNAVAILABLE, _TEXT, f"{error}\n"
    if path == "/metrics":
        return HTTPStatus.OK, CONTENT_TYPE, exposition(state)
    found = problems(state)
    is_well = severity(found) < Severity.CRITICAL
    said = "".join(f"{problem.text}\n" for problem in found) or "All is well.\n"
    return HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE, _TEXT, said


def metrics_server(host: str, port: int, looks: Looks) -> ThreadingHTTPServer:
    """Return a server that listens; the caller serves and closes. Raises OSError."""

    class Page(BaseHTTPRequestHandler):
        """One question."""

        timeout = 10  # a caller that says nothing holds no thread for longer
        server_version, sys_version = "inbox-watch", ""

        def do_GET(self) -> None:  # http.server's name
            """Answer it."""
            status, kind, text = answer(self.path.partition("?")[0], looks)
            octets = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(octets)))
            self.end_headers()
            self.wfile.write(octets)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's name
            """Say nothing: a monitor asks every few seconds."""

    made = ThreadingHTTPServer((host, port), Page)
    made.daemon_threads = True
    return made
