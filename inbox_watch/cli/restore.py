"""`restore`: the state of a backup in the place of the present one."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

import click

from inbox_watch.cli.context import LOCK_NAME, STORE_NAME, Shared, clock
from inbox_watch.cli.screen import told_in_json
from inbox_watch.errors import UsageError

KEPT = f"{STORE_NAME}.before-restore-"


@click.command(help="Put the state of a backup in the place of the present one, which is kept beside.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@told_in_json
@click.pass_obj
def command(shared: Shared, file: Path) -> None:
    """Restore, and say where the state before is."""
    from inbox_watch.store.backups import restore_backup
    from inbox_watch.store.lock import one_run

    settings, now = shared.settings(), clock()
    with one_run(settings.data / LOCK_NAME, now):
        aside = _free(settings.data / f"{KEPT}{now.astimezone(settings.timezone):%Y-%m-%d-%H%M%S}")
        if file.exists() and file.resolve() == (settings.data / STORE_NAME).resolve():
            raise UsageError(f"{file} is the state itself: name a backup.")
        had_state = restore_backup(file, settings.data / STORE_NAME, aside, now)
    if not shared.quiet:
        click.echo(f"The state is that of {file} now; mail that came since is read by the next `inbox-watch poll`.")
        if had_state:
            click.echo(f"The state before is kept as {aside}.")


def _free(path: Path) -> Path:
    """The path, or with a number behind it where a state is kept already, as in the hour that comes twice."""
    names = (path.with_name(f"{path.name}-{number}") if number > 1 else path for number in count(1))
    return next(each for each in names if not os.path.lexists(each))
