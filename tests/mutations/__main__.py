"""Puts faults into a copy of the program, one after the other, and runs the tests that have to notice.

    python -m tests.mutations [NAME]    all, or those whose name holds NAME

Prints a table, and ends with 1 when a fault goes unnoticed, or a test fails without one. A text that is not there any
more raises.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.mutations.trying import Tried, copy_tree, mutations, sound, tried


def main(arguments: Sequence[str]) -> int:
    """Try the mutations that were asked for; the exit code."""
    wanted = [each for each in mutations() if all(word in each.name for word in arguments)]
    if not wanted:
        _say(f"no mutation is called {' '.join(arguments)}")
        return 2
    with tempfile.TemporaryDirectory(prefix="inbox-watch-mutations-") as folder:
        tree = Path(folder)
        copy_tree(tree)
        control = sound(tree, wanted)
        if control.failed or control.broken:
            _say(control.said)
            _say("These tests fail without any mutation.")
            return 1
        _say("| what is put into the program | noticed by | seconds |\n|---|---|---|")
        done = [_told(tried(each, tree)) for each in wanted]
    return _summed_up(done)


def _told(outcome: Tried) -> Tried:
    counted = outcome.counted
    if outcome.is_skipped:
        result = "**not tried**: what its tests need is not installed"
    elif outcome.is_noticed:
        result = f"{counted.failed} of {counted.failed + counted.passed} tests"
    else:
        result = "**nobody**"
    _say(f"| {outcome.mutation.name} | {result} | {outcome.seconds:.1f} |")
    return outcome


def _summed_up(done: Sequence[Tried]) -> int:
    skipped = [each for each in done if each.is_skipped]
    missed = [each for each in done if not each.is_noticed and not each.is_skipped]
    noticed = len(done) - len(skipped) - len(missed)
    _say(f"\n{noticed} of {len(done)} mutations were noticed, {len(skipped)} could not be tried.")
    for each in missed:
        _say(f"\nUnnoticed: {each.mutation.name}\n{each.counted.said[-2000:]}")
    return int(bool(missed))


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - it is a program


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
