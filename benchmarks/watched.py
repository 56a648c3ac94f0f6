"""Runs a command and writes down what all its processes cost: `python -m benchmarks.watched OUT COMMAND …`.

Linux lets a process adopt the orphans of its descendants (prctl(2), PR_SET_CHILD_SUBREAPER). So the workers, which come
from a fork server that outlives the command by a moment, are waited for here and counted.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36


def main(out: Path, command: list[str]) -> int:
    """Run the command; wall seconds are its own, processor seconds and the largest other process are everybody's."""
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    began = time.monotonic()
    process = subprocess.Popen(command)
    _, status, first = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    others = max(_orphans(), default=0)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "rss": first.ru_maxrss, "others_rss": others}
    out.write_text(json.dumps({**cost, "code": process.returncode}), "utf-8")
    return 0


def _orphans() -> list[int]:
    """Wait for every process that is left, and return the largest resident size of each, in kibibytes."""
    sizes = []
    while True:
        try:
            sizes.append(os.wait3(0)[2].ru_maxrss)
        except ChildProcessError:
            return sizes


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
