"""mbsync (isync): a copy of the mailbox as a Maildir, with its default settings."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from tests.support.dovecot import PASSWORD, USER

_CONFIGURATION = """\
IMAPAccount here
Host 127.0.0.1
Port {port}
User {user}
Pass {password}
SSLType None
AuthMechs LOGIN

IMAPStore far
Account here

MaildirStore near
Path {folder}/mail/
Inbox {folder}/mail/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns {patterns}
Create Near
Sync Pull
SyncState {folder}/state/
"""


def command(port: int, folder: Path, folders: Sequence[str]) -> list[str]:
    """Write a configuration into a folder, and return the command that copies these folders into it."""
    for part in ("mail", "state"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    configuration = folder / "mbsyncrc"
    patterns = " ".join(f'"{name}"' for name in folders)
    text = _CONFIGURATION.format(port=port, user=USER, password=PASSWORD, folder=folder, patterns=patterns)
    configuration.write_text(text, "utf-8")
    return ["mbsync", "-q", "-c", str(configuration), "all"]


def let_rest(folder: Path) -> None:
    """Let the copy look a minute old: mbsync sleeps a second over a Maildir that changed in the second it looks."""
    before = time.time() - 60
    for path in (folder / "mail").rglob("*"):
        if path.is_dir():
            os.utime(path, (before, before))
