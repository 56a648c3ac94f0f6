"""`config`: where it is, whether it holds, and what is in force."""

from __future__ import annotations

import tomllib

import click

from inbox_watch.cli.context import Shared
from inbox_watch.cli.own_tables import counts_of
from inbox_watch.cli.screen import json_option, show_json, told_in_json
from inbox_watch.errors import ConfigError


@click.group(help="Show where the configuration is and what holds, and check it.")
def command() -> None:
    """Hold the configuration commands."""


@command.command(help="Print the path of the configuration file.")
@told_in_json
@click.pass_obj
def path(shared: Shared) -> None:
    """Print the path, whether or not the file exists."""
    click.echo(shared.config_file)


@command.command(help="Check the configuration file and your tables; every problem on a line of its own.")
@told_in_json
@click.pass_obj
def check(shared: Shared) -> None:
    """Read the file and the tables beside it, and look at the targets; ConfigError tells what is wrong."""
    from inbox_watch.cli.checks import check_alerts

    settings = shared.settings()
    wrong = [each for each in check_alerts(settings) if each.code]
    if wrong:
        raise ConfigError(*(f"{each.name}: {each.text}" for each in wrong))
    names = ", ".join(account.name for account in settings.accounts)
    click.echo(f"{shared.config_file} is fine: accounts {names}; data in {settings.data}.")
    for counts in counts_of(shared.use_tables(), shared.tables_folder):
        click.echo(counts)


@command.command(help="Print what is in force, with every default; secrets are left out.")
@json_option
@click.pass_obj
def show(shared: Shared, in_json: bool) -> None:
    """Print the settings as they were understood."""
    from inbox_watch.config_shown import shown

    text = shown(shared.settings()).rstrip()
    if in_json:
        show_json({"settings": tomllib.loads(text)})
    else:
        click.echo(text)


@command.command(help="Print the JSON Schema of the configuration.")
def schema() -> None:
    """Print the schema; no configuration is needed."""
    from inbox_watch.config_shown import schema_text

    click.echo(schema_text().rstrip())
