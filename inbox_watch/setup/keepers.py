"""Programs of this machine that keep passwords: what prints one, and what stores one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from inbox_watch.knowledge import table


@dataclass(frozen=True, slots=True)
class Keeper:
    """A program for one mailbox; `asks_itself` means that it wants the terminal instead of its standard input."""

    label: str
    show: tuple[str, ...]
    store: tuple[str, ...]
    asks_itself: bool


def keepers(address: str, which: Callable[[str], str | None], environment: Mapping[str, str]) -> Iterator[Keeper]:
    """Yield those that `which` finds and that work in this environment.

    Their paths are whole: a run by the clock knows fewer folders than a shell.
    """
    for row in table("secret_keepers"):
        program = which(row["program"]) if row["needs"] == "-" or environment.get(row["needs"]) else None
        if program:
            yield Keeper(
                label=row["label"].format(address=address),
                show=(program, *_words(row["show"], address)),
                store=(program, *_words(row["store"], address)),
                asks_itself=row["typing"] == "itself",
            )


def _words(template: str, address: str) -> Iterator[str]:
    return (word.format(address=address) for word in template.split(" "))
