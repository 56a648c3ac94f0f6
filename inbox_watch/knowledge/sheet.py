"""One table of the user, as text: its rows, what it switches off, and every line that does not fit."""

from __future__ import annotations

from dataclasses import dataclass, field

from inbox_watch.knowledge import Row, columns, shipped
from inbox_watch.knowledge.extendable import EXTENDABLE, Extendable, faults_of_cell

_REMARK, _OFF = "#", "!"


@dataclass(slots=True)
class Sheet:
    """What was read so far; `problems` are line numbers with what is wrong there."""

    name: str
    rows: list[Row] = field(default_factory=list)
    off: set[str] = field(default_factory=set)
    problems: list[tuple[int, str]] = field(default_factory=list)
    _seen: dict[tuple[str, ...], int] = field(default_factory=dict)

    @property
    def table(self) -> Extendable:
        """What the table may say."""
        return EXTENDABLE[self.name]

    def read(self, text: str) -> None:
        """Read a whole file; lines are counted from 1."""
        numbered = ((number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), 1))
        lines = [(number, line) for number, line in numbered if line.strip() and not line.startswith(_REMARK)]
        number, header = lines[0] if lines else (1, "")
        if _cells(header) != columns(self.name):
            named = " ".join(columns(self.name))
            self._fault(number, f"the first line must name the columns, a tab between them: {named}")
            return
        for number, line in lines[1:]:
            self._line(number, line)
        if len(self.rows) > self.table.most_rows:
            self._fault(lines[-1][0], f"{len(self.rows)} rows are more than {self.table.most_rows}: leave some out")

    def _line(self, number: int, line: str) -> None:
        if line.startswith(_OFF):
            self._switch_off(number, line[len(_OFF) :].strip())
            return
        cells, names = _cells(line), columns(self.name)
        if len(cells) != len(names):
            self._fault(
                number, f"{len(names)} columns belong here ({' '.join(names)}), a tab between them, not {len(cells)}"
            )
            return
        row = dict(zip(names, cells, strict=True))
        faults = [f"{column} {fault}" for column in names for fault in faults_of_cell(self.table, column, row[column])]
        for fault in faults:
            self._fault(number, fault)
        if not faults and self._is_new(number, row):
            self.rows.append(self._as_shipped(row))

    def _is_new(self, number: int, row: Row) -> bool:
        key = (row[self.table.key],) if self.table.key else tuple(row.values())
        folded = tuple(cell.casefold() for cell in key)
        first = self._seen.setdefault(folded, number)
        if first != number:
            self._fault(number, f"{key[-1]} stands in line {first} already")
        return first == number

    def _as_shipped(self, row: Row) -> Row:
        make = self.table.to_pattern
        return {**row, "pattern": make(row["pattern"])} if make else row

    def _switch_off(self, number: int, key: str) -> None:
        """One that is not there is a typing error, or a row that a newer version no longer has."""
        if not self.table.key:
            self._fault(number, "rows of this table cannot be switched off: take the line out")
        elif key.casefold() not in shipped_keys(self.name):
            self._fault(number, f"there is no shipped row {key} to switch off: take the line out")
        else:
            self.off.add(key.casefold())

    def _fault(self, number: int, text: str) -> None:
        self.problems.append((number, text))


def shipped_keys(name: str) -> frozenset[str]:
    """The keys of the shipped rows; none where a table has no key."""
    key = EXTENDABLE[name].key
    return frozenset(row[key].casefold() for row in shipped(name)) if key else frozenset()


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.split("\t"))
