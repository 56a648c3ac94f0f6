"""imap_tools, 500 messages a command."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from imap_tools import MailBoxUnencrypted

from benchmarks.contestants.stopwatch import told
from tests.support.dovecot import PASSWORD, USER

_AT_ONCE = 500


def read(port: int, folders: Sequence[str]) -> tuple[int, int]:
    """Return how many messages there were, and their octets as the server tells them."""
    messages = octets = 0
    with MailBoxUnencrypted("127.0.0.1", port).login(USER, PASSWORD) as mailbox:
        for folder in folders:
            mailbox.folder.set(folder, readonly=True)
            for message in mailbox.fetch(bulk=_AT_ONCE, mark_seen=False):
                messages += 1
                octets += message.size_rfc822
    return messages, octets


if __name__ == "__main__":
    told(lambda: read(int(sys.argv[1]), sys.argv[2:]))
