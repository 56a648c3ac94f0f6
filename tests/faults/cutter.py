"""A relay on loopback that does harm when so many octets of the server have gone through."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from enum import Enum
from types import TracebackType
from typing import Self

# A close with this is a reset (RST), not an end (FIN): socket(7), SO_LINGER.
_AT_ONCE = struct.pack("ii", 1, 0)
_DRIP_SECONDS = 0.05


class Harm(Enum):
    """What the relay does then: end or reset the connection, fall silent, drip from there on, or turn a bit."""

    END = "end"
    RESET = "reset"
    STALL = "stall"
    DRIP = "drip"
    FLIP = "flip"


class Cutter:
    """Between a client and a server on 127.0.0.1; without a plan the connection holds."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.received = 0
        self._left = 0
        self._harm: Harm | None = None
        self._changed = threading.Event()

    def plan(self, harm: Harm | None, after: int = 0) -> None:
        """From now on: let so many octets through, then do this; None for no harm."""
        self._changed.set()
        self._changed = threading.Event()
        self.received, self._left, self._harm = 0, after, harm

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._changed.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                for each in (client, server):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._carry_up, args=(client, server), daemon=True).start()
                threading.Thread(target=self._carry_down, args=(server, client), daemon=True).start()

    def _carry_up(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while octets := client.recv(65536):
                server.sendall(octets)
            server.shutdown(socket.SHUT_WR)

    def _carry_down(self, server: socket.socket, client: socket.socket) -> None:
        harm, changed = self._harm, self._changed
        with contextlib.suppress(OSError):
            while octets := server.recv(65536):
                self.received += len(octets)
                if harm is None or len(octets) <= self._left:
                    self._left -= len(octets)
                    client.sendall(octets)
                    continue
                client.sendall(octets[: self._left])
                harm = self._do(harm, client, octets[self._left :], changed)
                if harm in (Harm.END, Harm.RESET):
                    break
                self._left = 0
        self._close(server, client, at_once=harm is Harm.RESET)

    def _do(self, harm: Harm, client: socket.socket, rest: bytes, changed: threading.Event) -> Harm | None:
        """Do harm to the octets that come next, and return what is done to those behind them."""
        if harm is Harm.STALL:
            changed.wait(60)
            return Harm.END
        if harm is Harm.DRIP:
            for octet in rest:
                if changed.wait(_DRIP_SECONDS):
                    return Harm.END
                client.sendall(bytes([octet]))
        if harm is Harm.FLIP:
            client.sendall(bytes([rest[0] ^ 1]) + rest[1:])
            return None
        return harm

    def _close(self, server: socket.socket, client: socket.socket, *, at_once: bool) -> None:
        with contextlib.suppress(OSError):
            if at_once:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
            # A socket in which another thread waits is closed only when that has woken up.
            client.shutdown(socket.SHUT_RD if at_once else socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        server.close()
        client.close()
