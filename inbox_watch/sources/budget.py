"""How much one visit may bring home, so that a backlog comes in bites that fit into memory and a transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inbox_watch.records import Batch

MEBIBYTE = 1024 * 1024
# A larger message is read only in part: its header and the start of its body say what it is.
LARGEST_MESSAGE = 25 * MEBIBYTE
EXCERPT = MEBIBYTE
# A batch is fetched with one command and stored in one transaction.
BATCH_MESSAGES = 200
BATCH_OCTETS = 16 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Budget:
    """The messages and octets of one visit; a visit reads at least one message, however large, so that it ends.

    What two visits bring home is in memory at once: one is judged while the other is under way.
    """

    messages: int = 2000
    octets: int = 40 * MEBIBYTE

    @property
    def spent(self) -> bool:
        """Nothing more may be read in this visit."""
        return self.messages <= 0 or self.octets <= 0

    def less(self, octets: int) -> Budget:
        """Return what is left after one message of that size."""
        return Budget(self.messages - 1, self.octets - octets)

    def after(self, batches: Iterable[Batch]) -> Budget:
        """Return what is left once these batches were read."""
        left = self
        for batch in batches:
            for size in [*(len(message.octets) for message in batch.messages), *(0 for _ in batch.unreadable)]:
                left = left.less(size)
        return left


def has_mail(batches: Iterable[Batch]) -> bool:
    """Whether a visit got on: a failure after that is left to the next visit, so that nothing read is lost."""
    return any(batch.messages or batch.unreadable for batch in batches)
