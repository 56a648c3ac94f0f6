"""`poll`: one pass over all accounts, silent on success."""

from __future__ import annotations

import shutil
import sys
import time
from collections import Counter
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import partial

import click

from inbox_watch.accounts import Account
from inbox_watch.alerts.deliver import send_pending
from inbox_watch.alerts.heartbeat import with_heartbeat
from inbox_watch.cli.codes import overall
from inbox_watch.cli.completing import accounts
from inbox_watch.cli.context import LOCK_NAME, Shared, clock, day_of, judge_of, open_state, state_exists
from inbox_watch.cli.pace import Pace
from inbox_watch.cli.screen import json_option, output_is_ours, show, show_json
from inbox_watch.cli.voice import Speaker, Voice, voice_of
from inbox_watch.cli.whole_run import quiet_when_known
from inbox_watch.config import Settings
from inbox_watch.errors import (
    EXIT_FAILED,
    EXIT_FINE,
    EXIT_TEMPORARY,
    AnotherRun,
    CannotWrite,
    InboxWatchError,
    UsageError,
)
from inbox_watch.heard import Moment
from inbox_watch.poll import Progress, look_back, poll, visit
from inbox_watch.records import Batch
from inbox_watch.sources.deadline import Deadline
from inbox_watch.store.lock import one_run
from inbox_watch.store.runs import Run
from inbox_watch.store.store import Store
from inbox_watch.tell import tell_what_is_due
from inbox_watch.workers import Workers, workers

RUN_SECONDS = 3600.0
# The topics of trouble; that of an account is "account" and its name.
_LOCK, _JUDGE, _ALERTS = "lock", "judge", "alerts"


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass over the accounts: everything that is the same for each of them."""

    settings: Settings
    moment: Moment
    since: date
    deadline: Deadline
    progress: Progress
    voice: Speaker


@click.command(help="Read new mail once, judge it, link it and send alerts; silent on success.")
@click.option("--account", "account_name", help="Only this account.", metavar="NAME", shell_complete=accounts)
@click.option("--since", help="Read mail from this day on when a folder is read for the first time.", metavar="DATE")
@click.option("--as-of", help="Pretend that today is this day.", metavar="DATE")
@click.option("-n", "--dry-run", is_flag=True, help="Count what is new; keep nothing, send nothing.")
@json_option
@click.pass_obj
def command(
    shared: Shared, account_name: str | None, since: str | None, as_of: str | None, dry_run: bool, in_json: bool
) -> int:
    """Poll every account; the exit code says how it went."""
    now = clock()
    with nullcontext() if dry_run else quiet_when_known(shared, now):
        settings = shared.settings()
        voice = voice_of(shared, now, settings.timezone)
        a_pass = pass_of(shared, settings, now, voice, as_of=as_of, since=since)
        chosen = chosen_accounts(settings, account_name)
        try:
            with one_run(settings.data / LOCK_NAME, now):
                if dry_run:
                    return _count_all(chosen, a_pass, in_json=in_json)
                return _poll_and_tell(chosen, a_pass, in_json=in_json)
        except AnotherRun as error:
            return _wait_for_the_other(settings, voice, error)


def _poll_and_tell(chosen: tuple[Account, ...], a_pass: Pass, *, in_json: bool) -> int:
    """Poll, tell the monitor, and on request what came of it; whoever calls this holds the lock."""
    settings = a_pass.settings
    with output_is_ours(in_json):
        code = with_heartbeat(settings.ping_url, lambda: poll_all(chosen, a_pass))
    if in_json:
        show_json({"accounts": _polled(settings, a_pass.moment.now)})
    return code


def pass_of(
    shared: Shared,
    settings: Settings,
    now: datetime,
    voice: Speaker,
    *,
    as_of: str | None = None,
    since: str | None = None,
) -> Pass:
    """A pass that begins now, and has an hour."""
    moment = Moment(now, day_of(as_of, settings, now))
    start = day_of(since, settings, now) if since else look_back(settings, moment.today)
    return Pass(settings, moment, start, Deadline(RUN_SECONDS), _progress(shared), voice)


def _wait_for_the_other(settings: Settings, voice: Voice, error: AnotherRun) -> int:
    """While the other run still makes the store there is nowhere to remember that it was in the way."""
    if voice.aloud:
        raise error
    if state_exists(settings):
        with open_state(settings) as store:
            voice.complain(store, _LOCK, error.exit_code, str(error))
    return error.exit_code


def chosen_accounts(settings: Settings, name: str | None) -> tuple[Account, ...]:
    """Return the account of that name, or all; raises UsageError when there is none."""
    found = tuple(account for account in settings.accounts if name in (None, account.name))
    if not found:
        known = ", ".join(account.name for account in settings.accounts)
        raise UsageError(f"There is no account {name}; the configuration has: {known}.")
    return found


def poll_all(chosen: tuple[Account, ...], a_pass: Pass) -> int:
    """Poll the accounts and return the exit code; whoever calls this holds the lock."""
    with open_state(a_pass.settings) as store:
        return _poll_each(chosen, store, a_pass)


def _poll_each(chosen: tuple[Account, ...], store: Store, a_pass: Pass) -> int:
    """Mailboxes first, then what time has made due, then the outbox."""
    settings, voice = a_pass.settings, a_pass.voice
    voice.is_well(store, _LOCK, "No other run is in the way any more.")
    with workers(partial(judge_of, settings)) as pool:
        codes = [_poll_one(account, store, pool, a_pass) for account in chosen]
        _tell_of_judge(store, voice, pool)
    tell_what_is_due(store, settings, a_pass.moment)
    _send(store, a_pass)
    return overall(codes)


def _tell_of_judge(store: Store, voice: Speaker, pool: Workers) -> None:
    """What is wrong with the judge is known, and told, when there was mail to judge."""
    if not pool.has_started:
        return
    notices = pool.notices()
    if notices:
        voice.complain(store, _JUDGE, EXIT_FAILED, " ".join(notices))
    else:
        voice.is_well(store, _JUDGE, "Mail is judged by the whole program again.")


def _send(store: Store, a_pass: Pass) -> None:
    """Send what the outbox holds; an alert that is given up is a trouble which time does not mend."""
    now = a_pass.moment.now
    problems = send_pending(store, a_pass.settings, now)
    unsent = store.unsent_alerts()
    if problems:
        given_up = any(item.failed_at == now for item in unsent)
        a_pass.voice.complain(store, _ALERTS, EXIT_FAILED if given_up else EXIT_TEMPORARY, " ".join(problems))
    elif not any(item.tries and item.failed_at is None for item in unsent):
        a_pass.voice.is_well(store, _ALERTS)


def _poll_one(account: Account, store: Store, pool: Workers, a_pass: Pass) -> int:
    """Poll one account and write the run down; another account's trouble is its own."""
    topic, code, count = f"account {account.name}", EXIT_FINE, 0
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
        a_pass.voice.is_well(store, topic, f"{account.name}: Mail is read again.")
    except CannotWrite:
        raise
    except InboxWatchError as error:
        code = error.exit_code
        a_pass.voice.complain(store, topic, code, f"{account.name}: {error}")
    store.log_run(Run(account.name, a_pass.moment.now, clock(), code, count))
    return code


def _polled(settings: Settings, started_at: datetime) -> list[dict[str, object]]:
    """What the diary says of this run."""
    with open_state(settings, read_only=True) as store:
        runs = [run for run in store.runs() if run.started_at == started_at]
    return [{"name": run.account, "new": run.messages, "exit_code": run.outcome} for run in runs]


def _count_all(chosen: tuple[Account, ...], a_pass: Pass, *, in_json: bool) -> int:
    with open_state(a_pass.settings) as store:
        counted = [_count_new(account, store, a_pass) for account in chosen]
    if in_json:
        show_json({"accounts": [asdict(each) for each in counted]})
    else:
        show(_told(each) for each in counted if each.exit_code == EXIT_FINE)
    return overall([each.exit_code for each in counted])


@dataclass(frozen=True, slots=True)
class _Counted:
    """How much is new in an account, and in each of its folders; `more` when there is more than was looked at."""

    name: str
    new: int
    more: bool
    folders: dict[str, int]
    exit_code: int


def _told(counted: _Counted) -> str:
    more = " or more" if counted.more else ""
    listed = ", ".join(f"{folder} {count}" for folder, count in counted.folders.items())
    return f"{counted.name}: {counted.new}{more} new messages ({listed}); nothing was kept."


def _count_new(account: Account, store: Store, a_pass: Pass) -> _Counted:
    try:
        sitting = visit(account, store, a_pass.since, a_pass.deadline)
    except InboxWatchError as error:
        click.echo(f"inbox-watch: {account.name}: {error}", err=True)
        return _Counted(account.name, 0, more=False, folders={}, exit_code=error.exit_code)
    counts = Counter({batch.cursor.folder: 0 for batch in sitting.batches})
    for batch in sitting.batches:
        counts[batch.cursor.folder] += len(batch.messages)
    return _Counted(account.name, counts.total(), sitting.more, dict(counts), EXIT_FINE)


def _progress(shared: Shared) -> Progress:
    """On a terminal a backlog shows how far it is; elsewhere nothing is said."""
    if shared.progress:
        return shared.progress
    if not sys.stderr.isatty() or shared.quiet:
        return lambda _: None
    pace = Pace(time.monotonic())

    def show(batch: Batch) -> None:
        nonlocal pace
        pace = pace.after(batch, time.monotonic())
        if pace.is_worth_a_line:
            text = pace.line(shutil.get_terminal_size().columns - 1)
            click.echo(f"\r{text}\033[K", nl=pace.is_at_end, err=True)

    return show
