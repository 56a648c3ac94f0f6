"""`reread`: known mail judged again by the present rules and model."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime, time
from functools import partial

import click

from inbox_watch.accounts import Account
from inbox_watch.clean import clean_line
from inbox_watch.cli.application_names import changes
from inbox_watch.cli.codes import overall
from inbox_watch.cli.context import LOCK_NAME, Shared, clock, day, judge_of, open_state, past
from inbox_watch.cli.said import named
from inbox_watch.cli.screen import told_in_json
from inbox_watch.cli.state import surveyed_now
from inbox_watch.errors import EXIT_FINE, CannotWrite, ConfigError, InboxWatchError
from inbox_watch.records import Finding
from inbox_watch.report.words import counted
from inbox_watch.reread import Known, judge_again, known_of
from inbox_watch.sources.deadline import Deadline
from inbox_watch.store.lock import one_run
from inbox_watch.store.store import Store
from inbox_watch.survey import Survey
from inbox_watch.workers import Workers, workers

RUN_SECONDS = 6 * 3600.0
_STOPS_THE_RUN = (CannotWrite, ConfigError)
_MOST = 20


@click.command(help="Fetch known mail again and judge it by the present rules and model; your own words still hold.")
@click.option("--since", help="Only mail that came on this day or later.", metavar="DATE")
@told_in_json
@click.pass_obj
def command(shared: Shared, since: str | None) -> int:
    """Read every account again, batch by batch, and say what is judged otherwise now."""
    settings, now = shared.settings(), clock()
    first = past(day(since, "--since"), settings, now, "--since") if since else None
    start = datetime.combine(first, time(), tzinfo=settings.timezone) if first else None
    before = surveyed_now(settings, now)
    with one_run(settings.data / LOCK_NAME, now), open_state(settings) as store:
        known = [(account, known_of(account, store, start, now)) for account in settings.accounts]
        with workers(partial(judge_of, settings)) as pool:
            code, read, gone = _read_all(known, store, pool, _progress(shared, known))
            notices = pool.notices()
        after = named(store, settings, now)
    for notice in notices:
        click.echo(f"inbox-watch: {notice}", err=True)
    if not shared.quiet:
        _tell(read, gone, before, after)
    return code


def _read_all(
    known: Sequence[tuple[Account, Known]], store: Store, pool: Workers, progress: Callable[[int], None]
) -> tuple[int, int, int]:
    """Read each account; returns the exit code, and how many messages were read, and how many not found."""
    deadline, codes, wanted, read = Deadline(RUN_SECONDS), list[int](), set[str](), set[str]()
    for account, there in known:
        try:
            read |= judge_again(account, store, pool, there, deadline=deadline, now=clock, progress=progress)
        except _STOPS_THE_RUN:
            raise
        except InboxWatchError as error:
            codes.append(error.exit_code)
            click.echo(f"inbox-watch: {account.name}: {error}", err=True)
        else:
            codes.append(EXIT_FINE)
            wanted.update(each.sha256 for each in there.places.values() if each)
    return overall(codes), len(read), len(wanted - read)


def _progress(shared: Shared, known: Sequence[tuple[Account, Known]]) -> Callable[[int], None]:
    """On a terminal it is shown how far it is; elsewhere nothing is said."""
    total = sum(len(there.places) for _, there in known)
    read = 0

    def show(count: int) -> None:
        nonlocal read
        read += count
        click.echo(f"\rRead {read} of {total} messages again.\033[K", nl=read >= total, err=True)

    def silent(_: int) -> None:
        return None

    return show if sys.stderr.isatty() and not shared.quiet else silent


def _tell(read: int, gone: int, before: Survey, after: Survey) -> None:
    click.echo(f"{counted(read, 'message was', 'messages were')} read again.")
    if gone:
        place = "is no longer where the last poll saw it", "are no longer where the last poll saw them"
        click.echo(
            f"{counted(gone, *place)}, gone or numbered anew by the server: the old judgment stays. "
            "`inbox-watch poll` finds what was numbered anew; then reread again."
        )
    lines = [*_judged_otherwise(before, after), *changes(before, after)]
    for line in lines[:_MOST]:
        click.echo(line)
    if len(lines) > _MOST:
        click.echo(f"And {len(lines) - _MOST} more changes: `inbox-watch report` shows how things stand.")
    if not lines:
        click.echo("Nothing is judged otherwise.")


def _judged_otherwise(before: Survey, after: Survey) -> list[str]:
    return [
        f'"{clean_line(now.subject, 60)}" is {_judgment(now)} now (it was {_judgment(was)}).'
        for sha256, now in after.findings.items()
        if (was := before.findings.get(sha256)) and _judgment(was) != _judgment(now)
    ]


def _judgment(finding: Finding) -> str:
    return f"unsure: {finding.detail}" if finding.verdict.unsure else finding.detail.value
