"""A relay on loopback that writes down what a client sends and counts what comes back.

with Relay(server.port) as relay: connect to relay.port, then read relay.commands and relay.received
relay.most_open is how many connections were open at once; needs Linux
relay.hesitation = 0.5 keeps all but the first octets of an answer back for so many seconds
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from types import TracebackType
from typing import Self


class Relay:
    """Everything between a client and a server on 127.0.0.1, as long as the `with` lasts."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.sent = bytearray()
        self.received = 0
        self.hesitation = 0.0
        self.most_open = 0
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    @property
    def connections(self) -> int:
        """How many there have been."""
        return len(self._sockets) // 2

    @property
    def commands(self) -> list[str]:
        """The commands without their tags."""
        lines = bytes(self.sent).decode("latin-1").split("\r\n")
        return [line.partition(" ")[2] for line in lines if line]

    def forget(self) -> None:
        self.sent.clear()
        self.received = 0

    def __enter__(self) -> Self:
        self._begin(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in (self._listener, *self._sockets):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        for each in (self._listener, *self._sockets):
            each.close()

    def _begin(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]  # a function
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                for each in (client, server):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._sockets += [client, server]
                self.most_open = max(self.most_open, sum(map(_is_open, self._sockets[::2])))
                self._begin(self._carry, client, server, True)
                self._begin(self._carry, server, client, False)

    def _carry(self, source: socket.socket, drain: socket.socket, upward: bool) -> None:
        with contextlib.suppress(OSError):
            while octets := source.recv(65536):
                if upward:
                    self.sent += octets
                else:
                    self.received += len(octets)
                if self.hesitation and not upward:
                    drain.sendall(octets[:3])
                    time.sleep(self.hesitation)
                    octets = octets[3:]
                drain.sendall(octets)
        with contextlib.suppress(OSError):
            drain.shutdown(socket.SHUT_WR)


def _is_open(client: socket.socket) -> bool:
    """Has the client not closed it? The kernel knows before what was sent last is read."""
    return client.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1) == b"\1"
