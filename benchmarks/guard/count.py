"""Instructions of the hot path, counted by callgrind in a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.guard.figures import Counts

ROOT = Path(__file__).resolve().parents[2]
MAILS = 24
# A mark is a call of this C function; see `work.py`.
_MARK = "getloadavg"
_PARTS = 4
# The order of sets and the threads of numpy would count differently each time.
_STILL = {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def has_callgrind() -> bool:
    """Is valgrind installed?"""
    return shutil.which("valgrind") is not None


def count(mails: int = MAILS) -> Counts:
    """Count one run over so many mails; it takes a minute of processor time."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "callgrind.out"
        done = subprocess.run(
            _command(out, mails), cwd=ROOT, env={**os.environ, **_STILL}, capture_output=True, text=True
        )
        if done.returncode != 0:
            raise RuntimeError(f"callgrind ended with {done.returncode}: {done.stderr[-2000:]}")
        # The first file ends where the first part begins: start and imports, which other tests watch.
        yardstick, models, first, again = totals([Path(f"{out}.{part + 2}").read_text() for part in range(_PARTS)])
    return Counts(mails, yardstick, models, first, again)


def totals(dumps: Sequence[str]) -> list[int]:
    """The sum of instructions that each file of callgrind gives; raises ValueError where one gives none."""
    found = [re.findall(r"^totals: (\d+)", dump, re.MULTILINE) for dump in dumps]
    if not all(found):
        raise ValueError("callgrind gave no total")
    return [int(each[0]) for each in found]


def _command(out: Path, mails: int) -> list[str]:
    callgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", f"--dump-before={_MARK}"]
    return [*callgrind, sys.executable, "-m", "benchmarks.guard.work", str(mails)]
