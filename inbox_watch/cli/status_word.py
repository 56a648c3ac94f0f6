"""The word of `status --short`: kept for a prompt, which cannot wait until everything was looked at."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Word:
    """What was found: the word, how many follow-ups are due, on which local day, and until when that may be said.

    `seen` are the files it was found in, and what tells whether they have changed.
    """

    text: str
    due: int
    day: str
    until: float
    seen: dict[str, list[int]]


def word_file(config_file: Path) -> Path:
    """Where the word of this configuration is kept."""
    import platformdirs

    name = sha256(os.path.abspath(config_file).encode()).hexdigest()[:16]
    return Path(platformdirs.user_cache_dir("inbox_watch")) / f"status-{name}.json"


def kept(config_file: Path, now: datetime) -> Word | None:
    """The word that was kept, while nothing it was found in has changed."""
    try:
        word = Word(**json.loads(word_file(config_file).read_text("utf-8")))
        holds = now.timestamp() < word.until and word.seen == marks(map(Path, word.seen))
    except (OSError, ValueError, TypeError):
        return None
    return word if holds else None


def keep(config_file: Path, word: Word) -> None:
    """Keep a word, for its owner alone; where that cannot be, the next call looks at everything again."""
    path = word_file(config_file)
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}")
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(word), file)
        beside.replace(path)


def marks(paths: Iterable[Path]) -> dict[str, list[int]]:
    """By file: when it was last changed (nanoseconds) and its size; nothing for one that is not there."""
    return {str(path): _mark(path) for path in paths}


def _mark(path: Path) -> list[int]:
    try:
        found = path.stat()
    except OSError:
        return []
    return [found.st_mtime_ns, found.st_size]
