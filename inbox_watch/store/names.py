"""The ids that applications have, looked up so quickly that a shell can complete them."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from pathlib import Path

_NUMBER = re.compile(r"\d+")


def application_ids_in(path: Path) -> list[str]:
    """Return the ids in the store of this path, the newest first; none where it cannot be read."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(_opened(path)) as store:
        found = [str(id_) for (id_,) in store.execute("SELECT DISTINCT id FROM application_ids")]
        return sorted(found, key=_number, reverse=True)
    return []


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=0.2)


def _number(id_: str) -> int:
    found = _NUMBER.search(id_)
    return int(found[0]) if found else 0
