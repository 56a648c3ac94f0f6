"""Small documents in the user's cache folder, one of a kind for each configuration; all can be lost without harm."""

from __future__ import annotations

import contextlib
import os
from hashlib import sha256
from pathlib import Path


def cache_file(kind: str, config_file: Path) -> Path:
    """Where the document of this kind and configuration is kept."""
    import platformdirs  # 24 ms that `--help` need not pay

    name = sha256(os.path.abspath(config_file).encode()).hexdigest()[:16]
    return Path(platformdirs.user_cache_dir("inbox_watch")) / f"{kind}-{name}.json"


def write(path: Path, document: bytes) -> None:
    """Write a document whole or not at all, for its owner alone; where that cannot be, nothing is kept."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}")
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(document)
        beside.replace(path)


def remove(path: Path) -> None:
    """Forget a document."""
    with contextlib.suppress(OSError):
        path.unlink()
