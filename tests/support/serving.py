"""A server of the standard library that answers in a thread for the time of a `with`."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread


@contextmanager
def serving(server: socketserver.TCPServer) -> Iterator[int]:
    """Serve, and give the port; at the end the server is closed and its thread has ended."""
    with server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()
            thread.join()
