"""Mail that wants something of the user and fits no application: it must not be lost between two alerts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from inbox_watch.clean import clean_line
from inbox_watch.followup.cautions import cautions
from inbox_watch.records import Label, Report, Unlinked
from inbox_watch.report.words import Calendar, Hint

_FRESH = timedelta(days=30)
_MOST = 5
_WHAT: Mapping[Label, str] = {
    Label.INTERVIEW: "A mail about an interview",
    Label.OFFER: "An offer",
    Label.ASSESSMENT: "A test to do",
    Label.INFO_REQUEST: "A request for something of yours",
}


def homeless(report: Report, calendar: Calendar) -> tuple[Hint, ...]:
    """Return a sentence for each of the newest five of the last thirty days, with the command that gives it a home.

    Only mail that names a job: a kindergarten invites to a talk as well, and a telephone company makes offers.
    """
    fresh = [item for item in report.unlinked if _wants_something(item) and _is_fresh(item, calendar)]
    return tuple(_told(item, calendar) for item in fresh[:_MOST])


def _wants_something(item: Unlinked) -> bool:
    facts = item.finding.facts
    return item.finding.verdict.label in _WHAT and bool(facts.role or facts.job_ids or item.candidates)


def _is_fresh(item: Unlinked, calendar: Calendar) -> bool:
    return calendar.today - item.finding.internaldate.astimezone(calendar.zone).date() <= _FRESH


def _told(item: Unlinked, calendar: Calendar) -> Hint:
    mail, ids = item.finding, [clean_line(candidate) for candidate in item.candidates]
    fits = f"may belong to {' or '.join(ids)}" if ids else "fits no application"
    what = f'{_WHAT[mail.verdict.label]} {fits}: "{clean_line(mail.subject, 60)}"'
    whence = f"from {clean_line(mail.from_.address)}, {calendar.moment(mail.internaldate)}"
    careful = "".join(f" Careful: {caution.text}." for caution in cautions(mail))
    return Hint(f"{what}, {whence}.{careful}", f"inbox-watch link {mail.sha256[:12]} {ids[0] if ids else 'new'}")
