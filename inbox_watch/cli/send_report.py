"""`report --send`: the page with its text, to the targets of [report]."""

from __future__ import annotations

from datetime import datetime

import click

from inbox_watch.alerts.channels import send_letter
from inbox_watch.alerts.post import Letter
from inbox_watch.cli.codes import overall
from inbox_watch.cli.report import rendered
from inbox_watch.config import Settings
from inbox_watch.errors import EXIT_FINE, AlertNotSent, ConfigError
from inbox_watch.records import Report
from inbox_watch.report.headline import headline

_WIDTH = 78  # RFC 5322 wants lines of a mail no longer


def send_report(report: Report, settings: Settings, now: datetime) -> int:
    """Send to every target, silent when all took it; raises ConfigError when there is none."""
    if not settings.report_targets:
        raise ConfigError(
            "There is nobody to send the report to: add "
            'send_to = ["mailtos://user:password@example.org"] under [report].'
        )
    letter = Letter(
        headline(report),
        rendered(report, "text", colour=False, width=_WIDTH, language=settings.language),
        rendered(report, "html", colour=False, width=_WIDTH, language=settings.language),
    )
    return overall([_send(number, target, letter, now) for number, target in enumerate(settings.report_targets, 1)])


def _send(number: int, target: str, letter: Letter, now: datetime) -> int:
    try:
        send_letter(target, letter, now)
    except (AlertNotSent, ConfigError) as error:
        click.echo(f"inbox-watch: report to target {number}: {error}", err=True)
        return error.exit_code
    return EXIT_FINE
