"""An alert of each kind about a made-up application, for the user to see what it looks like."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from inbox_watch.alerts.choose import alerts_for_due, alerts_for_mail
from inbox_watch.alerts.severity import Occasion
from inbox_watch.alerts.wishes import AlertWishes
from inbox_watch.records import (
    Address,
    Alert,
    Application,
    Channel,
    CounterpartKind,
    Detail,
    Event,
    Facts,
    Finding,
    FolderRole,
    FollowUp,
    Label,
    Link,
    LinkReason,
    MessageUid,
    Standing,
    State,
    Step,
    Verdict,
    Via,
)

_PETRA = Address("Petra Lindhof", "petra@lindhof.example")


def example(kind: str, occasion: Occasion) -> Alert:
    """Return an example of a kind of the configuration's `on`, as of this day."""
    is_due = kind == "follow_up_due"
    found = _finding(Detail.ACKNOWLEDGEMENT if is_due else _detail(kind), occasion.now)
    standing = _standing(found, occasion.today, State.DUE if is_due else State.WAITING)
    wishes = AlertWishes((kind,), date.min)
    made = alerts_for_due([standing], wishes) if is_due else alerts_for_mail([found], [standing], wishes, occasion)
    return made[0]


def _detail(kind: str) -> Detail:
    return Detail(kind) if kind in set(Detail) else next(detail for detail in Detail if detail.label is Label(kind))


def _finding(detail: Detail, now: datetime) -> Finding:
    return Finding(
        uids=(MessageUid("example", "INBOX", 1, 1),),
        role=FolderRole.INBOX,
        message_id="",
        in_reply_to=(),
        references=(),
        from_=_PETRA,
        reply_to=(),
        to=(),
        subject="",
        internaldate=now.astimezone(UTC),
        date=None,
        verdict=Verdict(detail.label, detail, 1.0, False, ("the words that decided stand here",), "rule:example"),
        facts=Facts(),
        attachments=(),
        delivery=None,
        authentication=None,
        automatic=False,
        sha256="example",
    )


def _standing(found: Finding, today: date, state: State) -> Standing:
    applied_on = today - timedelta(days=8 if state is State.DUE else 1)
    due_on = applied_on + timedelta(days=7)
    its = Application(
        "a1", "Lindhof Labs", "Planner", applied_on, Via.MAIL, CounterpartKind.UNKNOWN, True, (_PETRA,), ()
    )
    asked = FollowUp(
        due_on, state is State.DUE, Channel.EMAIL, _PETRA.address, None, because="7 days after your application"
    )
    link = Link(found.sha256, its.id, LinkReason.IN_REPLY_TO, 1.0, verified=True)
    return Standing(its, state, Step.APPLICATION, applied_on, None, 8, asked, (Event(found, link, today),))
