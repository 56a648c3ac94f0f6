"""What `doctor` and `config check` say about the user's own tables of knowledge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inbox_watch.knowledge.user_tables import UserTable

READ_ANEW = (
    "Your tables count for mail that is read from now on; mail read before keeps what was found in it until it is "
    "read anew."
)


def counts_of(tables: tuple[UserTable, ...], folder: Path) -> Iterator[str]:
    """Yield a sentence for each table."""
    for each in tables:
        count = len(each.rows)
        told = [f"{count} {'row' if count == 1 else 'rows'} of yours"]
        if each.replaced:
            told.append(f"{each.replaced} in place of shipped ones")
        if each.off:
            told.append(f"{len(each.off)} of the shipped ones switched off")
        yield f"{folder / each.name}.tsv: {', '.join(told)}."
