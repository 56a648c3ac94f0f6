"""Mail that was not understood, to the rows of its tables: unreadable, doubtful, and without an application."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from inbox_watch.clean import clean_line, clean_name
from inbox_watch.records import Finding, Report, Unreadable
from inbox_watch.report.words import LABELS, Calendar, listed

_MOST = 50
_MOST_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """One mail that could not be read, and what could be saved of it."""

    where: str
    came: str
    from_: str
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class MailRow:
    """One mail that was read and not understood: what it may be, and which applications it may belong to."""

    came: str
    from_: str
    subject: str
    may_be: str
    may_belong_to: str


@dataclass(frozen=True, slots=True)
class MailRows:
    """The newest mails of each kind; what is more is counted above them."""

    unlinked: tuple[MailRow, ...]
    unsure: tuple[MailRow, ...]
    unreadable: tuple[UnreadableRow, ...]


def mail_rows(report: Report, calendar: Calendar) -> MailRows:
    """Return what the report could not place, judge or read."""
    names = {standing.application.id: standing.application.employer for standing in report.standings}
    return MailRows(
        unlinked=tuple(
            _row(item.finding, calendar, _named(item.candidates, names)) for item in report.unlinked[:_MOST]
        ),
        unsure=tuple(_row(finding, calendar) for finding in sorted(report.unsure, key=_came, reverse=True)[:_MOST]),
        unreadable=tuple(_unreadable_row(mail, calendar) for mail in report.unreadable[:_MOST]),
    )


def _named(candidates: Iterable[str], names: dict[str, str]) -> str:
    said = (clean_line(f"{clean_name(names[id_])} ({id_})" if id_ in names else id_, 80) for id_ in candidates)
    return listed(said, _MOST_CANDIDATES) or "none that is known"


def _came(finding: Finding) -> datetime:
    return finding.internaldate


def _row(finding: Finding, calendar: Calendar, may_belong_to: str = "") -> MailRow:
    return MailRow(
        came=calendar.moment(finding.internaldate),
        from_=clean_line(finding.from_.address, 80),
        subject=clean_line(finding.subject, 120),
        may_be=LABELS[finding.verdict.label],
        may_belong_to=may_belong_to,
    )


def _unreadable_row(mail: Unreadable, calendar: Calendar) -> UnreadableRow:
    return UnreadableRow(
        where=f"{clean_line(mail.uid.account, 40)}, {clean_line(mail.uid.folder, 60)}, number {mail.uid.uid}",
        came=calendar.moment(mail.internaldate) if mail.internaldate else "",
        from_=clean_line(mail.from_, 80),
        subject=clean_line(mail.subject, 120),
        reason=calendar.sentence(mail.reason),
    )
