"""What processes of Linux have used so far, read from /proc."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
# Fields of /proc/PID/stat behind the name: utime, stime, cutime and cstime.
_TIMES = slice(11, 15)


def processor_seconds(pid: int) -> float:
    """Return the processor seconds of a process and of all of its descendants, those that ended among them."""
    return sum(_own(each) for each in (pid, *descendants(pid)))


def seconds_of_one(pid: int) -> float:
    """Return the processor seconds of one process of one thread, to the nanosecond."""
    return int(_read(Path(f"/proc/{pid}/schedstat")).split()[0]) / 1e9


def descendants(pid: int) -> Iterator[int]:
    """Yield the processes that come from this one and live."""
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, _read(path).split()):
            yield child
            yield from descendants(child)


def peak_mb(pid: int) -> float:
    """Return the most that a process has held in memory at once; 0 of one that is gone."""
    found = re.search(r"VmHWM:\s*(\d+) kB", _read(Path(f"/proc/{pid}/status")))
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def _own(pid: int) -> float:
    return sum(_times(pid)) / _TICKS


def _times(pid: int) -> list[int]:
    fields = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return [int(each) for each in fields[_TIMES]]


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return ""
