"""How loud an alert is, by what the mail says (contract: the details decide, never the label); pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from inbox_watch.records import Detail, Facts, Finding, Label

# From quiet to loud. What is pressing is told in quiet hours too.
SEVERITIES = ("info", "normal", "urgent", "pressing")

_BY_DETAIL: Mapping[Detail, str] = {
    Detail.ACKNOWLEDGEMENT: "normal",
    Detail.APPLICATION_SENT: "info",
    Detail.APPLICATION_VIEWED: "info",
    Detail.REJECTION: "normal",
    Detail.POSITION_CLOSED: "normal",
    Detail.INTERVIEW_INVITE: "urgent",
    Detail.INTERVIEW_SCHEDULED: "normal",
    Detail.INTERVIEW_RESCHEDULE: "urgent",
    Detail.INTERVIEW_CANCELLED: "urgent",
    Detail.ASSESSMENT: "urgent",
    Detail.INFO_REQUEST: "urgent",
    Detail.BACKGROUND_CHECK: "urgent",
    Detail.OFFER: "urgent",
    Detail.STATUS_UPDATE: "info",
    Detail.TALENT_POOL: "info",
    Detail.HUMAN_REPLY: "normal",
    Detail.OUT_OF_OFFICE: "info",
    Detail.DELIVERY_FAILURE: "urgent",
    Detail.DELIVERY_DELAY: "info",
    Detail.RECRUITER_OUTREACH: "info",
    Detail.INCOMPLETE_APPLICATION: "normal",
    Detail.REFERRAL_NOTICE: "normal",
}
_SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Occasion:
    """When something is told: `now` is the clock, `today` the day that counts at the user's place.

    `first_read`: the folder was never read to its end before, so that old mail in it is its past and no late news;
    what came before `began`, when the account was polled for the first time, is no news there at all.
    """

    now: datetime
    today: date
    timezone: ZoneInfo
    first_read: bool = False
    began: datetime | None = None


def severity_of(finding: Finding, at: Occasion) -> str:
    """Return how loud the news is; empty for mail that is no news of an application."""
    known = _BY_DETAIL.get(finding.detail, "")
    if known and is_pressing(finding, at):
        return "pressing"
    return "info" if finding.detail is Detail.ASSESSMENT and finding.facts.completed else known


def is_pressing(finding: Finding, at: Occasion) -> bool:
    """Is there a talk within 24 hours, or is today the last day to act?"""
    facts = finding.facts
    return facts.deadline == at.today or (finding.verdict.label is Label.INTERVIEW and _is_soon(facts, at))


def _is_soon(facts: Facts, at: Occasion) -> bool:
    if facts.event_on and facts.event_has_time:
        return at.now <= facts.event_on <= at.now + _SOON
    days = {facts.event_on.astimezone(at.timezone).date()} if facts.event_on else set(facts.offered_on)
    return not days.isdisjoint({at.today, at.today + timedelta(days=1)})


def loudest_first(severity: str) -> int:
    """A key for sorting."""
    return -SEVERITIES.index(severity)
