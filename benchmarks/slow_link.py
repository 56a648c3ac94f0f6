"""A line between a client and a server on this machine: a round trip, a bandwidth, and a count of what went through."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from types import TracebackType
from typing import Self

from benchmarks.sizes import Line

FREE = Line(rtt=0.0, bandwidth=float("inf"))
_AT_ONCE = 16_384
# So much may wait on the line before nobody reads more from the server.
_WAITING = 0.05


class SlowLink:
    """Relays connections to a port of 127.0.0.1 from its own `port`, for the time of a `with`.

    `received` counts octets from the server to the client. The upward line has the same delay, and no other limit.
    """

    def __init__(self, target: int, line: Line = FREE) -> None:
        """Listen; the line begins to work with the `with`."""
        self._target, self._line = target, line
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.received = 0
        self._free_at = 0.0
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        """Begin to relay."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all connections."""
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        """Relay until it is over; the runner then ends what is still on the line."""
        server = await asyncio.start_server(self._relay, sock=self._listener)
        await self._over.wait()
        server.close()

    async def _relay(self, client_in: asyncio.StreamReader, client_out: asyncio.StreamWriter) -> None:
        await asyncio.sleep(self._line.rtt)  # the handshake of TCP
        server_in, server_out = await asyncio.open_connection("127.0.0.1", self._target)
        try:
            for each in (client_out, server_out):
                each.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            down = self._carry(server_in, client_out, downward=True)
            up = self._carry(client_in, server_out, downward=False)
            await asyncio.gather(down, up, return_exceptions=True)
        except asyncio.CancelledError:
            pass  # the line is taken down; asyncio of Python 3.11 would write of a task that ends so as of a fault
        finally:
            for each in (client_out, server_out):
                each.transport.abort()

    async def _carry(self, source: asyncio.StreamReader, drain: asyncio.StreamWriter, *, downward: bool) -> None:
        """Read what comes, and let it out when it would have arrived."""
        queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        letting_out = asyncio.ensure_future(_let_out(queue, drain))
        while octets := await source.read(_AT_ONCE):
            now = time.monotonic()
            leaves = now
            if downward:
                self.received += len(octets)
                self._free_at = leaves = max(self._free_at, now) + len(octets) / self._line.bandwidth
            await queue.put((leaves + self._line.rtt / 2, octets))
            if leaves - now > _WAITING:
                await asyncio.sleep(leaves - now - _WAITING)
        await queue.put((time.monotonic() + self._line.rtt / 2, b""))
        await letting_out


async def _let_out(queue: asyncio.Queue[tuple[float, bytes]], drain: asyncio.StreamWriter) -> None:
    while True:
        due, octets = await queue.get()
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        if not octets:
            break
        drain.write(octets)
        await drain.drain()
    if drain.can_write_eof():
        drain.write_eof()
