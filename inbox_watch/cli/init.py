"""`init`: from an address to the first report, by questions or by flags."""

from __future__ import annotations

from typing import Any

import click

from inbox_watch.cli.asking import Asker, Nobody, Person, is_terminal
from inbox_watch.cli.context import Shared, clock
from inbox_watch.cli.first_run import offer_schedule, read_and_report
from inbox_watch.cli.setup_talk import Ready, set_up
from inbox_watch.errors import EXIT_FINE, EXIT_INTERRUPTED, UsageError
from inbox_watch.setup.answers import Given
from inbox_watch.setup.look_back import MONTHS
from inbox_watch.setup.readers import PHONE_COMFORT, SECURITY


@click.command(help="Set up a mailbox: questions one at a time, then the first poll and the report.")
@click.option("--non-interactive", is_flag=True, help="Ask nothing; the other options say it all.")
@click.option("--address", help="Your email address.")
@click.option("--host", help="The IMAP server, where the address does not tell it.")
@click.option("--port", type=click.IntRange(1, 65535), help="Default: 993, or 143 without TLS from the start.")
@click.option("--security", type=click.Choice(SECURITY), help="Default: tls; none only for this machine.")
@click.option("--user", help="The name to log in with. Default: the address.")
@click.option("--ca-file", help="The certificate of a server of your own.", metavar="FILE")
@click.option("--password-file", help="A file that holds the password, for your eyes only.", metavar="FILE")
@click.option("--password-cmd", help="A command that prints the password.", metavar="COMMAND")
@click.option("--token-cmd", help="A command that prints an OAuth token.", metavar="COMMAND")
@click.option("--authserv-id", help="The provider's name in Authentication-Results.", metavar="NAME")
@click.option("--sent-folder", help="The folder that holds the mail you sent, where it is not found.", metavar="NAME")
@click.option("--own-address", "own_addresses", multiple=True, help="One more address you apply with.")
@click.option("--country", help="Where you apply: a two-letter code, or none.", metavar="CODE")
@click.option("--phone-comfort", type=click.Choice(PHONE_COMFORT), help="How you like calling. Default: so-so.")
@click.option("--look-back-months", type=click.Choice([str(each) for each in MONTHS]), help="Default: 24.")
@click.option("--no-poll", is_flag=True, help="Write the configuration and stop there.")
@click.pass_obj
def command(shared: Shared, /, non_interactive: bool, no_poll: bool, look_back_months: str | None, **said: Any) -> int:
    """Ask or take from the flags, write the configuration, and read the mailbox for the first time."""
    given = Given(**said, look_back_months=int(look_back_months) if look_back_months else None)
    if not non_interactive and not is_terminal():
        raise UsageError("init asks on a terminal; without one, give --non-interactive and the answers as options.")
    asker: Asker = Nobody(quiet=shared.quiet) if non_interactive else Person()
    ready = _set_up(shared, given, asker)
    if no_poll:
        asker.say("Next: `inbox-watch doctor` checks everything, `inbox-watch poll` reads the mail.")
        return EXIT_FINE
    code = read_and_report(shared, ready.account, ready.since, ready.expected, asker)
    if code == EXIT_FINE:
        offer_schedule(shared, asker)
        asker.say("From now on: `inbox-watch poll` reads what is new, `inbox-watch report` shows where you stand.")
        asker.say("As a page for your browser: `inbox-watch report --format html -o report.html`.")
    return code


def _set_up(shared: Shared, given: Given, asker: Asker) -> Ready:
    """Set up, and when it is broken off say that nothing was left half done."""
    try:
        return set_up(shared, given, asker, clock().date())
    except (click.Abort, KeyboardInterrupt):
        click.echo(err=True)
        asker.say("Stopped before the configuration was written. `inbox-watch init` begins again.")
        raise click.exceptions.Exit(EXIT_INTERRUPTED) from None
