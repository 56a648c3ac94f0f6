"""`python -m benchmarks.guard` counts and compares; with `--refresh` it writes the committed figures anew."""

from __future__ import annotations

import sys

from benchmarks.guard.count import count, has_callgrind
from benchmarks.guard.figures import changes, complaints, figures_of, read_figures, write_figures


def main(arguments: list[str]) -> int:
    """Return 0 when all is as it was, or was written anew."""
    if not has_callgrind():
        sys.stderr.write("valgrind is not installed: apt-get install valgrind\n")
        return 1
    now = figures_of(count())
    if "--refresh" in arguments:
        write_figures(now)
        return 0
    before = read_figures()
    for part, change in changes(now, before).items():
        sys.stdout.write(f"{part}: {getattr(now, part)} yardsticks, {change:+.1%}\n")
    return 1 if complaints(now, before) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
