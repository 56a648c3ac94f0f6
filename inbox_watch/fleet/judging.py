"""Judge processes that the threads of a worker share: each at work for one client at a time."""

from __future__ import annotations

from collections.abc import Sequence
from queue import SimpleQueue

from inbox_watch.config import Settings
from inbox_watch.records import Finding, RawMessage, Unreadable
from inbox_watch.worker import Recipe, Whose
from inbox_watch.workers import Workers

# So many messages are judged before another client has its turn.
AT_ONCE = 20


class Judges:
    """So many processes at most; a process starts when there is mail for it, with the models of the recipe."""

    def __init__(self, recipe: Recipe, processes: int) -> None:
        """Start none yet."""
        self.recipe = recipe
        self._all = [Workers(recipe, most=1) for _ in range(processes)]
        self._free: SimpleQueue[Workers] = SimpleQueue()
        for each in self._all:
            self._free.put(each)

    def of(self, settings: Settings) -> Workers:
        """What a poll of one client's mailbox asks to judge its mail."""
        return _OfOne(self, Whose(settings.timezone, settings.country, settings.addresses))

    def consider(self, messages: Sequence[RawMessage], authserv_id: str, whose: Whose) -> list[Finding | Unreadable]:
        """Judge a few messages of one client, as soon as a process is free; any thread may ask."""
        process = self._free.get()
        try:
            process.whose = whose
            return process.consider_all(messages, authserv_id)
        except BaseException:  # an interruption too: what it was about to answer is not for the next one who asks
            process.stop()
            raise
        finally:
            self._free.put(process)

    def stop(self) -> None:
        """End the processes; nobody may be asking any more."""
        for each in self._all:
            each.stop()


class _OfOne(Workers):
    """The shared processes, as a poll knows workers."""

    def __init__(self, judges: Judges, whose: Whose) -> None:
        super().__init__(judges.recipe)
        self._judges, self._of = judges, whose

    def consider_all(self, messages: Sequence[RawMessage], authserv_id: str = "") -> list[Finding | Unreadable]:
        """Judge messages a few at a time; the answers stand in the order of the messages."""
        found: list[Finding | Unreadable] = []
        for start in range(0, len(messages), AT_ONCE):
            found += self._judges.consider(messages[start : start + AT_ONCE], authserv_id, self._of)
        return found
