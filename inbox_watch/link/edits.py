"""What the user corrects in an application, and what happened to it without a mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from inbox_watch.link.case import Case
from inbox_watch.records import Address, CounterpartKind, Mark, MarkKind, Outcome, Statement, StatementKind

YES, NO = "yes", "no"


def edit(case: Case, statement: Statement, timezone: ZoneInfo) -> None:
    """Give each field the value the user says; of two the later said holds. A mark is added to the others, and an
    application is closed on the day on which that was said."""
    if statement.kind is StatementKind.MARK:
        case.marks[statement.number] = mark_of(statement)
        return
    if statement.kind is StatementKind.CLOSE:
        _close(case, statement, timezone)
        return
    for field, value in statement.values.items():
        if case.edited.get(field, 0) < statement.number:
            _FIELDS[field](case, value, timezone)
            case.edited[field] = statement.number


def _close(case: Case, statement: Statement, timezone: ZoneInfo) -> None:
    if case.closed_by < statement.number:
        case.closed_on, case.closed_by = statement.said_at.astimezone(timezone).date(), statement.number


def mark_of(statement: Statement) -> Mark:
    """The mark that a statement holds as text (mark, on, until, by, outcome, whom)."""
    said = statement.values
    until, outcome = said.get("until"), said.get("outcome")
    return Mark(
        kind=MarkKind(said["mark"]),
        on=date.fromisoformat(said["on"]),
        until=date.fromisoformat(until) if until else None,
        by=said.get("by", ""),
        outcome=Outcome(outcome) if outcome else None,
        whom=said.get("whom", ""),
    )


def _employer(case: Case, value: str, _: ZoneInfo) -> None:
    """What the mail calls the employer stays a name of the case: more mail that says so will come."""
    case.employer = value
    case.add_name(value)


def _role(case: Case, value: str, _: ZoneInfo) -> None:
    case.role = value


def _applied_on(case: Case, value: str, timezone: ZoneInfo) -> None:
    """An earlier day lets older mail in; a later one moves the clock and takes no mail away."""
    case.applied_on = date.fromisoformat(value)
    began = datetime.combine(case.applied_on, time(), tzinfo=timezone).astimezone(UTC)
    case.since = began if began < case.applied_at else None


def _kind(case: Case, value: str, _: ZoneInfo) -> None:
    case.kind, case.kind_guessed = CounterpartKind(value), False


def _contact(case: Case, value: str, _: ZoneInfo) -> None:
    """Whom the user names comes before those who wrote."""
    case.write_to = value.lower()
    address = Address("", case.write_to)
    case.add_correspondent(address)
    others = {each: known for each, known in case.contacts.items() if each != address.address}
    case.contacts = {address.address: case.contacts.get(address.address, address), **others}


def _no_calls(case: Case, _: str, __: ZoneInfo) -> None:
    case.advert = replace(case.advert, no_calls=True)


def _no_contact(case: Case, _: str, __: ZoneInfo) -> None:
    case.advert = replace(case.advert, no_contact=True)


def _no_reply_policy(case: Case, _: str, __: ZoneInfo) -> None:
    case.advert = replace(case.advert, no_reply_policy=True)


def _closes_on(case: Case, value: str, _: ZoneInfo) -> None:
    case.advert = replace(case.advert, closes_on=date.fromisoformat(value))


def _answer_by(case: Case, value: str, _: ZoneInfo) -> None:
    case.advert = replace(case.advert, answer_by=date.fromisoformat(value))


def _expected_after(case: Case, value: str, _: ZoneInfo) -> None:
    case.advert = replace(case.advert, expected_after=date.fromisoformat(value))


def _hiring_manager(case: Case, value: str, _: ZoneInfo) -> None:
    case.hiring_manager = value


def _referred_by(case: Case, value: str, _: ZoneInfo) -> None:
    case.referred_by = value


def _speculative(case: Case, value: str, _: ZoneInfo) -> None:
    case.speculative = value == YES


def _instructions_followed(case: Case, value: str, _: ZoneInfo) -> None:
    case.instructions_followed = value == YES


def _targeted(case: Case, value: str, _: ZoneInfo) -> None:
    case.targeted = value == YES


def _inside_contact(case: Case, value: str, _: ZoneInfo) -> None:
    """Whom the user names last comes first."""
    address = Address("", value.lower())
    case.inside = {address.address: address} | case.inside


def _wanted(case: Case, value: str, _: ZoneInfo) -> None:
    case.wanted = int(value)


def _job_ids(case: Case, value: str, _: ZoneInfo) -> None:
    """The site of an advert may number the jobs anew, so another number is no other job."""
    case.posting_ids.update(value.split())
    case.job_ids |= case.posting_ids


_FIELDS: Mapping[str, Callable[[Case, str, ZoneInfo], None]] = {
    "employer": _employer,
    "role": _role,
    "applied_on": _applied_on,
    "kind": _kind,
    "contact": _contact,
    "no_calls": _no_calls,
    "no_contact": _no_contact,
    "no_reply_policy": _no_reply_policy,
    "closes_on": _closes_on,
    "answer_by": _answer_by,
    "expected_after": _expected_after,
    "hiring_manager": _hiring_manager,
    "referred_by": _referred_by,
    "speculative": _speculative,
    "instructions_followed": _instructions_followed,
    "targeted": _targeted,
    "inside_contact": _inside_contact,
    "wanted": _wanted,
    "job_ids": _job_ids,
}
