"""Local web servers that take notes, or refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.support.serving import serving


@dataclass
class Service:
    """What came in, and the status it answers with."""

    port: int = 0
    status: int = 200
    heard: list[dict[str, str]] = field(default_factory=list)

    @property
    def target(self) -> str:
        return f"json://user:s3cret@localhost:{self.port}/token-7f3a"


@contextmanager
def running() -> Iterator[Service]:
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            service.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(service.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Be silent."""

    with serving(ThreadingHTTPServer(("localhost", 0), Handler)) as service.port:
        yield service


@dataclass
class Monitor:
    """What was asked for, and what the answer is."""

    port: int = 0
    status: int = 200
    heard: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/s3cret"


@contextmanager
def monitor(status: int = 200) -> Iterator[Monitor]:
    kept = Monitor(status=status)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kept.heard.append(self.path)
            self.send_response(kept.status)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Be silent."""

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as kept.port:
        yield kept
