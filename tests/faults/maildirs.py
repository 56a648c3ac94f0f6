"""Mail into a Maildir, in the way of a delivery agent."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from tests.faults.mails import Mail


def put(root: Path, mails: Iterable[Mail]) -> None:
    """Deliver; INBOX is the Maildir itself, other folders lie below it (Maildir++)."""
    for folder in ("", ".Sent"):
        for part in ("cur", "new", "tmp"):
            (root / folder / part).mkdir(parents=True, exist_ok=True)
    for mail in mails:
        name = f"{mail.came.timestamp():.0f}.{hashlib.sha256(mail.octets).hexdigest()[:12]}.host"
        path = root / ("" if mail.folder == "INBOX" else f".{mail.folder}") / "new" / name
        path.write_bytes(mail.octets)
        os.utime(path, (mail.came.timestamp(), mail.came.timestamp()))
