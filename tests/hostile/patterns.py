"""Times every regular expression of the package; a program of its own, as it has to be there when they are compiled.

    python -m tests.hostile.patterns [N]    prints a line of JSON for each (N-th) that is slow, and how many there are

An expression counts where a page of the package asks for it: at its import, over the sample search and over the corpus.
The alternatives of tables are compiled when a text first needs them: all of them are asked for.
"""

from __future__ import annotations

import gc
import importlib
import json
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LENGTH, MOST_SECONDS, GIVEN_UP_AFTER = 100_000, 0.1, 1.0
ROOT = Path(__file__).resolve().parents[2]
_PIECES = (
    "a", "A", "1", " ", " \r\n\t", "<a ", "(", '"a" ', "a@a.", "a-", "a.b-", "_", "a, ", "http://a/", "Senior Manager ",
    "Mon, 1. May 2026 10:00-",
)  # fmt: skip
# What the yardstick takes on the machine that the limit was set on (2 × AMD EPYC, Python 3.11.7).
_YARDSTICK, _YARDSTICK_SECONDS = re.compile(r"(?i)\b(?:alpha|beta|gamma|senior|delta)\b(?!x)"), 0.018
STRINGS = {piece: (piece * LENGTH)[:LENGTH] for piece in _PIECES}


@dataclass(frozen=True, slots=True)
class Asked:
    """An expression, and the page that asked for it."""

    pattern: re.Pattern[Any]
    page: str


class _LateError(Exception):
    pass


_asked: dict[tuple[str | bytes, int], Asked] = {}


def listen() -> None:
    """Note from now on what pages of the package compile; `re` has one door, whoever calls for what."""
    door = re._compile  # type: ignore[attr-defined]  # every function of `re` goes through it

    def noted(pattern: Any, flags: int) -> re.Pattern[Any]:
        compiled: re.Pattern[Any] = door(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_back and frame.f_globals.get("__name__") == "re":
            frame = frame.f_back
        page = str(frame.f_globals.get("__name__"))
        if page.startswith("inbox_watch"):
            _asked.setdefault((compiled.pattern, compiled.flags), Asked(compiled, page))
        return compiled

    re._compile = noted  # type: ignore[attr-defined]  # as above


def _import_all() -> None:
    import inbox_watch

    for page in pkgutil.walk_packages(inbox_watch.__path__, "inbox_watch."):
        # One is a program, the other runs inside of Alembic alone; neither has an expression.
        if page.name not in ("inbox_watch.__main__", "inbox_watch.store.migrations.env"):
            importlib.import_module(page.name)


def _letters() -> Iterator[bytes]:
    """The messages of the corpus, some of each file."""
    for path in sorted((ROOT / "data" / "corpus").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines()[::8]:
            row = json.loads(line)
            head = f"From: {row['from']}\nSubject: {row['subject']}\nContent-Type: text/plain; charset=utf-8\n\n"
            yield f"{head}{row['body']}".encode()


def _use_all() -> None:
    from inbox_watch.consider import consider
    from inbox_watch.knowledge.sought import Sought
    from inbox_watch.records import FolderRole
    from tests.hostile.measured import judge, raw
    from tests.support.sample import raw_messages

    judging = judge()
    for message in raw_messages():
        consider(message, judging)
    for number, octets in enumerate(_letters()):
        consider(raw(octets, role=FolderRole.SENT if number % 2 else FolderRole.INBOX), judging)
    for sought in [each for each in gc.get_objects() if isinstance(each, Sought)]:
        for pattern in sought._patterns:
            sought._compiled(pattern)


def every_pattern() -> list[Asked]:
    """All of them; only in a process that has not imported the package before."""
    listen()
    _import_all()
    _use_all()
    return list(_asked.values())


def seconds(pattern: re.Pattern[Any], text: str | bytes) -> float:
    """A core's time for all matches in the text, the best of up to five tries of at most a second.

    A machine that is slow just now, as one is whose other core is at work, gets more: what a yardstick takes beside it.
    """
    took = _once(pattern, text)
    for _ in range(4):
        if MOST_SECONDS / 2 < took < GIVEN_UP_AFTER:
            took = min(took, _once(pattern, text) / _slowness())
    return took


def _slowness() -> float:
    took = sum(_once(_YARDSTICK, STRINGS["Senior Manager "]) for _ in range(10))
    return max(1.0, took / _YARDSTICK_SECONDS)


def _once(pattern: re.Pattern[Any], text: str | bytes) -> float:
    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, GIVEN_UP_AFTER)
    try:
        for _ in pattern.finditer(text):
            pass
    except _LateError:
        return GIVEN_UP_AFTER
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def _give_up(*_: object) -> None:
    raise _LateError


def _say(what: object) -> None:
    print(json.dumps(what), flush=True)  # noqa: T201 - it is a program


def main() -> None:
    """Print what is slow, then how many expressions there are and the longest time of all."""
    signal.signal(signal.SIGVTALRM, _give_up)
    every, longest = every_pattern(), 0.0
    tried = every[:: int(sys.argv[1]) if len(sys.argv) > 1 else 1]
    for asked in tried:
        for piece, text in STRINGS.items():
            took = seconds(asked.pattern, text.encode() if isinstance(asked.pattern.pattern, bytes) else text)
            longest = max(longest, took)
            if took > MOST_SECONDS:
                _say([asked.page, str(asked.pattern.pattern), piece, round(took, 3)])
    _say({"patterns": len(every), "tried": len(tried), "longest": round(longest, 3)})


if __name__ == "__main__":
    main()
