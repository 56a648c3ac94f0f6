"""How far a backlog is read, as one line: messages, octets, folder, speed, and the time that is left."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inbox_watch.clean import clean_line
from inbox_watch.records import Batch

# A poll with fewer messages is over before a line could be read.
_BACKLOG = 100
_MINUTE, _HOUR = 60, 3600
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Pace:
    """What was read since `began`, up to `now` (seconds of one clock), and what the last batch said of its folder.

    `left` is how many messages of that folder are still to come, None where nobody knows.
    """

    began: float
    now: float = 0.0
    messages: int = 0
    octets: int = 0
    folder: str = ""
    left: int | None = None
    is_at_end: bool = False

    def after(self, batch: Batch, now: float) -> Pace:
        """The pace once this batch was read and kept."""
        return replace(
            self,
            now=now,
            messages=self.messages + len(batch.messages) + len(batch.unreadable),
            octets=self.octets + sum(len(message.octets) for message in batch.messages),
            folder=batch.cursor.folder,
            left=batch.left,
            is_at_end=batch.read_until is not None,
        )

    @property
    def is_worth_a_line(self) -> bool:
        """Is this a backlog?"""
        return self.messages > _BACKLOG

    def line(self, width: int) -> str:
        """The line, as much of it as fits."""
        speed = self.messages / max(self.now - self.began, 0.001)
        said = [f"Read {self.messages:,} messages ({self.octets / _MEGABYTE:,.0f} MB), {speed:,.0f} a second"]
        if self.left:
            said.append(f"{_time(self.left / speed)} left in {self._name}")
        else:
            said.append(f"{self._name} is read" if self.is_at_end else f"now in {self._name}")
        return "; ".join(said)[:width]

    @property
    def _name(self) -> str:
        return clean_line(self.folder)[:40]


def _time(seconds: float) -> str:
    if seconds < 2 * _MINUTE:
        return f"about {max(1, round(seconds))} s"
    if seconds < 2 * _HOUR:
        return f"about {round(seconds / _MINUTE)} min"
    return f"about {round(seconds / _HOUR)} h"
