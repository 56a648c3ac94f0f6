"""Applications as a table of any width: nothing is cut, and on a narrow terminal each takes several lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inbox_watch.clean import clean_line
from inbox_watch.cli.said import name_of
from inbox_watch.followup.target import employer_of
from inbox_watch.records import Standing
from inbox_watch.report.grid import Column, table, wrapped

_TOO_NARROW = 70  # columns: below, a table would break words
_COLUMNS = (Column(), Column(3), Column(4), Column(), Column())


def as_lines(standings: Iterable[Standing], width: int | None) -> str:
    """Return them as lines of at most `width` columns; without a width each is one line."""
    if width is None or width >= _TOO_NARROW:
        return table(map(_row, standings), _COLUMNS, width)
    return "".join(f"{part}\n" for each in standings for line in _stacked(each) for part in wrapped(line, width))


def _row(standing: Standing) -> tuple[str, ...]:
    application = standing.application
    employer = clean_line(employer_of(application))
    return (application.id, employer, clean_line(application.role), str(application.applied_on), standing.state.value)


def _stacked(standing: Standing) -> Iterator[str]:
    application = standing.application
    yield f"{application.id} {name_of(application)}"
    yield f"  {application.applied_on}, {standing.state.value}"
