"""Report to Markdown: the headline, what is due with its next step, what comes, and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inbox_watch.records import Report
from inbox_watch.report.export.markdown import command, document, escaped, table
from inbox_watch.report.page import Entry, Page, page
from inbox_watch.report.words import Hint, days

_DUE = ("ID", "Employer", "Position", "Sent", "Silent", "Due since", "Next step", "Why")
_NOTED = ("ID", "Employer", "Position", "Sent", "How it stands")


def to_markdown(report: Report) -> str:
    """Return the whole report as a page of Markdown; nothing is cut off or folded."""
    its_page = page(report)
    return document(
        (
            f"# {its_page.headline}",
            escaped(" ".join((*its_page.lead, f"As of {its_page.as_of}.", its_page.heard)).strip()),
            *map(_warned, its_page.warnings),
            *map(_hinted, its_page.steps),
            *_tables(its_page),
            *map(_hinted, (*its_page.remainders, *its_page.listed)),
        )
    )


def _tables(its_page: Page) -> Iterator[str]:
    yield from _titled("Look at these first", _NOTED, map(_noted, its_page.look_first))
    yield from _titled("Due for the one follow-up", _DUE, map(_due, its_page.due))
    for title, entries in (
        ("What comes next", its_page.coming),
        ("Silent, and better left alone", its_page.quiet),
        ("They answered", its_page.answered),
        ("The rest", its_page.rest),
    ):
        yield from _titled(title, _NOTED, map(_noted, entries))


def _titled(title: str, names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    if lines := tuple(rows):
        yield f"## {title}"
        yield table(names, lines)


def _due(entry: Entry) -> tuple[str, ...]:
    step = " ".join((f"{entry.to_do}.", *entry.suggestions[:1]))
    why = " ".join((*entry.why, *entry.warnings, *_careful(entry)))
    return (entry.id, entry.employer, _position(entry), entry.sent, days(entry.silent_days), entry.due, step, why)


def _noted(entry: Entry) -> tuple[str, ...]:
    stands = " ".join((entry.note, *entry.suggestions[:1], *_careful(entry)))
    return (entry.id, entry.employer, _position(entry), entry.sent, stands)


def _position(entry: Entry) -> str:
    return f"{entry.role} ({entry.after})".strip() if entry.after else entry.role


def _careful(entry: Entry) -> tuple[str, ...]:
    return tuple(f"Careful: {caution}" for caution in entry.cautions)


def _warned(hint: Hint) -> str:
    return f"> {_hinted(hint)}"


def _hinted(hint: Hint) -> str:
    return " ".join((escaped(hint.text), *([command(hint.command)] if hint.command else [])))
