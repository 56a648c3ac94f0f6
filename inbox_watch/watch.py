"""When to read which account while listeners wait for mail: at once on news, and now and then anyway."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from inbox_watch.errors import EXIT_AUTHENTICATION
from inbox_watch.sources.listening import Deaf, Event, Fallen, GivenUp, News

# A deaf server that has refused the login so often in a row is not asked again, or the provider locks the account.
REFUSALS = 5


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds from one reading to the next: of an account that is listened to, and of one that has to be asked.

    `apart` is the least, however much a server has to tell. `glance` is the longest wait, because a clock that counts
    the hours of sleep does not end one.
    """

    anyway: float = 15 * 60.0
    asked: float = 5 * 60.0
    apart: float = 1.0
    glance: float = 30.0


@dataclass(frozen=True, slots=True)
class Enough:
    """The user wants it to end."""


class Agenda:
    """Which account is to be read when; times are seconds of one clock."""

    def __init__(self, heard: Iterable[str], asked: Iterable[str], rhythm: Rhythm, now: float) -> None:
        """Accounts that are asked are read at once; of the others their listeners tell when they stand."""
        self._rhythm = rhythm
        self._period = dict.fromkeys(heard, rhythm.anyway) | dict.fromkeys(asked, rhythm.asked)
        self._next = {name: now + (period if period == rhythm.anyway else 0) for name, period in self._period.items()}
        self._not_before = dict.fromkeys(self._period, now)

    def news(self, name: str, now: float) -> None:
        """Read it as soon as may be."""
        if name in self._next:
            self._next[name] = min(self._next[name], max(now, self._not_before[name]))

    def ask(self, name: str, now: float) -> None:
        """Nobody listens to it any more: read it now, and more often."""
        self._period[name] = self._rhythm.asked
        self._next[name] = now

    def read(self, name: str, now: float) -> None:
        """It was read just now."""
        self._next[name] = now + self._period[name]
        self._not_before[name] = now + self._rhythm.apart

    def drop(self, name: str) -> None:
        """Never read it again."""
        self._next.pop(name, None)

    def due(self, now: float) -> str | None:
        """The account that has waited longest, of those whose time has come."""
        name = min(self._next, key=self._next.__getitem__, default=None)
        return name if name is not None and self._next[name] <= now else None

    def wait(self, now: float) -> float:
        """Seconds until something is due, or until it is time to look at the clock again."""
        return min([self._rhythm.glance, *(max(0.0, moment - now) for moment in self._next.values())])


def watch(
    agenda: Agenda,
    needed: Collection[str],
    events: SimpleQueue[Event | Enough],
    *,
    read: Callable[[str], int],
    say: Callable[[Event], None],
    clock: Callable[[], float],
) -> tuple[int, ...]:
    """Read what is due until it is enough or no needed account is left; returns the exit codes of those that ended.

    `read` reads an account and returns an exit code; `say` tells the user of an event.
    """
    left, codes, refusals = set(needed), list[int](), dict[str, int]()
    while left:
        for event in _waited(events, agenda.wait(clock())):
            if isinstance(event, Enough):
                return tuple(codes)
            say(event)
            _note(agenda, event, clock())
            if isinstance(event, Deaf):
                refusals[event.account] = 0
            if isinstance(event, GivenUp):
                codes.append(event.reason.exit_code)
                left.discard(event.account)
        name = agenda.due(clock()) if left else None
        if name is None:
            continue
        code = read(name)
        agenda.read(name, clock())
        if name in refusals:
            refusals[name] = refusals[name] + 1 if code == EXIT_AUTHENTICATION else 0
            if refusals[name] >= REFUSALS:
                codes.append(code)
                left.discard(name)
                agenda.drop(name)
    return tuple(codes)


def _note(agenda: Agenda, event: Event, now: float) -> None:
    if isinstance(event, News):
        agenda.news(event.account, now)
    elif isinstance(event, Deaf):
        agenda.ask(event.account, now)
    elif isinstance(event, GivenUp):
        agenda.drop(event.account)
    elif isinstance(event, Fallen):
        raise RuntimeError(f"the listener of account {event.account} ended")


def _waited(events: SimpleQueue[Event | Enough], seconds: float) -> Sequence[Event | Enough]:
    """What has happened, after waiting so long at most for the first of it."""
    happened = list[Event | Enough]()
    try:
        happened.append(events.get(timeout=seconds))
        while True:
            happened.append(events.get_nowait())
    except Empty:
        return happened
