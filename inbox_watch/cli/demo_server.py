"""The sample mailbox behind a real IMAP server (pymap) on loopback: `python demo_server.py MAILDIR`.

A process of its own that imports nothing of inbox_watch. The first line on standard input is the password; the port
goes to standard output; the end of standard input ends it, so it never outlives who started it.
"""

from __future__ import annotations

import asyncio
import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxData, MailboxSet
from pymap.imap import IMAPServer
from pymap.mime import MessageContent
from pymap.parsing.message import AppendMessage

USER = "runa"
FOLDERS = {"INBOX": "cur", "Sent": ".Sent/cur", "Junk": ".Junk/cur", "Archive": ".Archive/cur"}


async def serve(maildir: Path) -> None:
    """Serve until standard input ends."""
    loop = asyncio.get_running_loop()
    backend, config = await DictBackend.init(_arguments(sys.stdin.readline().strip()))
    config.apply_context()
    config.set_cache[USER] = (await _mailbox(maildir), FilterSet())
    greet = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))
    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
        sys.stdout.flush()
        await loop.run_in_executor(None, sys.stdin.read)


def _arguments(password: str) -> Namespace:
    """What pymap's own command line would give."""
    return Namespace(
        demo_user=USER,
        demo_password=password,
        demo_data=False,
        host=None,
        port=0,
        tls=False,
        cert=None,
        key=None,
        debug=False,
        passlib_cfg=None,
        proxy_protocol=None,
    )


async def _mailbox(maildir: Path) -> MailboxSet:
    boxes = MailboxSet()
    for name, below in FOLDERS.items():
        if name != "INBOX":
            await boxes.add_mailbox(name)
        folder = await boxes.get_mailbox(name)
        for path in sorted((maildir / below).iterdir()):
            await _put(path, folder)
    return boxes


async def _put(path: Path, folder: MailboxData) -> None:
    """Put a message into a folder; a Maildir name begins with the seconds of its arrival."""
    arrived = datetime.fromtimestamp(int(path.name.partition(".")[0]), UTC)
    message = await folder.append(AppendMessage(b"", arrived, frozenset()))
    message._content = _as_it_is(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def _as_it_is(octets: bytes) -> MessageContent:
    """Serve the octets without parsing them: one of the samples is nested so deeply that pymap would give up."""
    whole = {"lines": [(0, len(octets), len(octets))], "content_type": "text/plain", "nested": []}
    return MessageContent.from_json(octets, {"header": {"lines": [], "folded": []}, "body": whole})


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
