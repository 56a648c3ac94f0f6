"""`init`: the first poll with a bar, the report, and the offer to let it run by itself."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import click

from inbox_watch.cli import poll, report, schedule
from inbox_watch.cli.asking import Asker
from inbox_watch.cli.context import Shared
from inbox_watch.errors import EXIT_FINE, InboxWatchError
from inbox_watch.records import Batch


def read_and_report(shared: Shared, account: str, since: date, expected: int, asker: Asker) -> int:
    """Poll the new account, show the report on standard output, and return the exit code of the poll."""
    code = _poll(shared, account, since, expected)
    if code != EXIT_FINE:
        asker.say("Not everything was read. `inbox-watch poll` goes on where it stopped.")
        return code
    report.command.main(args=[], obj=shared, standalone_mode=False)
    return EXIT_FINE


def _poll(shared: Shared, account: str, since: date, expected: int) -> int:
    arguments = ["--account", account, "--since", since.isoformat()]
    if shared.quiet or not sys.stderr.isatty():
        return int(poll.command.main(args=arguments, obj=shared, standalone_mode=False))
    with click.progressbar(length=max(expected, 1), label="Reading", file=sys.stderr, show_pos=True) as bar:

        def show(batch: Batch) -> None:
            bar.update(len(batch.messages) + len(batch.unreadable))

        code = int(poll.command.main(args=arguments, obj=replace(shared, progress=show), standalone_mode=False))
        if code == EXIT_FINE:
            bar.update(max(0, (bar.length or 0) - bar.pos))
    return code


def offer_schedule(shared: Shared, asker: Asker) -> None:
    """Offer to let the machine poll by itself, with what it has for that."""
    kinds = tuple(_kinds())
    if not kinds or not asker.is_person:
        return
    asker.say()
    asker.say("Shall this machine read new mail by itself from now on?")
    chosen = asker.choose("Number", ("not now", *(f"yes, with {kind}" for kind in kinds)))
    if chosen == 0:
        asker.say(f"Later: `inbox-watch schedule {kinds[0]} --install`.")
        return
    try:
        schedule.command.main(args=[kinds[chosen - 1], "--install"], obj=shared, standalone_mode=False)
    except InboxWatchError as error:
        asker.say(str(error))


def _kinds() -> Iterator[str]:
    """What lets programs run by the clock here, the best first; systemd only where it runs for this user."""
    if sys.platform == "darwin":
        yield "launchd"
    elif shutil.which("systemctl") and os.path.exists(f"/run/user/{os.getuid()}/systemd"):
        yield "systemd"
    if shutil.which("crontab"):
        yield "cron"
