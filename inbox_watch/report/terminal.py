"""Page to terminal: plain columns that also read well in a pipe; our own words are ASCII."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from inbox_watch.report.grid import console
from inbox_watch.report.page import DUE_HINTS, Entry, Page, folded
from inbox_watch.report.words import Hint, days

_MOST = 10
_MOST_DUE = 50
_TABLES_FROM = 50  # columns
_INDENT = 2
_GAP = 2


def render(page: Page, *, width: int, colour: bool) -> str:
    """Lay a page out in columns; where they would break words, one below the other."""
    shown = console(width, colour=colour)
    with shown.capture() as capture:
        for part in _parts(page, is_narrow=width < _TABLES_FROM):
            shown.print(part)
    return "\n".join(line.rstrip() for line in capture.get().rstrip().split("\n")) + "\n"


def _parts(page: Page, *, is_narrow: bool) -> Iterator[RenderableType]:
    yield from _opening(page)
    yield from _hints(page.steps)
    id_width = _INDENT + max((len(entry.id) for entry in page.everything), default=0)
    noted = _noted_below if is_narrow else _noted
    yield from noted("Look at these first", page.look_first, id_width, page.review)
    yield from (_due_below if is_narrow else _due)(page.due, id_width)
    if not page.backlog:
        yield from noted("What comes next", page.coming, id_width)
        yield from noted("Silent, and better left alone", page.quiet, id_width)
    yield from noted("They answered", page.answered, id_width)
    yield from _rest(page)
    yield from _hints((*page.remainders, *page.listed))


def _opening(page: Page) -> Iterator[RenderableType]:
    yield Text(page.headline, "bold")
    yield from (Text(sentence) for sentence in page.lead)
    yield Text(f"As of {page.as_of}. {page.heard}".strip(), "dim")
    yield Text()
    for warning in page.warnings:
        line = Table.grid(padding=(0, 1, 0, 0))
        line.add_row("!", _Hinted(warning, "bold yellow"))  # what is wrapped stays behind the sign
        yield line
        yield Text()


def _hints(hints: Iterable[Hint]) -> Iterator[RenderableType]:
    yield from (_Hinted(hint) for hint in hints)


def _noted(
    title: str, entries: tuple[Entry, ...], id_width: int, hints: tuple[Hint, ...] = ()
) -> Iterator[RenderableType]:
    """Give each application a row: id, employer and role, what is to be said about it."""
    if not entries:
        return
    table = Table.grid(padding=(0, _GAP, 0, 0), expand=True)
    table.add_column(width=id_width, overflow="fold")
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=3, overflow="fold")
    for entry in entries[:_MOST]:
        table.add_row(_id(entry), _name(entry), Text(" ".join((entry.note, *entry.suggestions[:1], *_careful(entry)))))
    yield Text(title, "bold")
    yield table
    yield from _more(len(entries) - _MOST)
    yield from _hints(hints)
    yield Text()


def _noted_below(
    title: str, entries: tuple[Entry, ...], id_width: int, hints: tuple[Hint, ...] = ()
) -> Iterator[RenderableType]:
    """Give each application its id, employer and role, and below what is to be said about it."""
    if not entries:
        return
    yield Text(title, "bold")
    for entry in entries[:_MOST]:
        yield _beside_id(entry, id_width)
        said = " ".join((entry.note, *entry.suggestions[:1], *_careful(entry)))
        yield Padding(Text(said), (0, 0, 0, id_width + _GAP))
    yield from _more(len(entries) - _MOST)
    yield from _hints(hints)
    yield Text()


def _due_below(entries: tuple[Entry, ...], id_width: int) -> Iterator[RenderableType]:
    if not entries:
        return
    yield Text("Due for the one follow-up", "bold")
    for entry in entries[:_MOST_DUE]:
        yield _beside_id(entry, id_width)
        numbers = Text(f"Sent {entry.sent}, silent for {days(entry.silent_days)}, due since {entry.due}.")
        yield Padding(Group(numbers, _what_and_why(entry)), (0, 0, 0, id_width + _GAP))
    yield from _more(len(entries) - _MOST_DUE)
    yield from _due_hints()


def _beside_id(entry: Entry, id_width: int) -> Table:
    table = Table.grid(padding=(0, _GAP, 0, 0), expand=True)
    table.add_column(width=id_width, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    table.add_row(_id(entry), _name(entry))
    return table


def _due_hints() -> Iterator[RenderableType]:
    yield Text()
    yield from _hints(DUE_HINTS)
    yield Text()


def _due(entries: tuple[Entry, ...], id_width: int) -> Iterator[RenderableType]:
    if not entries:
        return
    columns = _Columns.of(entries, id_width)
    yield columns.row(Text("Due for the one follow-up", "bold"), ("Sent", "Silent", "Due since"))
    for entry in entries[:_MOST_DUE]:
        numbers = (entry.sent, days(entry.silent_days), entry.due)
        yield columns.row(_name(entry), numbers, _id(entry))
        yield Padding(_what_and_why(entry), (0, 0, 0, columns.id + _GAP))
    yield from _more(len(entries) - _MOST_DUE)
    yield from _due_hints()


@dataclass(frozen=True, slots=True)
class _Hinted:
    """A sentence and its command, which is never broken over two lines: it has to be copied."""

    hint: Hint
    style: str = ""

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        """Put the command on the sentence's line when both fit."""
        fits = cell_len(f"{self.hint.text} {self.hint.command}") <= options.max_width
        between = " " if fits else f"\n{' ' * _INDENT}"
        yield Text.assemble((self.hint.text, self.style), (f"{between}{self.hint.command}".rstrip(), "cyan"))


@dataclass(frozen=True, slots=True)
class _Columns:
    """The widths of the due table; the name takes what is left of the line."""

    id: int
    numbers: tuple[int, int, int]

    @classmethod
    def of(cls, entries: tuple[Entry, ...], id_width: int) -> _Columns:
        """Return widths that hold every entry."""
        sent = max(len(entry.sent) for entry in entries)
        silent = max(len(days(entry.silent_days)) for entry in entries)
        due = max(len("Due since"), *(len(entry.due) for entry in entries))
        return cls(id_width, (sent, silent, due))

    def row(self, name: Text, numbers: tuple[str, str, str], id_: str = "") -> Table:
        """Return one line of the table: the numbers stand right-aligned; a heading has no id before it."""
        table = Table.grid(padding=(0, _GAP, 0, 0), expand=True)
        if id_:
            table.add_column(width=self.id)
        table.add_column(ratio=1, overflow="fold")
        for width in self.numbers:
            table.add_column(width=width, justify="right")
        table.add_row(*([id_] if id_ else []), name, *numbers)
        return table


def _what_and_why(entry: Entry) -> RenderableType:
    reasons = " ".join((*entry.why, *entry.warnings, *_careful(entry)))
    return Group(
        Text(entry.to_do, "yellow"),
        *(Text(suggestion) for suggestion in entry.suggestions[:1]),
        *([Text(reasons, "dim")] if reasons else []),
    )


def _rest(page: Page) -> Iterator[RenderableType]:
    """Fold into one line what asks for nothing."""
    rest = (*page.coming, *page.quiet, *page.rest) if page.backlog else page.rest
    if rest:
        yield _Hinted(Hint(f"Not shown: {folded(rest)}. All of them:", "inbox-watch applications list"), "dim")
        yield Text()


def _id(entry: Entry) -> str:
    return " " * _INDENT + entry.id


def _name(entry: Entry) -> Text:
    """Return employer and role, and the step when it is not the first."""
    return Text.assemble((entry.employer, "bold"), f", {entry.role}" if entry.role else "", _after(entry))


def _after(entry: Entry) -> str:
    return f" ({entry.after})" if entry.after else ""


def _careful(entry: Entry) -> tuple[str, ...]:
    return tuple(f"Careful: {caution}" for caution in entry.cautions)


def _more(number: int) -> Iterator[RenderableType]:
    if number > 0:
        yield _Hinted(Hint(f"{' ' * _INDENT}and {number} more:", "inbox-watch applications list"), "dim")
