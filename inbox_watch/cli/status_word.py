"""What `status` says: kept for a prompt, which cannot wait until everything was looked at."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from inbox_watch.cli.cache import cache_file, write

LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Word:
    """What was found: the word of `--short`, the line, what the reader must know of the tool's own health, how many
    follow-ups are due, on which local day, and until when that may be said.

    `seen` are the files it was found in, and what tells whether they have changed.
    """

    text: str
    line: str
    notices: list[str]
    due: int
    day: str
    until: float
    seen: dict[str, list[int]]


def word_file(config_file: Path) -> Path:
    """Where the word of this configuration is kept."""
    return cache_file("status", config_file)


def kept(config_file: Path, now: datetime) -> Word | None:
    """The word that was kept, while nothing it was found in has changed."""
    try:
        word = Word(**json.loads(word_file(config_file).read_text("utf-8")))
        holds = now.timestamp() < word.until and word.seen == marks(map(Path, word.seen))
    except (OSError, ValueError, TypeError):
        return None
    return word if holds else None


def keep(config_file: Path, word: Word) -> None:
    """Keep a word; where that cannot be, the next call looks at everything again."""
    write(word_file(config_file), json.dumps(asdict(word)).encode())


def marks(paths: Iterable[Path]) -> dict[str, list[int]]:
    """By file: when it was last changed (nanoseconds) and its size; nothing for one that is not there."""
    return {str(path): _mark(path) for path in paths}


def _mark(path: Path) -> list[int]:
    try:
        found = path.stat()
    except OSError:
        return []
    return [found.st_mtime_ns, found.st_size]
