"""`watch`: stay connected, read new mail when it comes, silent on success."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Thread

import click

from inbox_watch.accounts import Account, ImapAccount
from inbox_watch.alerts.heartbeat import ping
from inbox_watch.cli.codes import overall
from inbox_watch.cli.context import LOCK_NAME, Shared, clock
from inbox_watch.cli.leaving import leaving
from inbox_watch.cli.poll import chosen_accounts, pass_of, poll_all
from inbox_watch.config import Settings
from inbox_watch.errors import AnotherRun
from inbox_watch.sources.listening import Back, Deaf, Event, GivenUp, Listener, Lost
from inbox_watch.sources.patience import Farewell, Patience, time_passed
from inbox_watch.sources.trouble import NEXT_RUN
from inbox_watch.store.lock import one_run
from inbox_watch.store.store import Store
from inbox_watch.watch import Agenda, Enough, Rhythm, watch

# Another run that holds the lock is asked again so often.
_LOCK_SECONDS = 0.5
# For DONE and LOGOUT; whoever takes longer is left alone.
_FAREWELL_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class ChangingVoice:
    """Says a trouble of an account, or of a topic without one, when it begins and when it ends, and not in between."""

    quiet: bool
    _told: dict[str, str] = field(default_factory=dict)

    def complain(self, _store: Store | None, topic: str, _code: int, text: str) -> None:
        """Say what went wrong, unless something of the same account is wrong already."""
        if _about(topic) not in self._told:
            self._told[_about(topic)] = topic
            self.say(text)

    def is_well(self, _store: Store | None, topic: str, text: str = "") -> None:
        """Say that it is over, if it was told that it began."""
        if self._told.get(_about(topic)) == topic:
            del self._told[_about(topic)]
            if text and not self.quiet:
                self.say(text)

    def say(self, text: str) -> None:
        """One line on standard error."""
        for line in text.split("\n"):
            click.echo(f"inbox-watch: {line}", err=True)


def _about(topic: str) -> str:
    return topic.partition(" ")[2] or topic


@click.command(help="Stay connected and read new mail the moment it comes; silent on success. Ctrl-C ends it.")
@click.option("--account", "account_name", help="Only this account.", metavar="NAME")
@click.option(
    "--every",
    type=click.IntRange(1, 60),
    default=5,
    show_default=True,
    metavar="MINUTES",
    help="How often to ask a server that does not tell of new mail by itself.",
)
@click.pass_obj
def command(shared: Shared, account_name: str | None, every: int) -> int:
    """Watch until a signal ends it or every account has failed for good."""
    settings = shared.settings()
    accounts = chosen_accounts(settings, account_name)
    voice = ChangingVoice(shared.quiet)
    events = SimpleQueue[Event | Enough]()
    listening = [account for account in accounts if isinstance(account, ImapAccount)]
    heard = [account.name for account in listening]
    asked = [account.name for account in accounts if account.name not in heard]
    by_name = {account.name: account for account in accounts}
    if sys.stderr.isatty() and not shared.quiet:
        voice.say(f"Watching {', '.join(by_name)}. What comes is told by your alert targets. Ctrl-C ends it.")
    agenda = Agenda(heard, asked, Rhythm(asked=every * 60.0), time_passed())
    with _listeners(listening, events), leaving(lambda: events.put(Enough())) as wish:
        codes = watch(
            agenda,
            heard or asked,
            events,
            read=lambda name: _read(by_name[name], shared, settings, voice),
            say=lambda event: _say(event, voice, every),
            clock=time_passed,
        )
        wish.obey()
    return overall(list(codes))


def _read(account: Account, shared: Shared, settings: Settings, voice: ChangingVoice) -> int:
    """One pass over one account, as soon as no other run is under way."""
    while True:
        now = clock()
        try:
            with one_run(settings.data / LOCK_NAME, now):
                code = poll_all((account,), pass_of(shared, settings, now, voice))
        except AnotherRun:
            time.sleep(_LOCK_SECONDS)
            continue
        if settings.ping_url:
            ping(settings.ping_url, str(code))  # no word at the start: an alert would wait for it
        return code


def _say(event: Event, voice: ChangingVoice, every: int) -> None:
    topic = f"connection {event.account}"
    if isinstance(event, Lost):
        happened = str(event.reason).removesuffix(NEXT_RUN).removesuffix(".")
        text = f"{event.account}: {happened}. New mail is not seen at once until the connection is back."
        voice.complain(None, topic, event.reason.exit_code, text)
    elif isinstance(event, Back):
        voice.is_well(None, topic, f"{event.account}: The connection is back.")
    elif isinstance(event, Deaf):
        how_often = "every minute" if every == 1 else f"every {every} minutes"
        voice.say(f"{event.account}: The server does not tell of new mail by itself, so it is asked {how_often}.")
    elif isinstance(event, GivenUp):
        voice.say(f"{event.account}: {event.reason}")


@contextmanager
def _listeners(accounts: list[ImapAccount], events: SimpleQueue[Event | Enough]) -> Iterator[None]:
    """A listener for each account; in the end each says goodbye to its server."""
    farewell = Farewell()
    listeners = [
        Listener(account, events.put, farewell, patience=Patience(), clock=time_passed, chance=random.random)
        for account in accounts
    ]
    threads = [Thread(target=listener.run, daemon=True) for listener in listeners]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        farewell.say()
        until = time.monotonic() + _FAREWELL_SECONDS
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
