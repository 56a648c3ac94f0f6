"""`label`: say what a message is; your word wins over every judge."""

from __future__ import annotations

import difflib
import textwrap

import click

from inbox_watch.clean import clean_line
from inbox_watch.cli.application_names import changes, moves
from inbox_watch.cli.completing import labels
from inbox_watch.cli.context import Shared, clock, state_exists
from inbox_watch.cli.message_names import message_named
from inbox_watch.cli.screen import told_in_json
from inbox_watch.cli.state import say, surveyed
from inbox_watch.errors import UsageError
from inbox_watch.records import Detail, Finding, FolderRole, Label, StatementKind, Unreadable

_WIDTH = 70  # of a line of the help that is not wrapped
# The detail that a bare label means.
PLAIN_DETAILS = {
    Label.INTERVIEW: Detail.INTERVIEW_INVITE,
    Label.OTHER: Detail.NOT_JOB,
    **{detail.label: detail for detail in Detail if detail.value == detail.label.value},
}


def _names() -> str:
    """Every label with the details that say more, a line each."""
    lines = []
    for label in Label:
        details = [detail.value for detail in Detail if detail.label is label and detail.value != label.value]
        line = f"  {label.value}" + (f": {', '.join(details)}" if details else "")
        lines += textwrap.wrap(line, _WIDTH, subsequent_indent="    ")
    return "\n".join(lines)


@click.command(
    help="Say what a message is: a label (`rejection`) or a detail (`position_closed`).\n\nMESSAGE is what "
    "`explain a17` shows behind sha256 (six characters do), a Message-ID, or account/folder/uid.\n\n\b\n"
    f"Labels, and the details of each:\n{_names()}",
    short_help="Say what a message is; your word wins.",
)
@click.argument("name", metavar="MESSAGE")
@click.argument("label", metavar="LABEL", shell_complete=labels)
@told_in_json
@click.pass_obj
def command(shared: Shared, name: str, label: str) -> None:
    """Write the label down; MESSAGE is a Message-ID, account/folder/uid or the start of its sha256."""
    settings, now = shared.settings(), clock()
    detail = detail_named(label)
    if not state_exists(settings):
        raise UsageError("Nothing is known yet: run `inbox-watch poll` first.")
    seen = surveyed(settings, now.astimezone(settings.timezone).date(), now)
    message = message_named(name, seen)
    if isinstance(message, Unreadable):
        raise UsageError(f"That message could not be read ({clean_line(message.reason)}), so it has no label.")
    if message.role is FolderRole.SENT:
        raise UsageError("That is mail of your own: it has no label (`inbox-watch explain` says what it is taken for).")
    after = say(settings, seen, StatementKind.RELABEL, message.sha256, {"detail": detail.value}, now)
    if not shared.quiet:
        for line in (told(message, detail), *changes(seen, after), *moves(seen, after)):
            click.echo(line)


def told(message: Finding, detail: Detail) -> str:
    """What was changed, in one line."""
    before = f"unsure: {message.verdict.detail}" if message.verdict.unsure else message.verdict.detail.value
    return f'"{clean_line(message.subject, 60)}" is {detail.value} now (it was {before}).'


def detail_named(text: str) -> Detail:
    """The detail a user means; raises UsageError with the nearest names."""
    wanted = text.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted in set(Detail):
        return Detail(wanted)
    if wanted in set(Label):
        return PLAIN_DETAILS[Label(wanted)]
    names = [detail.value for detail in Detail]
    near = difflib.get_close_matches(wanted, names, 3, 0.5) or names
    raise UsageError(f"There is no label {clean_line(text)}: say {', '.join(near)}.")
