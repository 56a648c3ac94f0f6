"""Results to Markdown; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.records import Aim, Cell, Conditions, Measured, Table

_WIDTH = 120


def markdown(measured: Sequence[Measured]) -> str:
    """All aims in one table, then a section for each benchmark with its conditions."""
    parts = ["## Aims", *_aims(measured)]
    for each in measured:
        parts += _section(each)
    return "\n\n".join(parts) + "\n"


def _aims(measured: Iterable[Measured]) -> Iterator[str]:
    aims = [(aim, each.conditions.size) for each in measured for aim in each.result.aims]
    columns = ("work", "aim", "measured", "met", "× the aim", "size")
    yield table(Table(columns, tuple(_aim(aim, size) for aim, size in aims)))


def _aim(aim: Aim, size: str) -> tuple[Cell, ...]:
    limit = f"{'≥' if aim.at_least else '≤'} {number(aim.limit)} {aim.unit}"
    if aim.measured is None or aim.ratio is None:
        return (aim.work, limit, None, None, None, size)
    met = "yes" if aim.is_met else "**no**"
    return (aim.work, limit, f"{number(aim.measured)} {aim.unit}", met, number(aim.ratio), size)


def _section(measured: Measured) -> Iterator[str]:
    result = measured.result
    yield f"## {result.title}"
    yield from map(wrapped, result.said)
    for each in result.tables:
        if each.title:
            yield wrapped(each.title)
        yield table(each)
    yield wrapped(conditions(measured.conditions))


def conditions(where: Conditions) -> str:
    """When and where, in one sentence."""
    return f"Measured {where.day}, size {where.size}, on {where.machine}; {where.versions}."


def table(content: Table) -> str:
    """A table of Markdown; numbers stand on the right."""
    rows = [[_cell(cell) for cell in row] for row in content.rows]
    sides = ["--:" if _is_numeric(content, column) else "---" for column in range(len(content.columns))]
    return "\n".join(_line(row) for row in [list(content.columns), sides, *rows])


def _is_numeric(content: Table, column: int) -> bool:
    cells = [row[column] for row in content.rows if row[column] not in (None, "-")]
    return bool(cells) and not any(isinstance(cell, str) for cell in cells)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    if cell is None:
        return "not measured"
    return cell if isinstance(cell, str) else number(cell)


def number(value: float) -> str:
    """A number with no more digits than it deserves."""
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2g}" if abs(value) < 1 else f"{value:.3g}"


def wrapped(text: str) -> str:
    """A paragraph of lines that are no longer than those of other pages."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) + 1 > _WIDTH:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])
