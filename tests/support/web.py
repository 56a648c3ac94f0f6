"""A web server on localhost, with TLS and without, that answers as a test says.

with Web(tmp_path, {"/page": b"text", "/slow": drip}) as web:
    ... web.tls, web.url, web.asked
"""

from __future__ import annotations

import contextlib
import ssl
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.dovecot import make_certificate

Answer = Callable[[BaseHTTPRequestHandler, threading.Event], None]


def redirect(target: str) -> Answer:
    """Send the client to another URL."""

    def answer(handler: BaseHTTPRequestHandler, _over: threading.Event) -> None:
        handler.send_response(302)
        handler.send_header("Location", target)
        handler.end_headers()

    return answer


def dripping(octets: bytes) -> Answer:
    """Send these, then a blank every 50 ms until the test is over."""

    def answer(handler: BaseHTTPRequestHandler, over: threading.Event) -> None:
        handler.wfile.write(octets)
        while not over.wait(0.05):
            handler.wfile.write(b" ")

    return answer


class Web:
    """Serves `pages` by path, over HTTPS at `url` and over HTTP at `plain_url`; `asked` are the paths with queries."""

    def __init__(self, folder: Path, pages: Mapping[str, bytes | Answer]) -> None:
        certificate, key = folder / "web.pem", folder / "web-key.pem"
        make_certificate(certificate, key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.tls = ssl.create_default_context(cafile=certificate)
        self.asked: list[str] = []
        self._pages, self._over = dict(pages), threading.Event()
        self._servers = [_server(self._answer), _server(self._answer)]
        self._servers[0].socket = context.wrap_socket(self._servers[0].socket, server_side=True)
        self.url = f"https://localhost:{self._servers[0].server_address[1]}"
        self.plain_url = f"http://localhost:{self._servers[1].server_address[1]}"

    def add(self, path: str, page: bytes | Answer) -> None:
        self._pages[path] = page

    def __enter__(self) -> Self:
        for server in self._servers:
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(handler.path)
        page = self._pages.get(handler.path.partition("?")[0])
        with contextlib.suppress(OSError):
            if callable(page):
                page(handler, self._over)
                return
            handler.send_response(404 if page is None else 200)
            handler.end_headers()
            handler.wfile.write(page or b"")


def _server(answer: Callable[[BaseHTTPRequestHandler], None]) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server looks for
            answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's name
            """Say nothing."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)
