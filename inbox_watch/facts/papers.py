"""What is odd about the files of a Sent mail, by name and size alone (SR49)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inbox_watch.knowledge import table
from inbox_watch.records import Attachment

_MEGABYTE = 1_000_000
_LARGE = 5 * _MEGABYTE
_TOO_LARGE = 10 * _MEGABYTE
_MANY = 6


def odd_papers(files: Sequence[Attachment]) -> tuple[str, ...]:
    """A sentence for everything that may keep an office from opening the files; empty when nothing does."""
    return tuple(_oddities(files))


def _oddities(files: Sequence[Attachment]) -> Iterator[str]:
    whys = {row["ending"]: row["why"] for row in table("paper_types")}
    for file in files:
        name = file.name[:60]
        stem, _, ending = file.name.rpartition(".")
        why = whys.get(ending.lower()) if stem else None
        if why:
            yield f"{name}: {why}; a PDF opens everywhere"
        if file.size == 0:
            yield f"{name} is empty"
        if file.locked:
            yield f"{name} is encrypted and may ask for a password"
    yield from _size(sum(file.size for file in files))
    if len(files) > _MANY:
        yield f"{len(files)} files are attached; one PDF is easier to pass on"


def _size(octets: int) -> Iterator[str]:
    stated = f"the files have {octets / _MEGABYTE:.1f} MB"
    if octets > _TOO_LARGE:
        yield f"{stated}; many mail servers refuse more than 10 MB"
    elif octets > _LARGE:
        yield f"{stated}; some mail servers refuse more than 5 MB"
