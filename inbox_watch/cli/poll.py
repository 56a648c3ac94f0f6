"""`poll`: one pass over all accounts, silent on success."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date

import click

from inbox_watch.accounts import Account
from inbox_watch.alerts.deliver import send_pending
from inbox_watch.cli.context import LOCK_NAME, Shared, clock, day_of, judge_of, open_state
from inbox_watch.config import Settings
from inbox_watch.errors import (
    EXIT_FINE,
    EXIT_MIXED,
    CannotWrite,
    ConfigError,
    InboxWatchError,
    UsageError,
)
from inbox_watch.poll import Moment, Progress, look_back, poll, tell_what_is_due, visit
from inbox_watch.records import Batch
from inbox_watch.sources.deadline import Deadline
from inbox_watch.store.lock import one_run
from inbox_watch.store.runs import Run
from inbox_watch.store.store import Store
from inbox_watch.workers import Workers, workers

RUN_SECONDS = 3600.0
_STOPS_THE_RUN = (CannotWrite, ConfigError)


@dataclass(frozen=True, slots=True)
class _Pass:
    """One pass over the accounts: everything that is the same for each of them."""

    settings: Settings
    moment: Moment
    since: date
    deadline: Deadline
    progress: Progress


@click.command(help="Read new mail once, judge it, link it and send alerts; silent on success.")
@click.option("--account", "account_name", help="Only this account.", metavar="NAME")
@click.option("--since", help="Read mail from this day on when a folder is read for the first time.", metavar="DATE")
@click.option("--as-of", help="Pretend that today is this day.", metavar="DATE")
@click.option("-n", "--dry-run", is_flag=True, help="Count what is new; keep nothing, send nothing.")
@click.pass_obj
def command(shared: Shared, account_name: str | None, since: str | None, as_of: str | None, dry_run: bool) -> int:
    """Poll every account; the exit code says how it went."""
    settings = shared.settings()
    now = clock()
    moment = Moment(now, day_of(as_of, settings, now))
    start = day_of(since, settings, now) if since else look_back(settings, moment.today)
    a_pass = _Pass(settings, moment, start, Deadline(RUN_SECONDS), _progress(shared))
    chosen = _chosen(settings, account_name)
    with one_run(settings.data / LOCK_NAME, now), open_state(settings) as store:
        if dry_run:
            return overall([_count_new(account, store, a_pass) for account in chosen])
        return _poll_all(chosen, store, a_pass)


def _chosen(settings: Settings, name: str | None) -> tuple[Account, ...]:
    found = tuple(account for account in settings.accounts if name in (None, account.name))
    if not found:
        known = ", ".join(account.name for account in settings.accounts)
        raise UsageError(f"There is no account {name}; the configuration has: {known}.")
    return found


def _poll_all(chosen: tuple[Account, ...], store: Store, a_pass: _Pass) -> int:
    """Mailboxes first, then what time has made due, then the outbox."""
    judge, notices = judge_of(a_pass.settings)
    for notice in notices:
        click.echo(f"inbox-watch: {notice}", err=True)
    with workers(judge) as pool:
        codes = [_poll_one(account, store, pool, a_pass) for account in chosen]
    tell_what_is_due(store, a_pass.settings, a_pass.moment)
    settings = a_pass.settings
    for problem in send_pending(store, settings.alert_targets, settings.digest_over, a_pass.moment.now):
        click.echo(f"inbox-watch: {problem}", err=True)
    return overall(codes)


def _poll_one(account: Account, store: Store, pool: Workers, a_pass: _Pass) -> int:
    """Poll one account and write the run down; another account's trouble is its own."""
    code, count = EXIT_FINE, 0
    try:
        count = poll(
            account,
            store,
            pool,
            a_pass.settings,
            a_pass.moment,
            since=a_pass.since,
            deadline=a_pass.deadline,
            progress=a_pass.progress,
        )
    except _STOPS_THE_RUN:
        raise
    except InboxWatchError as error:
        code = error.exit_code
        click.echo(f"inbox-watch: {account.name}: {error}", err=True)
    store.log_run(Run(account.name, a_pass.moment.now, clock(), code, count))
    return code


def _count_new(account: Account, store: Store, a_pass: _Pass) -> int:
    try:
        sitting = visit(account, store, a_pass.since, a_pass.deadline)
    except InboxWatchError as error:
        click.echo(f"inbox-watch: {account.name}: {error}", err=True)
        return error.exit_code
    counts = Counter({batch.cursor.folder: 0 for batch in sitting.batches})
    for batch in sitting.batches:
        counts[batch.cursor.folder] += len(batch.messages)
    more = " or more" if sitting.more else ""
    listed = ", ".join(f"{folder} {count}" for folder, count in counts.items())
    click.echo(f"{account.name}: {counts.total()}{more} new messages ({listed}); nothing was kept.")
    return EXIT_FINE


def overall(codes: list[int]) -> int:
    """All fine 0; all failed alike their code; anything mixed 3 (contract, settled 10)."""
    different = set(codes)
    if len(different) == 1:
        return different.pop()
    return EXIT_MIXED


def _progress(shared: Shared) -> Progress:
    """On a terminal a backlog shows how far it is; elsewhere nothing is said."""
    read = 0

    def show(batch: Batch) -> None:
        nonlocal read
        read += len(batch.messages)
        if read > 100:
            click.echo(f"\rRead {read} messages; now in {batch.cursor.folder}.\033[K", nl=False, err=True)
        if read > 100 and batch.read_until:
            click.echo("", err=True)

    def silent(_: Batch) -> None:
        return None

    return show if sys.stderr.isatty() and not shared.quiet else silent
