"""`applications import`: people's own lists: LinkedIn's export, Teal, Huntr, and any CSV.

Every list is read before anything is written: one bad row, and nothing is imported. A row that is known is never
changed, since what the user said stays said.

A status column is no evidence about mail, but it is the user's own word on how an application ended. A row that says
it was refused or withdrawn is therefore taken as `applications close` is, with the day of the import as its day (the
list has no other); without that, every refusal noted in a list would be advised a follow-up. All other words of a
status (interview, offer, no answer) say nothing here: mail knows better when they were, and silence is what we count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inbox_watch.clean import clean_line
from inbox_watch.cli.context import Shared, clock, open_state, state_exists
from inbox_watch.cli.screen import told_in_json
from inbox_watch.records import Application, State, Statement, StatementKind, in_force

if TYPE_CHECKING:
    from inbox_watch.config import Settings
    from inbox_watch.sources.ledger import Listed, Row
    from inbox_watch.survey import Evidence, Survey

_ADD = StatementKind.ADD_APPLICATION
_OVER = frozenset({State.REJECTED, State.CLOSED})


@dataclass(frozen=True, slots=True)
class _Plan:
    """The rows of all lists beside what was said before: `known` with its statement, `changed` those of them that say
    something else now, and `fresh` the others, in which one application may be there twice."""

    fresh: tuple[Row, ...]
    known: tuple[tuple[Row, Statement], ...]
    changed: tuple[Row, ...]

    def new(self) -> list[Row]:
        """The rows to write down, each application once."""
        from inbox_watch.sources.ledger import same_row

        new: dict[tuple[str, ...], Row] = {}
        for row in self.fresh:
            new.setdefault(same_row(row.values()), row)
        return list(new.values())


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The application of each new row and whether nothing else tells of it; the closings in the list's words, and those
    that the user has taken back before."""

    applications: tuple[tuple[Application, bool], ...]
    closings: tuple[tuple[Application, str], ...]
    kept_open: tuple[tuple[Application, str], ...]

    def joined(self) -> int:
        """How many new rows tell of an application that was there."""
        return sum(not founded for _, founded in self.applications)


@click.command(name="import", help="Add the applications of LinkedIn's export, Teal, Huntr or any CSV file.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be added; keep nothing.")
@click.option("--date-order", type=click.Choice(["dmy", "mdy"]), help="What 07/04/2026 means: day or month first.")
@told_in_json
@click.pass_obj
def import_command(shared: Shared, files: tuple[Path, ...], dry_run: bool, date_order: str | None) -> None:
    """Read all lists first, then write down what is new; a second import changes nothing."""
    from inbox_watch.sources.ledger import DateOrder, read_ledger

    settings, now = shared.settings(), clock()
    order = DateOrder(date_order) if date_order else None
    listed = read_ledger(files, now.astimezone(settings.timezone).date(), settings.timezone, order)
    rows = [replace(row, contact="") if row.contact in settings.addresses else row for row in listed.rows]
    lines = _would_be(rows, settings, now) if dry_run else _done(rows, settings, now)
    for line in (*lines, *_about_saved(listed)):
        click.echo(line)


def _would_be(rows: Sequence[Row], settings: Settings, now: datetime) -> Iterator[str]:
    """Replay as if the new rows had been said."""
    from inbox_watch.cli.said import name_of, surveyed_today

    evidence = _remembered(settings, now)
    plan = _planned(rows, evidence.statements)
    last = max((statement.number for statement in evidence.statements), default=0)
    said = tuple(Statement(number, _ADD, now, "", row.values()) for number, row in enumerate(plan.new(), last + 1))
    as_if = replace(evidence, statements=(*evidence.statements, *said))
    outcome = _outcome(plan, said, surveyed_today(as_if, settings, now), evidence.statements)
    for application, founded in outcome.applications:
        doing = "would add" if founded else f"would join {application.id} with"
        yield f"{doing}  {name_of(application)}, {application.applied_on}"
    for application, status in outcome.closings:
        yield f"would close  {name_of(application)}, {application.applied_on} (the list says {clean_line(status)})"
    yield from _about_what_stays_open(outcome)
    yield from _about_odd_rows(plan)
    yield f"{_sum(plan, outcome, 'would be added', 'would join one that is there', ('is', 'are'))}; nothing was kept."


def _remembered(settings: Settings, now: datetime) -> Evidence:
    from inbox_watch.memory import gather
    from inbox_watch.survey import Evidence

    if not state_exists(settings):
        return Evidence((), (), (), {}, ())
    with open_state(settings, read_only=True) as store:
        return gather(store, now)


def _done(rows: Sequence[Row], settings: Settings, now: datetime) -> Iterator[str]:
    """Write down what is new; were we stopped before the closings, the next import makes them."""
    from inbox_watch.cli.said import name_of, named, told

    with open_state(settings) as store:
        before = store.statements()
        plan = _planned(rows, before)
        said = store.say_all([(_ADD, "", row.values()) for row in plan.new()], now)
        outcome = _outcome(plan, said, named(store, settings, now), before)
        store.say_all([(StatementKind.CLOSE, application.keys[0], {}) for application, _ in outcome.closings], now)
    for application, _ in outcome.applications:
        yield told(application)
    for application, status in outcome.closings:
        yield f"{application.id} is closed: {name_of(application)} (the list says {clean_line(status)})."
    yield from _about_what_stays_open(outcome)
    yield from _about_odd_rows(plan)
    yield f"{_sum(plan, outcome, 'added', 'joined to one that was there', ('was', 'were'))}."


def _planned(rows: Iterable[Row], statements: Iterable[Statement]) -> _Plan:
    """Which rows are known: by employer, role and day, or by the id that the program of the list gives a row."""
    from inbox_watch.sources.ledger import same_row

    said = [statement for statement in in_force(statements) if statement.kind is _ADD]
    by_id = {statement.values["row_id"]: statement for statement in said if "row_id" in statement.values}
    by_content = {same_row(statement.values): statement for statement in said}
    fresh: list[Row] = []
    known: list[tuple[Row, Statement]] = []
    changed: list[Row] = []
    for row in rows:
        content = same_row(row.values())
        before = by_content.get(content) or by_id.get(row.row_id)
        if before is None:
            fresh.append(row)
            continue
        known.append((row, before))
        if content not in by_content:
            changed.append(row)
    return _Plan(tuple(fresh), tuple(known), tuple(changed))


def _outcome(plan: _Plan, said: Iterable[Statement], found: Survey, before: Sequence[Statement]) -> _Outcome:
    """What the rows come to once all is replayed."""
    from inbox_watch.link.discover import statement_key
    from inbox_watch.sources.ledger import same_row

    standing_of = {standing.application.id: standing for standing in found.report.standings}
    added = {same_row(statement.values): statement for statement in said}
    told: dict[str, list[Row]] = {}
    for row, statement in (*plan.known, *((row, added[same_row(row.values())]) for row in plan.fresh)):
        told.setdefault(found.ledger.ids[statement_key(statement)], []).append(row)
    applications = [
        (standing_of[found.ledger.ids[key]].application, key)
        for key in (statement_key(statement) for statement in added.values())
    ]
    opened = _opened_again(before, found)
    ended = [(id_, status) for id_, rows in told.items() if (status := _end(rows))]
    to_close = [(standing_of[id_].application, status) for id_, status in ended if standing_of[id_].state not in _OVER]
    return _Outcome(
        tuple((application, _is_founder(key, application)) for application, key in applications),
        tuple((application, status) for application, status in to_close if application.id not in opened),
        tuple((application, status) for application, status in to_close if application.id in opened),
    )


def _opened_again(statements: Sequence[Statement], found: Survey) -> frozenset[str]:
    """The ids of applications whose closing was taken back: that is the user's later word, and a list is no news."""
    holding = {statement.number for statement in in_force(statements)}
    taken_back = (each for each in statements if each.kind is StatementKind.CLOSE and each.number not in holding)
    return frozenset(found.ledger.ids.get(each.about, each.about) for each in taken_back)


def _is_founder(key: str, application: Application) -> bool:
    """Is the application new with this row: neither an older row nor any mail tells of it?"""
    from inbox_watch.link.discover import is_statement_key

    return application.keys[0] == key and all(map(is_statement_key, application.keys))


def _end(rows: Sequence[Row]) -> str:
    """The end the rows of one application agree on; a row without a status does not object."""
    with_status = [row for row in rows if row.status]
    return with_status[0].status if with_status and all(row.has_ended for row in with_status) else ""


def _sum(plan: _Plan, outcome: _Outcome, added: str, joined: str, verb: tuple[str, str]) -> str:
    here, known = outcome.joined(), len(plan.known)
    count = len(outcome.applications) - here
    applications = "1 application" if count == 1 else f"{count} applications"
    joining = f"{here} {joined}, " if here else ""
    return f"{applications} {added}, {joining}{known} {verb[0] if known == 1 else verb[1]} known"


def _about_what_stays_open(outcome: _Outcome) -> Iterator[str]:
    for application, status in outcome.kept_open:
        yield (
            f"{application.id} stays open, since you took its closing back: "
            f"{clean_line(application.employer)} (the list says {clean_line(status)})."
        )


def _about_odd_rows(plan: _Plan) -> Iterator[str]:
    """Rows that add nothing, and why: what was said stays said, and an application is told once."""
    for row in plan.changed:
        row_now = f"{clean_line(row.employer)}, {clean_line(row.role)}, {row.applied_on}"
        yield f"{row_now} has changed in the list; what was imported first still holds: `close` that and `add` it anew."
    repeated = len(plan.fresh) - len(plan.new())
    if repeated:
        yield f"{repeated} more {'row tells' if repeated == 1 else 'rows tell'} of an application that another row has."


def _about_saved(listed: Listed) -> Iterator[str]:
    if listed.not_sent:
        rows = "1 row is" if listed.not_sent == 1 else f"{listed.not_sent} rows are"
        yield f"{rows} only saved or planned, which is no application."
