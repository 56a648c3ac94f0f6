"""The limit: everything is asked for at once, and what comes out of the socket is thrown away."""

from __future__ import annotations

import socket
import sys
from collections.abc import Sequence

from benchmarks.contestants.stopwatch import told
from tests.support.dovecot import PASSWORD, USER

# Longer than the last line of any answer.
_END = 4000


def read(port: int, folders: Sequence[str]) -> tuple[int, int]:
    """Return how many messages there were, and the octets of all answers."""
    messages = octets = 0
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.recv(1000)
        _ask(line, "a1", f"LOGIN {USER} {PASSWORD}")
        for folder in folders:
            there = int(_ask(line, "a2", f'STATUS "{folder}" (MESSAGES)')[1].partition(b"MESSAGES ")[2].split(b")")[0])
            _ask(line, "a3", f'EXAMINE "{folder}"')
            messages += there
            octets += _ask(line, "a4", "UID FETCH 1:* BODY.PEEK[]")[0] if there else 0
        _ask(line, "a5", "LOGOUT")
    return messages, octets


def _ask(line: socket.socket, tag: str, command: str) -> tuple[int, bytes]:
    """Send a command; return the octets up to its last line, and the end of them."""
    line.sendall(f"{tag} {command}\r\n".encode())
    buffer, total, end = memoryview(bytearray(1 << 18)), 0, b""
    while not (end.endswith(b"\r\n") and end[:-2].rpartition(b"\r\n")[2].startswith(tag.encode() + b" OK")):
        count = line.recv_into(buffer)
        if not count:
            raise EOFError(f"the server closed the line during {command}")
        total += count
        end = (end + bytes(buffer[max(0, count - _END) : count]))[-_END:]
    return total, end


if __name__ == "__main__":
    told(lambda: read(int(sys.argv[1]), sys.argv[2:]))
