"""A whole job search of any size, invented, and the same each time."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from inbox_watch.records import (
    Address,
    Channel,
    Detail,
    Event,
    Facts,
    Finding,
    FolderHeard,
    Report,
    SentKind,
    Standing,
    State,
    Step,
    Unlinked,
    Unreadable,
    Via,
)
from tests.report.builders import DAY, READ, TODAY, event, finding, heard, report, standing, uid

_EMPLOYERS = (
    *("Acker & Söhne", "Borealis", "Cobalt Health", "Düne Robotik", "Ellipse", "Fjordlabor", "Granitbank", "Helio"),
    *("Ivory Data", "Juniper", "Kestrel", "Lumen Grid", "Mosaik", "Nordwind", "Orchid Bio", "Pinecrest", "Quanta"),
    *("Riverstone", "Saffron", "Tundra", "Umbra", "Vireo", "Weidenpay", "Xylem Works", "Yarrow", "Zephyr Air"),
)
_ROLES = ("Data engineer", "Production planner", "Backend developer", "Buyer", "Office manager (part time)")
_WAYS = (Via.MAIL, Via.MAIL, Via.ATS, Via.ATS, Via.JOB_BOARD, Via.MANUAL)
_WAIT = 7
_MOVE_ON = 45


def job_search(size: int, seed: int = 4) -> Report:
    """Return the report of a job search with that many applications."""
    chance = random.Random(seed)
    standings = tuple(_one(number, chance) for number in range(1, size + 1))
    return replace(report(*standings), heard=_heard(), unlinked=_unlinked(), unsure=_unsure(), unreadable=_unreadable())


def _one(number: int, chance: random.Random) -> Standing:
    age = int(chance.triangular(0, 130, 24))
    employer, role = chance.choice(_EMPLOYERS), chance.choice(_ROLES)
    address = Address("", f"jobs@{employer.split()[0].lower().encode('ascii', 'ignore').decode()}.example")
    common = {
        "id": f"a{number}",
        "employer": employer,
        "role": role,
        "applied_on": TODAY - age * DAY,
        "via": chance.choice(_WAYS),
        "contacts": (address,),
        "target": address.address,
    }
    return _told(common, age, number, chance)


def _told(common: dict[str, Any], age: int, number: int, chance: random.Random) -> Standing:
    sent = TODAY - age * DAY
    if chance.random() < 0.03:
        bounce = event(Detail.DELIVERY_FAILURE, sent, number=number)
        return _standing(State.UNDELIVERED, (bounce,), common, due_on=None, silent_days=0)
    receipt = _receipt(sent, number, chance)
    lag = int(chance.gammavariate(1.6, 7)) + 1
    fate = chance.random()
    if fate < 0.32 and lag <= age:
        refusal = event(Detail.REJECTION, sent + lag * DAY, number=number + 10_000)
        return _standing(State.REJECTED, (*receipt, refusal), common, due_on=None, silent_days=0)
    if fate < 0.48 and lag <= age:
        return _invited(common, receipt, sent + lag * DAY, number, chance)
    if fate > 0.97 and age > 3:
        doubt = event(Detail.REJECTION, TODAY - 2 * DAY, verified=False, number=number + 10_000)
        return _standing(State.UNCONFIRMED, (*receipt, doubt), common, silent_days=0)
    return _silent(common, receipt, sent, age, number, chance)


def _receipt(sent: date, number: int, chance: random.Random) -> tuple[Event, ...]:
    if chance.random() > 0.62:
        return ()
    return (event(Detail.ACKNOWLEDGEMENT, sent if chance.random() < 0.8 else sent + DAY, number=number),)


def _invited(
    common: dict[str, Any], receipt: tuple[Event, ...], on: date, number: int, chance: random.Random
) -> Standing:
    talk = READ + timedelta(days=chance.randint(1, 9))
    invitation = event(Detail.INTERVIEW_INVITE, on, number=number + 10_000, facts=Facts(event_on=talk))
    later = on + chance.randint(4, 16) * DAY
    fate = chance.random()
    if later > TODAY or fate > 0.8:
        return _standing(State.INTERVIEW, (*receipt, invitation), common, due_on=None, silent_days=0)
    if fate < 0.16:
        word = event(Detail.OFFER, later, number=number + 20_000)
        return _standing(State.OFFER, (*receipt, invitation, word), common, due_on=None, silent_days=0)
    if fate < 0.55:
        word = event(Detail.REJECTION, later, number=number + 20_000)
        return _standing(State.REJECTED, (*receipt, invitation, word), common, due_on=None, silent_days=0)
    common = common | {"step": Step.INTERVIEW}
    return _silent(common, (*receipt, invitation), later, (TODAY - later).days, number, chance)


def _silent(
    common: dict[str, Any], events: tuple[Event, ...], start: date, age: int, number: int, chance: random.Random
) -> Standing:
    due_on = start + _WAIT * DAY
    used = chance.random() < 0.45 and age > _WAIT + 2
    used_on = due_on + DAY if used else None
    if used_on:
        events = (*events, event(Detail.NOT_JOB, used_on, sent_kind=SentKind.FOLLOW_UP, number=number + 30_000))
    state = _state(age, used, common["via"] is Via.JOB_BOARD and chance.random() < 0.4)
    received = f"receipt on {events[0].on}, no answer since" if events else "no receipt came: ask whether it arrived"
    warnings = ("they ask not to be called",) if chance.random() < 0.1 else ()
    if state is State.SILENT_HOLD:
        warnings = ("sent through a job board and no person or desk is known yet",)
    channel = chance.choice((Channel.EMAIL, Channel.EMAIL, Channel.EMAIL, Channel.PHONE, Channel.PORTAL))
    return _standing(
        state,
        events,
        common,
        due_on=due_on,
        silent_days=age if age >= _WAIT else 0,
        used_on=used_on,
        reasons=(received,),
        warnings=warnings,
        channel=channel,
    )


def _state(age: int, used: bool, held: bool) -> State:
    if age < _WAIT:
        return State.WAITING
    if age >= _MOVE_ON:
        return State.MOVE_ON
    if used:
        return State.FOLLOWED_UP if age < 2 * _WAIT + 1 else State.SILENT_FINAL
    return State.SILENT_HOLD if held else State.DUE


def _standing(state: State, events: tuple[Event, ...], common: dict[str, Any], **fields: Any) -> Standing:
    receipts = (mail.on for mail in events if mail.finding.detail is Detail.ACKNOWLEDGEMENT)
    return standing(state, *events, acknowledged_on=min(receipts, default=None), **common, **fields)


def _heard() -> tuple[FolderHeard, ...]:
    gap = (READ - 20 * DAY, READ - 17 * DAY)
    return (
        heard("INBOX", READ, gap),
        heard("Sent", READ),
        heard("Junk", READ, gap, (READ - 60 * DAY, READ - 58 * DAY)),
    )


def _unlinked() -> tuple[Unlinked, ...]:
    mail = finding(Detail.REJECTION, TODAY - DAY, number=90_000, sender=Address("", "hr@nordwind.example"))
    return (Unlinked(mail, ("a3", "a9")),)


def _unsure() -> tuple[Finding, ...]:
    return (finding(Detail.STATUS_UPDATE, TODAY - DAY, number=90_001, unsure=True),)


def _unreadable() -> tuple[Unreadable, ...]:
    reason = "its structure is nested too deeply"
    return (Unreadable(uid(90_002), reason, READ - DAY, "hr@granitbank.example", "Ihre Bewerbung"),)
