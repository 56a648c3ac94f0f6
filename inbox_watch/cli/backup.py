"""`backup`: the state as one file, to keep or to move to another machine."""

from __future__ import annotations

from pathlib import Path

import click

from inbox_watch.cli.context import LOCK_NAME, STORE_NAME, Shared, clock, own_model, state_exists
from inbox_watch.cli.screen import told_in_json
from inbox_watch.config import Settings
from inbox_watch.errors import UsageError
from inbox_watch.store.backups import PARTS, write_backup
from inbox_watch.store.lock import one_run


@click.command(help="Write what was learned and what you said into one file.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--force", is_flag=True, help="Replace the file when it is there.")
@told_in_json
@click.pass_obj
def command(shared: Shared, file: Path, force: bool) -> None:
    """Write the file, which only its owner may read."""
    settings = shared.settings()
    if not state_exists(settings):
        raise UsageError("Nothing is known yet: run `inbox-watch poll` first.")
    _check_place(file, settings, shared.config_file, force=force)
    with one_run(settings.data / LOCK_NAME, clock()):
        write_backup(settings.data / STORE_NAME, file)
    if not shared.quiet:
        click.echo(
            f"{file} holds the state: what was learned of your mail, and what you said. "
            f"The configuration ({shared.config_file}) and your passwords are not in it."
        )


def _check_place(file: Path, settings: Settings, config_file: Path, *, force: bool) -> None:
    """Raises UsageError for a place where no backup belongs."""
    if not file.parent.is_dir():
        raise UsageError(f"The folder {file.parent} is not there: make it, or name another place.")
    if file.is_dir():
        raise UsageError(f"{file} is a folder: name a file in it.")
    if file.resolve() == config_file.resolve() or _is_of_the_state(file.parent.resolve() / file.name, settings):
        raise UsageError(f"{file} is a file that inbox_watch needs itself: name another place.")
    if file.exists() and not force:
        raise UsageError(f"{file} is there already: name another file, or add --force to replace it.")


def _is_of_the_state(file: Path, settings: Settings) -> bool:
    ours = (LOCK_NAME, own_model(settings).name, *(f"{STORE_NAME}{part}" for part in PARTS))
    return file.parent == settings.data.resolve() and file.name in ours
