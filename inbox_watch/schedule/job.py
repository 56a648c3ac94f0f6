"""What is to run, and how often."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256

from inbox_watch.errors import UsageError

# Minutes that divide an hour, or hours that divide a day: cron and systemd can say no others. A folder that was not
# read for more than a day is called blind, so once a day would be too rare.
EVERY = (5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720)
HOUR = 60


@dataclass(frozen=True, slots=True)
class Job:
    """A poll every so many minutes; the command is what to execute, word by word, with absolute paths."""

    command: tuple[str, ...]
    every: int

    @property
    def rhythm(self) -> str:
        """Say how often."""
        if self.every < HOUR:
            return f"every {self.every} minutes"
        return "every hour" if self.every == HOUR else f"every {self.every // HOUR} hours"


def polling(program: tuple[str, ...], config: str, every: int) -> Job:
    """Return the job of polling with a configuration; raises UsageError for what no scheduler can write down."""
    if every not in EVERY:
        near = min(EVERY, key=lambda each: abs(each - every))
        raise UsageError(f"--every {every} does not divide an hour or a day: take {near} (or {_listed(EVERY)}).")
    command = (*program, "-c", config, "poll")
    for word in command:
        if not _is_writable(word):
            raise UsageError(f"The path {word!r} holds a character that no scheduler takes: move the file elsewhere.")
    return Job(command, every)


def program_of(called: str, python: str) -> tuple[str, ...]:
    """Return how to call this program again from anywhere: `called` is argv[0], `python` the interpreter in use.

    A link to the program stays the link, which an update leads to the new version.
    """
    path = os.path.abspath(called)
    return (
        (path,) if os.path.basename(path) == "inbox-watch" and os.path.exists(path) else (python, "-m", "inbox_watch")
    )


def offset_of(who: str, every: int) -> int:
    """Return a minute below `every`, always the same for the same user, so that not all call at the full hour."""
    return int.from_bytes(sha256(who.encode("utf-8", "replace")).digest()[:8], "big") % every


def _is_writable(word: str) -> bool:
    """Control characters end a line of a crontab; lone surrogates are file names that are no UTF-8."""
    return not any(ord(each) < 32 or ord(each) == 127 or 0xD800 <= ord(each) < 0xE000 for each in word)


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
