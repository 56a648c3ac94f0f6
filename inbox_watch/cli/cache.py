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
        try:
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(document)
            beside.replace(path)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)


def write_in_place(path: Path, document: bytes, size: int) -> None:
    """Write a document of at most `size` octets into the room of the last one: a full disk has no room for a new file.

    It is padded with spaces, and the first call makes the file. A power cut in the middle loses the document.
    """
    padded = document.ljust(size)
    try:
        with open(path, "r+b") as file:
            file.write(padded)
    except OSError:
        write(path, padded)
