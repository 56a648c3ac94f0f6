"""A job search on one of its days: mail and the user's words in, what the program tells of it out.

the_one(mine("2026-03-02", "jobs@lindhof-labs.example", "Application as Planner"), today="2026-03-10").state
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from inbox_watch.accounts import FilesAccount
from inbox_watch.alerts.choose import alerts_for_due, alerts_for_mail
from inbox_watch.alerts.severity import Occasion
from inbox_watch.alerts.wishes import AlertWishes
from inbox_watch.config import ALERT_KINDS, Settings
from inbox_watch.heard import end_of
from inbox_watch.records import (
    Alert,
    Finding,
    FolderHeard,
    FolderRole,
    MarkKind,
    Report,
    Standing,
    Statement,
    StatementKind,
)
from inbox_watch.report.as_html import to_html
from inbox_watch.report.as_text import to_text
from inbox_watch.report.page import page
from inbox_watch.survey import Evidence, survey
from tests.support.findings import TIMEZONE, at, day

_ACCOUNT = FilesAccount("demo", Path("/nowhere"), "maildir")
_SINCE = AlertWishes(ALERT_KINDS, day("2024-01-01"))


def report(*mail: Finding, today: str, says: Iterable[Statement] = (), **settings: Any) -> Report:
    """The report of a mailbox in Germany that was read at the end of the day; keywords left over are settings."""
    last_moment = end_of(day(today), TIMEZONE)
    heard = (FolderHeard("demo", "INBOX", FolderRole.INBOX, last_moment),)
    its_settings = Settings((_ACCOUNT,), Path("/nowhere"), country="DE", timezone=TIMEZONE, **settings)
    evidence = Evidence(mail, (), tuple(says), {}, heard)
    return survey(evidence, its_settings, today=day(today), now=last_moment + timedelta(days=1)).report


def the_one(*mail: Finding, today: str, says: Iterable[Statement] = (), **settings: Any) -> Standing:
    """Where the only application stands."""
    (standing,) = report(*mail, today=today, says=says, **settings).standings
    return standing


def marked(number: int, letter: Finding, kind: MarkKind, on: str, **values: str) -> Statement:
    """What the user says happened without a mail."""
    told = {"mark": kind.value, "on": on, **values}
    return Statement(number, StatementKind.MARK, at(on), letter.sha256, told)


def alert_about(mail: Finding, *standings: Standing) -> Alert | None:
    """What rings when this mail comes."""
    when = Occasion(mail.internaldate, mail.internaldate.astimezone(TIMEZONE).date(), TIMEZONE)
    alerts = alerts_for_mail([mail], standings, _SINCE, when)
    return alerts[0] if alerts else None


def rung_as_due(*standings: Standing) -> list[str]:
    """The employers about whom it rings that a follow-up is due."""
    keys = {alert.key.split(":")[1] for alert in alerts_for_due(standings, _SINCE)}
    return [each.application.employer for each in standings if each.application.id in keys]


def told(of: Report) -> str:
    """The report as a reader meets it in a wide terminal."""
    return to_text(of, width=110, colour=False)


def as_page(of: Report) -> str:
    """The report as an HTML page, which leaves nothing out."""
    return to_html(of)


def listed(of: Report) -> list[str]:
    """The employers in the order in which the report has them."""
    return [entry.employer for entry in page(of).everything]
