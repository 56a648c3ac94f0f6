"""`python -m benchmarks`: measures, prints, and with the size `full` (or `--write`) writes docs/performance.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

from benchmarks.bench_backlog import backlog
from benchmarks.bench_commands import commands
from benchmarks.bench_growth import growth
from benchmarks.bench_link import link
from benchmarks.bench_quiet import quiet
from benchmarks.bench_stages import stages
from benchmarks.kept import PAGE, keep, kept, with_part
from benchmarks.machine import conditions
from benchmarks.records import Measured, Result
from benchmarks.render import markdown
from benchmarks.sizes import SIZES, Sizes
from tests.support.dovecot import version

BENCHMARKS: Mapping[str, Callable[[Sizes], Result]] = {
    "backlog": backlog,
    "link": link,
    "quiet": quiet,
    "commands": commands,
    "growth": growth,
    "stages": stages,
}


def main(arguments: Sequence[str]) -> int:
    """Measure what was asked for; returns the exit code."""
    wanted = _parser().parse_args(arguments)
    if version() is None:
        sys.stderr.write("Dovecot is not installed: apt-get install dovecot-imapd isync\n")
        return 1
    size = "quick" if wanted.quick else wanted.size
    write = _written if wanted.write or size == "full" else _shown
    measured = [write(_measured(name, SIZES[size])) for name in wanted.only or BENCHMARKS]
    sys.stdout.write(markdown(measured))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "benchmarks", description="Measures what the program costs; on Linux, with Dovecot."
    )
    parser.add_argument("--only", action="append", choices=BENCHMARKS, help="this benchmark alone; may be repeated")
    parser.add_argument("--size", choices=SIZES, default="full", help="how large the work is (full)")
    parser.add_argument("--quick", action="store_true", help="the size quick: a minute or two")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md at any size")
    return parser


def _measured(name: str, sizes: Sizes) -> Measured:
    sys.stderr.write(f"{name} …\n")
    where = conditions(sizes.name)
    return Measured(name, BENCHMARKS[name](sizes), where)


def _shown(measured: Measured) -> Measured:
    return measured


def _written(measured: Measured) -> Measured:
    """Kept at once: what comes after it may take hours, or fail."""
    keep(measured)
    PAGE.write_text(with_part(PAGE.read_text("utf-8"), kept(BENCHMARKS)), "utf-8")
    return measured


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
