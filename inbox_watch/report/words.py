"""The language of the report: dates, counts and codes in plain words. No answer is never called a rejection."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from inbox_watch.clean import clean_line, clean_name
from inbox_watch.followup.target import A_NUMBER, THE_AGENCY, is_address
from inbox_watch.records import Application, Channel, CounterpartKind, FollowUp, Label, State, Step, Via

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

STATES: Mapping[State, str] = {
    State.WAITING: "waiting",
    State.DUE: "follow-up due",
    State.FOLLOWED_UP: "followed up",
    State.SILENT_FINAL: "no answer, followed up",
    State.SILENT_HOLD: "no answer, better not to chase",
    State.MOVE_ON: "no answer, move on",
    State.UNDELIVERED: "not delivered",
    State.ANSWERED: "answered",
    State.INTERVIEW: "interview",
    State.ASSESSMENT: "test to do",
    State.INFO_REQUESTED: "papers to send",
    State.OFFER: "offer",
    State.REJECTED: "rejected",
    State.CLOSED: "closed by you",
    State.ON_HOLD: "on hold",
    State.UNCONFIRMED: "to be confirmed",
    State.UNKNOWN: "cannot be judged",
}

STEPS: Mapping[Step, str] = {
    Step.APPLICATION: "",
    Step.TEST: "after your test",
    Step.INTERVIEW: "after your interview",
    Step.PAPERS: "after your papers",
}

VIAS: Mapping[Via, str] = {
    Via.MAIL: "by mail",
    Via.ATS: "on an employer's site",
    Via.JOB_BOARD: "on a job board",
    Via.MANUAL: "added by you",
}

LABELS: Mapping[Label, str] = {
    Label.ACKNOWLEDGEMENT: "a receipt",
    Label.REJECTION: "a refusal",
    Label.INTERVIEW: "about an interview",
    Label.ASSESSMENT: "a test to do",
    Label.INFO_REQUEST: "a request for something of yours",
    Label.OFFER: "an offer",
    Label.STATUS_UPDATE: "news of where it stands",
    Label.HUMAN_REPLY: "a person's answer",
    Label.OUT_OF_OFFICE: "an absence note",
    Label.DELIVERY_FAILURE: "a delivery report",
    Label.RECRUITER_OUTREACH: "a recruiter's offer",
    Label.JOB_ALERT: "a job alert",
    Label.OTHER: "nothing about a job",
}

KINDS: Mapping[CounterpartKind, str] = {
    CounterpartKind.LARGE: "large company",
    CounterpartKind.MIDSIZE: "midsize company",
    CounterpartKind.SMALL_OWNER: "small firm",
    CounterpartKind.COMMITTEE: "committee",
    CounterpartKind.OUTSOURCED: "agency for an employer",
    CounterpartKind.RECRUITER: "recruiter",
    CounterpartKind.UNKNOWN: "",
}

_TO_DO: Mapping[Channel, str] = {
    Channel.EMAIL: "Write to {}",
    Channel.PHONE: f"Call them and ask for {{}}. {A_NUMBER}.",
    Channel.PORTAL: "Ask through the portal of {}",
    Channel.LINKEDIN: "Send a LinkedIn message to {}",
    Channel.FIND_CONTACT: "Find a person to write to at {}",
}
_NOBODY: Mapping[Channel, str] = {
    Channel.EMAIL: "Write to the employer",
    Channel.PHONE: f"Call them. {A_NUMBER}.",
    Channel.PORTAL: "Ask through the portal",
    Channel.LINKEDIN: "Send a LinkedIn message",
    Channel.FIND_CONTACT: "Find a person to write to",
    Channel.NONE: "Ask once, in the way you think best",
}
_OF_AN_EMPLOYER = frozenset({Channel.PORTAL, Channel.FIND_CONTACT})
_ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence and the command that does something about it; the command may be empty."""

    text: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The reader's calendar: today and the time zone; it says dates the way people do."""

    today: date
    zone: ZoneInfo

    def day(self, day: date) -> str:
        """Return `9 Apr`, with the year when it is not this one."""
        short = f"{day.day} {_MONTHS[day.month - 1]}"
        return short if day.year == self.today.year else f"{short} {day.year}"

    def moment(self, instant: datetime) -> str:
        """Return `9 Apr, 08:00` in local time."""
        local = instant.astimezone(self.zone)
        return f"{self.day(local.date())}, {local:%H:%M}"

    def talk(self, instant: datetime, *, has_time: bool) -> str:
        """Return `9 Apr, 08:00` in local time, or the day alone when no hour is known."""
        return self.moment(instant) if has_time else self.day(instant.astimezone(self.zone).date())

    def either(self, days: Sequence[date]) -> str:
        """Return `7, 8 or 10 Dec`: one of these days; a month is said once."""
        said = [self.day(day) for day in days]
        for at, day in enumerate(days[:-1]):
            if (day.year, day.month) == (days[at + 1].year, days[at + 1].month):
                said[at] = str(day.day)
        return " or ".join(part for part in (", ".join(said[:-1]), said[-1]) if part)

    def sentence(self, text: str) -> str:
        """Return a reason as a sentence of one line: a capital, a full stop, and dates the way people say them."""
        line = _ISO_DATE.sub(self._said, clean_line(text)).rstrip(".")
        return f"{line[:1].upper()}{line[1:]}." if line else ""

    def ago(self, day: date) -> str:
        """Return `today`, `1 day ago` or `in 3 days`."""
        passed = (self.today - day).days
        if passed == 0:
            return "today"
        return f"{days(passed)} ago" if passed > 0 else f"in {days(-passed)}"

    def _said(self, iso: re.Match[str]) -> str:
        try:
            return self.day(date.fromisoformat(iso[0]))
        except ValueError:
            return iso[0]


def long_day(day: date) -> str:
    """Return `Friday 1 May 2026`."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_LONG_MONTHS[day.month - 1]} {day.year}"


def short_month(day: date) -> str:
    """Return `May`."""
    return _MONTHS[day.month - 1]


def counted(number: int, one: str, many: str = "") -> str:
    """Return `1 application` or `7 applications`; the plural adds an s unless it is given."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def days(number: int) -> str:
    """Return `1 day` or `30 days`."""
    return counted(number, "day")


def listed(texts: Iterable[str], most: int = 4) -> str:
    """Return `a, b, c and 3 more`."""
    texts = tuple(texts)
    more = len(texts) - most
    return ", ".join(texts[:most]) + (f" and {more} more" if more > 0 else "")


def said_kind(application: Application) -> str:
    """Say who is on the other side, and that it is a guess where it is one; nothing where it is not known (SR25)."""
    kind = KINDS[application.kind]
    return f"{kind} (a guess)" if kind and application.kind_guessed else kind


def _name_or_address(target: str) -> str:
    """Whom to ask; of an address nothing is cut that it has to have."""
    return clean_line(target) if is_address(target) else clean_name(target)


def to_do(follow_up: FollowUp, employer: str = "") -> str:
    """Say how the one follow-up should go out, and to whom; a portal is the employer's, whoever is asked there."""
    target, employer = _name_or_address(follow_up.target), clean_name(employer)
    if follow_up.channel is Channel.PHONE and is_address(target):
        return f"Call them. {A_NUMBER}; where there is none, write to {target}."
    if not target or follow_up.channel not in _TO_DO:
        return _NOBODY[follow_up.channel]
    if follow_up.channel not in _OF_AN_EMPLOYER or employer in ("", target) or target == THE_AGENCY:
        return _TO_DO[follow_up.channel].format(target)
    whom = "" if "@" in target else f" (ask for {target})"
    return f"{_TO_DO[follow_up.channel].format(employer)}{whom}"
