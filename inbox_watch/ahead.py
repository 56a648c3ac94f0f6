"""Visits to a source, the next under way while what the last one brought home is judged.

A visit knows where the last one ended, and not whether that was kept: the next run fetches again what was not. No
connection waits for a judgment, and there is never more than one visit ahead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from inbox_watch.aside import aside
from inbox_watch.errors import MailboxUnavailable
from inbox_watch.records import Cursor, MessageUid, Sitting
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.request import Known

# What a visit needs beside its terms: how far each folder was read, what is known, and until when it may go on.
Visit = Callable[[Mapping[str, Cursor], Known, Deadline], Sitting]


@contextmanager
def visits(
    visit: Visit, cursors: Mapping[str, Cursor], known: Known, deadline: Deadline
) -> Iterator[Iterator[Sitting]]:
    """What each visit brings home, from these cursors on until there is no more.

    `known` is asked by one visit at a time, maybe while the last one is kept. An error of a visit is raised when it is
    its turn. Whoever leaves early ends the visit that is under way.
    """
    own = _Leave(deadline)
    try:
        yield _sittings(visit, dict(cursors), _Met(known), own)
    finally:
        own.end()


def _sittings(visit: Visit, cursors: dict[str, Cursor], known: _Met, deadline: Deadline) -> Iterator[Sitting]:
    sitting = visit(cursors, known, deadline)
    while sitting.more:
        for batch in sitting.batches:
            cursors[batch.cursor.folder] = batch.cursor
            known.meet(message.uid for message in batch.messages)
            known.meet(item.uid for item in batch.unreadable)
        ahead = aside(lambda: visit(cursors, known, deadline))
        yield sitting
        sitting = ahead.result()
    yield sitting


class _Met:
    """What is known, and what earlier visits brought home: it may not have been kept yet."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._met: dict[tuple[str, int], set[int]] = defaultdict(set)

    def meet(self, uids: Iterable[MessageUid]) -> None:
        """Remember these UIDs, all of the one account."""
        for uid in uids:
            self._met[uid.folder, uid.uidvalidity].add(uid.uid)

    def __call__(self, uid: MessageUid) -> bool:
        """Is this UID accounted for, or about to be?"""
        return uid.uid in self._met.get((uid.folder, uid.uidvalidity), ()) or self._known(uid)


class _Leave(Deadline):
    """The deadline of a run, which for these visits comes as soon as nobody waits for them any more."""

    def __init__(self, whole: Deadline) -> None:
        self._whole = whole
        self._is_over = False

    def end(self) -> None:
        """From now on the time is up."""
        self._is_over = True

    def check(self) -> None:
        """Raise MailboxUnavailable when the time is up."""
        self.left(1.0)

    def left(self, at_most: float) -> float:
        """Return the seconds one may still wait."""
        if self._is_over:
            raise MailboxUnavailable("Nobody waits for this visit any more.")
        return self._whole.left(at_most)
