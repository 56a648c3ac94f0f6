"""Row 17: a service that is told something leads nobody elsewhere, and its answer ends."""

from __future__ import annotations

import resource
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from inbox_watch.alerts.channels import send_letter
from inbox_watch.alerts.post import Letter
from inbox_watch.alerts.replies import LARGEST_REPLY
from inbox_watch.errors import AlertNotSent
from tests.alerts.servers import Service, running
from tests.support.serving import serving

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
MEBIBYTE = 1024 * 1024
SENT_AT_MOST = 200  # pieces, should nobody hang up


@contextmanager
def answering(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """The target of a service that answers every request in this way."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name that http.server looks for
            self.rfile.read(int(self.headers["Content-Length"]))
            try:
                answer(self)
            except ConnectionError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's name
            """Say nothing."""

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield f"json://127.0.0.1:{port}/token-7f3a"


@pytest.fixture
def elsewhere() -> Iterator[Service]:
    with running() as service:
        yield service


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("wish", ["", "?redirect=yes"])
def test_nobody_is_followed(status: int, wish: str, elsewhere: Service) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Location", f"http://localhost:{elsewhere.port}/stolen")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with answering(answer) as target, pytest.raises(AlertNotSent, match=str(status)):
        send_letter(f"{target}{wish}", Letter("Subject", "Text"), NOW)
    assert elsewhere.heard == []


def plain(handler: BaseHTTPRequestHandler) -> Iterator[bytes]:
    handler.end_headers()
    while True:
        yield b"x" * MEBIBYTE


def squeezed(handler: BaseHTTPRequestHandler) -> Iterator[bytes]:
    handler.send_header("Content-Encoding", "deflate")
    handler.end_headers()
    squeezer = zlib.compressobj()
    while True:
        yield squeezer.compress(bytes(2 * MEBIBYTE)) + squeezer.flush(zlib.Z_SYNC_FLUSH)


@pytest.mark.parametrize("body", [plain, squeezed])
def test_an_answer_without_end_is_read_as_far_as_it_matters(
    body: Callable[[BaseHTTPRequestHandler], Iterator[bytes]],
) -> None:
    sent = [0]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.close_connection = True
        for octets, _ in zip(body(handler), range(SENT_AT_MOST), strict=False):
            handler.wfile.write(octets)
            sent[0] += len(octets)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with answering(answer) as target:
        send_letter(target, Letter("Subject", "Text"), NOW)
    assert sent[0] < 64 * MEBIBYTE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 128 * 1024
    assert LARGEST_REPLY == 64 * 1024
