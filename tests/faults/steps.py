"""What a run does to the world, step by step: statements, transactions, files, connections, letters to the user."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

from sqlalchemy import Engine, event

import inbox_watch.alerts.channels

# https://docs.python.org/3/library/audit_events.html
_EFFECTS = frozenset(
    "os.rename os.remove os.link os.mkdir os.rmdir os.chmod os.truncate fcntl.flock".split()
    + "socket.connect sqlite3.connect".split()
)


def stop_at(number: int) -> None:
    """Kill this process before the step of this number, counted from 1."""
    taken = 0

    def step() -> None:
        nonlocal taken
        taken += 1
        if taken == number:
            os.kill(os.getpid(), signal.SIGKILL)

    _notice_statements(step)
    _notice_effects(step)
    _notice_letters(step)


def _notice_statements(step: Callable[[], None]) -> None:
    for name in ("before_cursor_execute", "commit", "rollback"):
        event.listen(Engine, name, lambda *_: step())


def _notice_effects(step: Callable[[], None]) -> None:
    def hook(name: str, arguments: tuple[object, ...]) -> None:
        if name in _EFFECTS or (name == "open" and _writes(arguments)):
            step()

    sys.addaudithook(hook)


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def _notice_letters(step: Callable[[], None]) -> None:
    """Before a letter goes out, and when it has gone out and nothing else has happened yet."""
    channels = inbox_watch.alerts.channels
    send_letter = channels.send_letter

    def noticed(*arguments: object, **more: object) -> None:
        step()
        send_letter(*arguments, **more)  # type: ignore[arg-type]  # they are handed on as they came
        step()

    channels.send_letter = noticed
