"""`alerts`: try the targets."""

from __future__ import annotations

import click

from inbox_watch.alerts.channels import check_target, send
from inbox_watch.cli.context import Shared
from inbox_watch.errors import EXIT_FINE, AlertNotSent, ConfigError
from inbox_watch.records import Alert


@click.group(help="Test the alert targets.")
def command() -> None:
    """Hold the alert commands."""


@command.command(name="test", help="Send one test alert to every target.")
@click.pass_obj
def test_command(shared: Shared) -> int:
    """Send to each target and say how it went."""
    settings = shared.settings()
    if not settings.alert_targets:
        raise ConfigError('There is no target: add targets = ["stdout"] or a service address under [alerts].')
    alert = Alert("test", "test", "info", "A test of inbox_watch.", "If you read this, alerts reach you here.")
    return max(_try(target, alert) for target in settings.alert_targets)


def _try(target: str, alert: Alert) -> int:
    name = target if target == "stdout" else f"{target.partition(':')[0]}:…"
    try:
        check_target(target)
        send(target, alert)
    except (AlertNotSent, ConfigError) as error:
        click.echo(f"{name}: {error}", err=True)
        return error.exit_code
    click.echo(f"{name}: sent.", err=True)
    return EXIT_FINE
