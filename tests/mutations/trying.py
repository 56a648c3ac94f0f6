"""A mutation tried on a copy of the tree: the text is replaced, its tests are run, and at least one has to fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = Path(__file__).with_name("mutations.toml")
# A mutated program may wait for ever. None of the tests takes a quarter of this, however busy the machine is; where
# waiting is what the mutation brings, the table has a shorter time.
_SECONDS_A_TEST = 120
_SUMMARY = re.compile(r"^.*\b\d+ (?:passed|failed|skipped|errors?)\b.* in [\d.]+s.*$", re.MULTILINE)
_COUNTED = re.compile(r"(\d+) (passed|failed|skipped|error)")


@dataclass(frozen=True, slots=True)
class Mutation:
    """What is replaced where, and the tests (`file::name` below tests/) of which one has to notice."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    seconds: int = _SECONDS_A_TEST


@dataclass(frozen=True, slots=True)
class Counted:
    """How many tests passed, failed and were skipped, and how many could not even run."""

    passed: int
    failed: int
    skipped: int
    broken: int
    said: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a mutation."""

    mutation: Mutation
    counted: Counted
    seconds: float

    @property
    def is_noticed(self) -> bool:
        """Did a test fail, and did they run at all?"""
        return self.counted.failed > 0 and not self.counted.broken

    @property
    def is_skipped(self) -> bool:
        """Is what its tests need not installed?"""
        return self.counted.skipped > 0 and not self.counted.passed + self.counted.failed + self.counted.broken


class NotThereError(Exception):
    """The text that a mutation replaces does not stand in its file once, or the file would be no program after it."""


def mutations() -> list[Mutation]:
    """All that stand in the table."""
    rows = tomllib.loads(TABLE.read_text("utf-8"))["mutation"]
    return [Mutation(**row | {"tests": tuple(row["tests"])}) for row in rows]


def mutated(mutation: Mutation, text: str) -> str:
    """The text of the file with the mutation in it."""
    times = text.count(mutation.old)
    if times != 1:
        raise NotThereError(f"{mutation.name}: what it replaces stands {times} times in {mutation.file}")
    changed = text.replace(mutation.old, mutation.new)
    if mutation.file.endswith(".py"):
        compile(changed, mutation.file, "exec")
    return changed


def copy_tree(folder: Path) -> None:
    """Copy what git tracks or would track, as it lies here."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def run(tree: Path, tests: Iterable[str], seconds: int = _SECONDS_A_TEST) -> Counted:
    """Run tests in a tree, each for so many seconds at most."""
    wanted = [f"tests/{test}" for test in dict.fromkeys(tests)]
    # What a mutated program leaves open is no answer to whether a test failed.
    quiet = ("-W", "ignore::pytest.PytestUnraisableExceptionWarning")
    options = ("-q", "-p", "no:cacheprovider", f"--timeout={seconds}", "--tb=line", *quiet)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *wanted],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return counted(done.stdout + done.stderr, done.returncode)


def counted(said: str, code: int) -> Counted:
    """Read what pytest says at its end; with a code that tells of no tests, all of it is broken."""
    summaries = _SUMMARY.findall(said)
    numbers = {what: int(number) for number, what in _COUNTED.findall(summaries[-1] if summaries else "")}
    broken = numbers.get("error", 0) + (code not in (0, 1))
    return Counted(numbers.get("passed", 0), numbers.get("failed", 0), numbers.get("skipped", 0), broken, said)


def tried(mutation: Mutation, tree: Path) -> Tried:
    """Put a mutation into the tree, run its tests, and take it out again."""
    page = tree / mutation.file
    sound = page.read_text("utf-8")
    page.write_text(mutated(mutation, sound), "utf-8")
    began = time.monotonic()
    try:
        return Tried(mutation, run(tree, mutation.tests, mutation.seconds), time.monotonic() - began)
    finally:
        page.write_text(sound, "utf-8")


def sound(tree: Path, wanted: Sequence[Mutation]) -> Counted:
    """Run the tests of all mutations without any: one that fails anyway would notice nothing."""
    return run(tree, (test for each in wanted for test in each.tests))
