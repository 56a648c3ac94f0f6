"""docs/decision-table.md: what every kind of mail does in every state, asked of the machine itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from inbox_watch.alerts.choose import alerts_for_mail
from inbox_watch.alerts.severity import Occasion
from inbox_watch.alerts.wishes import AlertWishes
from inbox_watch.config import ALERT_KINDS
from inbox_watch.records import Detail, Event, Finding, Mark, MarkKind, SentKind, Standing, State
from tests.support.events import application, event, stand
from tests.support.findings import TIMEZONE, at, bounce, day, received, sent

# Applied on Monday, 2 March 2026, followed up on the 10th where that is so. On this Thursday the mail comes.
_TODAY = {
    State.WAITING: "2026-03-05",
    State.FOLLOWED_UP: "2026-03-12",
    State.MOVE_ON: "2026-04-23",
}
_THURSDAY = "2026-03-19"
_ASKED = sent("asked", "2026-03-10", SentKind.FOLLOW_UP)
_BEFORE: Mapping[State, tuple[Finding, ...]] = {
    State.WAITING: (),
    State.DUE: (),
    State.FOLLOWED_UP: (_ASKED,),
    State.SILENT_FINAL: (_ASKED,),
    State.SILENT_HOLD: (received("r", "2026-03-03", no_contact=True),),
    State.MOVE_ON: (),
    State.UNDELIVERED: (bounce("back", "2026-03-02 12:00", "cv"),),
    State.ON_HOLD: (received("pause", "2026-03-05", Detail.POSITION_CLOSED, on_hold=True),),
    State.INTERVIEW: (received("talk", "2026-03-05", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-25 12:00")),),
    State.ASSESSMENT: (received("test", "2026-03-05", Detail.ASSESSMENT),),
    State.INFO_REQUESTED: (received("papers", "2026-03-05", Detail.INFO_REQUEST),),
    State.ANSWERED: (received("reply", "2026-03-05", Detail.HUMAN_REPLY),),
    State.UNCONFIRMED: (received("doubt", "2026-03-05", Detail.HUMAN_REPLY, unsure=True),),
    State.OFFER: (received("offer", "2026-03-05", Detail.OFFER),),
    State.REJECTED: (received("no", "2026-03-05", Detail.REJECTION),),
    State.CLOSED: (),
}
_LINES = {
    "sent: follow-up": SentKind.FOLLOW_UP,
    "sent: answer": SentKind.ANSWER,
    "sent: thanks": SentKind.THANK_YOU,
    "sent: the application again": SentKind.APPLICATION,
    "sent: withdrawal": SentKind.WITHDRAWAL,
}
_HEAD = """# What each mail does in each state

Made from the code by `python -m tests.documents`; [standing.md](standing.md) gives the rules in words. The mail is
sure, belongs to the application, is vouched for and states no date (a talk is on a known day ahead). A cell is the
state on the day of the mail; a dot means that nothing changes.

- `c` the clock starts anew
- `s` a new step begins, with a follow-up of its own
- `d` the due date moves
- `u` the follow-up is used up
- `+` an unused follow-up after all (the one that was used came back)
"""


def page() -> str:
    """Return the page."""
    states = list(_BEFORE)
    rows = [_row(detail.value, detail, states) for detail in Detail]
    rows += [_row(name, kind, states) for name, kind in _LINES.items()]
    head = f"| mail | alert | {' | '.join(state.value for state in states)} |"
    return "\n".join([_HEAD, head, "|---" * (len(states) + 2) + "|", *rows, ""])


def _row(name: str, what: Detail | SentKind, states: list[State]) -> str:
    cells = " | ".join(_cell(state, what) for state in states)
    return f"| {name} | {_alert(what)} | {cells} |"


def _cell(state: State, what: Detail | SentKind) -> str:
    today = _TODAY.get(state, _THURSDAY)
    before = _stands(state, today)
    assert before.state is state, (before.state, state)
    after = _stands(state, today, _mail(what, today))
    marks = "".join(mark for mark, holds in _changes(before, after) if holds)
    moved = after.state is not before.state
    return f"{after.state.value} {marks}".strip() if moved or marks else "."


def _changes(before: Standing, after: Standing) -> list[tuple[str, bool]]:
    used, now_used = before.follow_up.used_on, after.follow_up.used_on
    began, begins = (before.step, before.clock_start), (after.step, after.clock_start)
    due, now_due = before.follow_up.due_on, after.follow_up.due_on
    is_step = after.step is not before.step
    return [
        ("c", began != begins and not is_step),
        ("s", is_step),
        ("d", bool(due and now_due) and due != now_due and began == begins),
        ("u", used is None and now_used is not None),
        ("+", used is not None and now_used is None and not is_step),
    ]


def _stands(state: State, today: str, *more: Event) -> Standing:
    its = application()
    if state is State.CLOSED:
        its = replace(its, marks=(Mark(MarkKind.WITHDRAWN, date(2026, 3, 4)),))
    return stand(*_BEFORE[state], *more, today=today, its=its)


def _mail(what: Detail | SentKind, today: str) -> Event:
    when = f"{today} 15:00"
    if isinstance(what, SentKind):
        return event(sent("mail", when, what))
    if what is Detail.DELIVERY_FAILURE:
        return event(bounce("mail", when, "cv"))
    talk = at("2026-04-28 12:00") if what.value.startswith("interview") and "cancel" not in what.value else None
    return event(received("mail", when, what, event_on=talk))


def _alert(what: Detail | SentKind) -> str:
    """How loud the alert is, if there is one, when the application waits."""
    if isinstance(what, SentKind):
        return "-"
    mail = _mail(what, _THURSDAY)
    standing = stand(mail, today=_THURSDAY)
    wishes = AlertWishes(ALERT_KINDS, day("2026-03-01"))
    when = Occasion(mail.finding.internaldate, day(_THURSDAY), TIMEZONE)
    alerts = alerts_for_mail([mail.finding], [standing], wishes, when)
    return alerts[0].severity if alerts else "-"
