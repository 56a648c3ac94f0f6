"""Fuzzes the way from the octets of a mail to everything that is shown of it.

    python -m tests.fuzz [SECONDS] [--seed N] [--kept FOLDER]

Prints what it tried. A mail that breaks something is kept as a file, and named; `python -m tests.fuzz FILE` tries it
again. Needs atheris, which `./run fuzz` installs.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.seeds import LONGEST, write_seeds

_ROOT = Path(__file__).resolve().parents[2]
_TOTAL = re.compile(r"^stat::number_of_executed_units:\s*(\d+)", re.MULTILINE)
_FEATURES = re.compile(r"\bcov: (\d+)")
_FOUND = re.compile(r"Test unit written to (\S+)")
_WORDS = Path(__file__).with_name("words.dict")
# To read all of them takes the fuzzer half a minute.
_FOR_ALL_SEEDS = 60
_GIVEN_UP_AFTER, _MEGABYTES = 60, 2048
_RAISED, _LONGEST_TOLD = "Uncaught Python exception", 8000


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """What a run tried, how much code it reached (branches), and the mail that broke something."""

    seeds: int
    tried: int
    reached: int
    found: Path | None
    told: str


def fuzzed(folder: Path, seconds: int, seed: int) -> Fuzzed:
    """Fuzz for so many seconds; what is new to the corpus and what is found are kept in the folder."""
    count = write_seeds(folder / "seeds", 1 if seconds >= _FOR_ALL_SEEDS else 10)
    (folder / "corpus").mkdir(exist_ok=True)
    options = (
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        f"-max_len={LONGEST}",
        f"-timeout={_GIVEN_UP_AFTER}",
        f"-rss_limit_mb={_MEGABYTES}",
        f"-artifact_prefix={folder}/",
        f"-dict={_WORDS}",
        "-print_final_stats=1",
    )
    command = [sys.executable, "-m", "tests.fuzz.target", *options, folder / "corpus", folder / "seeds"]
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, errors="replace", cwd=_ROOT, check=False
    )
    return read(count, done.stdout + done.stderr, done.returncode)


def read(seeds: int, told: str, code: int) -> Fuzzed:
    """What libFuzzer told of a run that ended with this exit code."""
    total, found = _TOTAL.findall(told), _FOUND.findall(told)
    if not total or bool(code) != bool(found):
        raise RuntimeError(f"The fuzzer did not run (exit code {code}):\n{told[-3000:]}")
    return Fuzzed(seeds, int(total[-1]), int(_FEATURES.findall(told)[-1]), Path(found[-1]) if found else None, told)


def why(told: str) -> str:
    """What a run told of what broke: from the traceback on where there is one; libFuzzer writes much behind it."""
    _, mark, traceback = told.rpartition(_RAISED)
    return f"{mark}{traceback[:_LONGEST_TOLD]}" if mark else told[-_LONGEST_TOLD:]


def main(arguments: Sequence[str]) -> int:
    """Fuzz, or try a kept mail again; 1 when something broke."""
    wanted = _parser().parse_args(arguments)
    if Path(wanted.what).is_file():
        from tests.fuzz.shown import check

        check(Path(wanted.what).read_bytes())
        return 0
    folder = wanted.kept or Path(tempfile.mkdtemp(prefix="inbox-watch-fuzz-"))
    outcome = fuzzed(folder, int(wanted.what), wanted.seed)
    print(  # noqa: T201 - it is a program
        f"{outcome.tried} mails from {outcome.seeds} of ours in {wanted.what} s (seed {wanted.seed}); "
        f"{outcome.reached} branches reached"
    )
    if outcome.found:
        print(f"{why(outcome.told)}\nBroken by {outcome.found}")  # noqa: T201 - as above
    elif not wanted.kept:
        shutil.rmtree(folder)
    return int(outcome.found is not None)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tests.fuzz", description="Fuzz reading, judging and showing mail.")
    parser.add_argument("what", nargs="?", default="60", metavar="SECONDS", help="or the file of a mail that was kept")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kept", type=Path, metavar="FOLDER", help="where the corpus lies, to go on another time")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
