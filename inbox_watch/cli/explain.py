"""`explain`: why a message is what it is, and why an application stands where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from inbox_watch.cli.context import Shared, clock, day_of, state_exists
from inbox_watch.cli.explain_application import application_lines
from inbox_watch.cli.explain_message import message_lines
from inbox_watch.cli.state import surveyed
from inbox_watch.errors import UsageError
from inbox_watch.records import Finding, MessageUid, Unreadable
from inbox_watch.report.clean import clean_line
from inbox_watch.survey import Survey, policy_of

_APPLICATION = re.compile(r"a\d+")
_DIGEST = re.compile(r"[0-9a-f]{6,64}")


@click.command(help="Say why: clues, headers, link evidence, clock arithmetic.")
@click.argument("name", metavar="MESSAGE|APPLICATION")
@click.option("--as-of", help="As of the end of this day.", metavar="DATE")
@click.pass_obj
def command(shared: Shared, name: str, as_of: str | None) -> None:
    """Explain an application (a17), or a message by Message-ID, account/folder/uid or the start of its sha256."""
    settings = shared.settings()
    if not state_exists(settings):
        raise UsageError("Nothing is known yet: run `inbox-watch poll` first.")
    now = clock()
    today = day_of(as_of, settings, now)
    seen = surveyed(settings, today, now)
    standing = next((each for each in seen.report.standings if each.application.id == name), None)
    if standing:
        lines = application_lines(standing, policy_of(settings), today)
    else:
        lines = message_lines(_message(name, seen), seen, settings.timezone)
    for line in lines:
        click.echo(line)


def _message(name: str, seen: Survey) -> Finding | Unreadable:
    """The one message of that name; raises UsageError when there is none, or several."""
    found = [finding for finding in seen.findings.values() if _is_called(finding, name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{clean_line(name)} names {len(found)} messages: {_listed(found)}. Give more of it.")
    unread = [item for item in seen.report.unreadable if _place(item.uid) == name]
    if unread:
        return unread[0]
    raise UsageError(_unknown(name))


def _is_called(finding: Finding, name: str) -> bool:
    bare = name.strip().removeprefix("<").removesuffix(">")
    by_digest = _DIGEST.fullmatch(bare.lower()) and finding.sha256.startswith(bare.lower())
    return bool(bare == finding.message_id or by_digest or name in map(_place, finding.uids))


def _place(uid: MessageUid) -> str:
    return f"{uid.account}/{uid.folder}/{uid.uid}"


def _listed(found: Iterable[Finding]) -> str:
    return ", ".join(finding.sha256[:12] for finding in found)


def _unknown(name: str) -> str:
    if _APPLICATION.fullmatch(name):
        return f"There is no application {name}: `inbox-watch applications list` shows them all."
    return (
        f"No message or application is called {clean_line(name)}: give an id such as a17 (`inbox-watch applications "
        "list`), a Message-ID, account/folder/uid, or at least 6 characters of its sha256 (`report --format json`)."
    )
