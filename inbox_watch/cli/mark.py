"""`mark`: what happened to an application where no mail shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from inbox_watch.clean import clean_line
from inbox_watch.cli.application_names import application_named
from inbox_watch.cli.completing import application_ids
from inbox_watch.cli.context import Shared, clock, day, past
from inbox_watch.cli.said import stands, told
from inbox_watch.cli.screen import told_in_json
from inbox_watch.cli.state import say, surveyed_now
from inbox_watch.errors import UsageError
from inbox_watch.records import Application, MarkKind, Outcome, StatementKind

if TYPE_CHECKING:
    from inbox_watch.config import Settings
    from inbox_watch.survey import Survey

_CHANNELS = ("email", "phone", "linkedin")
_ON = click.option("--on", help="Day on which it happened; default: today.", metavar="DATE")


@dataclass(frozen=True, slots=True)
class Named:
    """The id an application is called by."""

    shared: Shared
    name: str

    def begin(self) -> Marking:
        """Look the application up; raises UsageError when there is none."""
        settings, now = self.shared.settings(), clock()
        seen = surveyed_now(settings, now)
        return Marking(self.shared, settings, now, seen, application_named(self.name, seen))


@dataclass(frozen=True, slots=True)
class Marking:
    """One call: the application that is marked, and what is known when it is."""

    shared: Shared
    settings: Settings
    now: datetime
    seen: Survey
    application: Application

    @property
    def today(self) -> date:
        """The day of the call in the user's zone."""
        return self.now.astimezone(self.settings.timezone).date()

    def happened_on(self, on: str | None) -> date:
        """The day on which it happened: neither to come nor before the application; raises UsageError."""
        happened = past(day(on, "--on"), self.settings, self.now, "--on") if on else self.today
        if happened < self.application.applied_on:
            raise UsageError(f"{happened} is before the application of {self.application.applied_on}.")
        return happened

    def write(self, kind: StatementKind, **values: str) -> None:
        """Write it down and tell where the application stands now."""
        kept = {name: value for name, value in values.items() if value}
        after = say(self.settings, self.seen, kind, self.application.keys[0], kept, self.now)
        if not self.shared.quiet:
            click.echo(told(application_named(self.application.id, after)))
            click.echo(
                stands(next(each for each in after.report.standings if each.application.id == self.application.id))
            )

    def mark(self, kind: MarkKind, on: date, **values: str) -> None:
        """Write a mark down."""
        self.write(StatementKind.MARK, mark=kind.value, on=on.isoformat(), **values)


def _end(until: str | None, after: date) -> str:
    """The end of a pause as it is kept; raises UsageError when it is no day behind its beginning."""
    if until is None:
        return ""
    end = day(until, "The day until when")
    if end <= after:
        raise UsageError(f"{end} is not after {after}.")
    return end.isoformat()


@click.group(help="Say what happened to an application where no mail shows it. `undo` takes it back.")
@click.argument("name", metavar="ID", shell_complete=application_ids)
@click.pass_context
def command(context: click.Context, name: str) -> None:
    """Keep the name until a mark is made, so that help needs no configuration."""
    context.obj = Named(context.obj, name)


@command.command("followed-up", help="You asked how it stands: the one follow-up of this step is used.")
@_ON
@click.option("--by", type=click.Choice(_CHANNELS), default="email", show_default=True, help="How you asked.")
@click.option("--outcome", type=click.Choice([each.value for each in Outcome]), help="What they said.")
@click.option("--to", "whom", default="", help="Who decides, when it was passed on.", metavar="NAME")
@click.option("--until", help="The end of a pause, when it is on hold.", metavar="DATE")
@told_in_json
@click.pass_obj
def followed_up(named: Named, on: str | None, by: str, outcome: str | None, whom: str, until: str | None) -> None:
    """Write a follow-up and its outcome down."""
    marking = named.begin()
    if whom.strip() and outcome != Outcome.PASSED_ON:
        raise UsageError("--to goes with --outcome passed-on.")
    if until and outcome != Outcome.ON_HOLD:
        raise UsageError("--until goes with --outcome on-hold.")
    happened = marking.happened_on(on)
    answer = {"by": by, "outcome": outcome or "", "whom": whom.strip(), "until": _end(until, happened)}
    marking.mark(MarkKind.FOLLOWED_UP, happened, **answer)


@command.command("contact-asked", help="You asked somebody you know there; this is no follow-up.")
@_ON
@click.option("--whom", default="", help="Whom you asked, when it was by mail.", metavar="ADDRESS")
@told_in_json
@click.pass_obj
def contact_asked(named: Named, on: str | None, whom: str) -> None:
    """Write down that a contact was asked."""
    from inbox_watch.sources.ledger import is_address

    marking = named.begin()
    if whom and not is_address(whom):
        raise UsageError(f"--whom wants an address such as kim@example.org, not {clean_line(whom)}.")
    marking.mark(MarkKind.CONTACT_ASKED, marking.happened_on(on), whom=whom.lower())


@command.command("handed-in", help="You handed in the test or the papers they asked for, not by mail.")
@_ON
@told_in_json
@click.pass_obj
def handed_in(named: Named, on: str | None) -> None:
    """Write down that something was handed in."""
    marking = named.begin()
    marking.mark(MarkKind.HANDED_IN, marking.happened_on(on))


@command.command(help="A talk took place on that day, or will.")
@click.argument("on", metavar="DATE")
@told_in_json
@click.pass_obj
def interviewed(named: Named, on: str) -> None:
    """Write a talk down."""
    marking = named.begin()
    talk = day(on, "The day of the talk")
    if talk > marking.today:
        marking.mark(MarkKind.INTERVIEWED, marking.today, until=talk.isoformat())
    else:
        marking.mark(MarkKind.INTERVIEWED, marking.happened_on(on))


@command.command("on-hold", help="They paused the process.")
@click.option("--until", help="Until when; default: thirty days.", metavar="DATE")
@_ON
@told_in_json
@click.pass_obj
def on_hold(named: Named, until: str | None, on: str | None) -> None:
    """Write a pause down."""
    marking = named.begin()
    began = marking.happened_on(on)
    marking.mark(MarkKind.ON_HOLD, began, until=_end(until, began))


@command.command(help="Remind me no earlier than on that day.")
@click.argument("until", metavar="DATE")
@told_in_json
@click.pass_obj
def snooze(named: Named, until: str) -> None:
    """Move the due date."""
    marking = named.begin()
    marking.mark(MarkKind.SNOOZED, marking.today, until=_end(until, marking.today))


@command.command(help="You withdrew the application.")
@_ON
@told_in_json
@click.pass_obj
def withdrawn(named: Named, on: str | None) -> None:
    """Write a withdrawal down."""
    marking = named.begin()
    marking.mark(MarkKind.WITHDRAWN, marking.happened_on(on))


@command.command(help="How much you want the job: 1 most, 3 least (no alert when it is due).")
@click.argument("wish", type=click.IntRange(1, 3), metavar="1|2|3")
@told_in_json
@click.pass_obj
def wanted(named: Named, wish: int) -> None:
    """Write the wish down."""
    marking = named.begin()
    marking.write(StatementKind.EDIT, wanted=str(wish))
