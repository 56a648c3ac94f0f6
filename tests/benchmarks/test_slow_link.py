from __future__ import annotations

import socket
import socketserver
import time

import pytest

from benchmarks.sizes import Line
from benchmarks.slow_link import SlowLink
from tests.support.serving import serving


class _Answers(socketserver.StreamRequestHandler):
    """Answers a line with as many octets as it says."""

    def handle(self) -> None:
        for line in self.rfile:
            self.wfile.write(b"x" * int(line))


@pytest.fixture
def port() -> object:
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Answers)
    server.daemon_threads = True
    with serving(server) as found:
        yield found


def asked(port: int, octets: int) -> float:
    """Seconds until so many octets have come."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        began = time.monotonic()
        line.sendall(f"{octets}\n".encode())
        missing = octets
        while missing:
            missing -= len(line.recv(65536))
        return time.monotonic() - began


def test_octets_go_through_and_are_counted(port: int) -> None:
    with SlowLink(port) as link:
        asked(link.port, 300_000)
        assert link.received == 300_000


def test_an_answer_takes_at_least_a_round_trip(port: int) -> None:
    with SlowLink(port, Line(rtt=0.2, bandwidth=1e9)) as link:
        assert asked(link.port, 10) >= 0.2


def test_a_bandwidth_is_kept(port: int) -> None:
    with SlowLink(port, Line(rtt=0.0, bandwidth=400_000)) as link:
        assert asked(link.port, 200_000) >= 0.45
