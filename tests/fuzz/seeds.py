"""What the fuzzer begins with: the hostile mails, the sample search and letters that are honest, all written by us."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from inbox_watch.shipped import samples_path
from tests.forgery.mails import FORGED
from tests.fuzz.shown import HONEST_HEAD
from tests.hostile.mails import MAILS
from tests.hostile.mails.damage import HONEST
from tests.hostile.mails.writing import BODY

LONGEST = 16_384


def seeds() -> Iterator[bytes]:
    """Each mail that is no longer than the fuzzer's own, as it is and behind a head that tells who wrote it."""
    for octets in _mails():
        yield from (each for each in (octets, HONEST_HEAD + octets) if len(each) <= LONGEST)


def _mails() -> Iterator[bytes]:
    yield from HONEST
    for make in MAILS.values():
        yield make()
    for head in FORGED.values():
        yield head.encode() + b"\n" + BODY
    for path in sorted((samples_path() / "Maildir" / "cur").iterdir()):
        yield path.read_bytes()


def write_seeds(folder: Path, each: int = 1) -> int:
    """Write one in so many into a file of its own, named by its digest; returns how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for octets in islice(seeds(), 0, None, each):
        (folder / hashlib.sha256(octets).hexdigest()[:20]).write_bytes(octets)
    return len(list(folder.iterdir()))
