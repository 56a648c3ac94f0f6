"""`alerts`: try the targets."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

import click

from inbox_watch.alerts.channels import check_target, name_of, send
from inbox_watch.alerts.examples import example
from inbox_watch.alerts.severity import Occasion
from inbox_watch.cli.codes import overall
from inbox_watch.cli.context import Shared, clock
from inbox_watch.cli.screen import json_option, output_is_ours, show_json
from inbox_watch.config import ALERT_KINDS, Settings
from inbox_watch.errors import EXIT_FINE, AlertNotSent, ConfigError
from inbox_watch.records import Alert

_TEST = Alert("test", "test", "info", "A test of inbox_watch.", "If you read this, alerts reach you here.")


@click.group(help="Test the alert targets.")
def command() -> None:
    """Hold the alert commands."""


@command.command(name="test", help="Send one test alert to every target.")
@click.option("--kind", type=click.Choice(ALERT_KINDS), help="An example of this kind instead.")
@json_option
@click.pass_obj
def test_command(shared: Shared, kind: str | None, in_json: bool) -> int:
    """Send to each target and say how it went; the exit code is that of all, 3 when some went well and some not."""
    settings = shared.settings()
    if not settings.alert_targets:
        raise ConfigError('There is no target: add targets = ["stdout"] or a service address under [alerts].')
    alert = _example(kind, settings) if kind else _TEST
    with output_is_ours(in_json):
        tried = [_try(number, target, alert) for number, target in enumerate(settings.alert_targets, 1)]
    if in_json:
        show_json({"targets": [asdict(each) | {"sent": each.exit_code == EXIT_FINE} for each in tried]})
    return overall([each.exit_code for each in tried])


@dataclass(frozen=True, slots=True)
class _Tried:
    """How it went with a target: its name without what may be secret, what is wrong, and the exit code of that."""

    target: str
    error: str
    exit_code: int


def _example(kind: str, settings: Settings) -> Alert:
    now = clock()
    made = example(kind, Occasion(now, now.astimezone(settings.timezone).date(), settings.timezone))
    return replace(made, subject=f"Example: {made.subject}")


def _try(number: int, target: str, alert: Alert) -> _Tried:
    name = f"target {number}, {name_of(target)}"
    try:
        check_target(target)
        now = clock()
        send(target, replace(alert, key=f"{alert.key} {now}"), now)
    except (AlertNotSent, ConfigError) as error:
        click.echo(f"{name}: {error}", err=True)
        return _Tried(name, str(error), error.exit_code)
    click.echo(f"{name}: sent.", err=True)
    return _Tried(name, "", EXIT_FINE)
