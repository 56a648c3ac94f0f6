"""`doctor`: a line a check, each with its mend."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import click

from inbox_watch.cli.checks import Check, check_accounts, check_alerts, check_machine, check_privacy, check_state
from inbox_watch.cli.context import Shared, clock, state_exists
from inbox_watch.cli.own_tables import READ_ANEW, counts_of
from inbox_watch.cli.screen import json_option, show
from inbox_watch.config import Settings
from inbox_watch.errors import (
    EXIT_AUTHENTICATION,
    EXIT_CANNOT_WRITE,
    EXIT_CONFIGURATION,
    EXIT_FAILED,
    EXIT_FINE,
    EXIT_TEMPORARY,
    ConfigError,
)
from inbox_watch.schedule.job import program_of

_HANG = 22  # where the text begins
# The worst first: what stops everything, then what a person has to mend, then what time may mend.
_ORDER = (EXIT_CONFIGURATION, EXIT_CANNOT_WRITE, EXIT_AUTHENTICATION, EXIT_FAILED, EXIT_TEMPORARY, EXIT_FINE)


@click.command(help="Check configuration, login, folders and the last good run; each problem with its mend.")
@click.option("--as-cron", is_flag=True, help="Check once more with the empty environment of cron.")
@json_option
@click.pass_obj
def command(shared: Shared, as_cron: bool, in_json: bool) -> int:
    """Print every check as it is done; the exit code is that of the worst."""
    done = []
    for check in _all_checks(shared, as_cron=as_cron):
        done.append(check)
        if not in_json and (check.code or not shared.quiet):
            mark = "fault" if check.code else "note" if check.is_note else "ok"
            show((f"{mark:<6} {check.name:<14} {check.text}",), hang=_HANG)
    if in_json:
        from inbox_watch.cli.as_cron import as_json

        click.echo(as_json(done))
    return min((EXIT_FINE, *(check.code for check in done)), key=_ORDER.index)


def _all_checks(shared: Shared, *, as_cron: bool) -> Iterator[Check]:
    """With a configuration that does not hold there is nothing to compare."""
    here = []
    for check in _checks(shared):
        here.append(check)
        yield check
    if as_cron and not any(check.name == "configuration" and check.code for check in here):
        from inbox_watch.cli.as_cron import checks_as_cron

        program, config = program_of(sys.argv[0], sys.executable), os.path.abspath(shared.config_file)
        yield from checks_as_cron(program, config, here, shared.settings())


def _checks(shared: Shared) -> Iterator[Check]:
    """Without a configuration only the machine can be looked at."""
    try:
        settings = shared.settings()
    except ConfigError as error:
        yield from (Check("configuration", problem, error.exit_code) for problem in error.problems)
        yield from check_machine(None, clock())
        return
    yield from _configuration(shared, settings)
    yield from check_privacy(settings, shared.config_file)
    yield from check_machine(settings, clock())
    yield from check_state(settings, clock())
    yield from check_alerts(settings)
    yield from check_accounts(settings, clock())


def _configuration(shared: Shared, settings: Settings) -> Iterator[Check]:
    yield Check("configuration", f"{shared.config_file} holds.")
    tables = shared.use_tables()
    yield from (Check("knowledge", counts) for counts in counts_of(tables, shared.tables_folder))
    if tables and state_exists(settings):
        yield Check("knowledge", READ_ANEW, is_note=True)
