"""What to say about one application in one sentence: what happened last, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from inbox_watch.clean import clean_line
from inbox_watch.followup.advice import MISSING_RECEIPT
from inbox_watch.followup.cautions import cautions_of
from inbox_watch.records import Event, FolderRole, Label, Standing, State
from inbox_watch.report.lives import answers, has_written_since, last_doubtful, last_labelled
from inbox_watch.report.words import Calendar, days

_UNCONFIRMED: Mapping[Label, str] = {
    Label.REJECTION: "It looks like a refusal",
    Label.INTERVIEW: "It looks like an invitation",
    Label.OFFER: "It looks like an offer",
    Label.ASSESSMENT: "It asks you to do a test",
    Label.INFO_REQUEST: "It asks for something of yours",
}
_WAITS_FOR_THE_USER: Mapping[State, Label] = {
    State.ASSESSMENT: Label.ASSESSMENT,
    State.INFO_REQUESTED: Label.INFO_REQUEST,
    State.OFFER: Label.OFFER,
    State.INTERVIEW: Label.INTERVIEW,
}
# A test and papers are handed in, which is a change of the state; to these a mail of the user is the answer.
_ANSWERED_IN_WORDS = frozenset({Label.OFFER, Label.INTERVIEW})


def note(standing: Standing, calendar: Calendar) -> str:
    """Say how the application stands, for a reader who does not know the state's name."""
    return _NOTES[standing.state](standing, calendar)


def cautions(standing: Standing, calendar: Calendar) -> tuple[str, ...]:
    """Return the signs of forgery and fraud in the newest mail of others, a sentence each."""
    return tuple(calendar.sentence(caution.text) for caution in cautions_of(standing))


def open_deadline(standing: Standing, today: date) -> date | None:
    """Return the day by which the user must hand in a test or papers, or answer to an offer or an invitation; None when
    none is stated, when it is over, and when the user has answered."""
    label = _WAITS_FOR_THE_USER.get(standing.state)
    event = last_labelled(standing, label) if label else None
    deadline = event.finding.facts.deadline if event else None
    if event is None or deadline is None or deadline < today:
        return None
    return None if label in _ANSWERED_IN_WORDS and has_written_since(standing, event) else deadline


def _due(standing: Standing, calendar: Calendar) -> str:
    due_on = standing.follow_up.due_on
    return f"Follow-up due {calendar.day(due_on)}." if due_on else "Follow-up due."


def _waiting(standing: Standing, calendar: Calendar) -> str:
    """A receipt that is missing is told at once: there may still be time to submit."""
    when = _snoozed(standing, calendar) or (_due(standing, calendar) if standing.follow_up.due_on else "Waiting.")
    return f"{when} {calendar.sentence(MISSING_RECEIPT)}" if MISSING_RECEIPT in standing.follow_up.warnings else when


def _snoozed(standing: Standing, calendar: Calendar) -> str:
    until = standing.follow_up.snoozed_until
    return f"Snoozed until {calendar.day(until)}." if until else ""


def _on_hold(standing: Standing, calendar: Calendar) -> str:
    """Where the one follow-up is used nothing is due when the pause ends."""
    if standing.follow_up.used_on:
        return f"On hold. {_followed_up(standing, calendar)}"
    return f"On hold. {_due(standing, calendar)}" if standing.follow_up.due_on else "On hold."


def _followed_up(standing: Standing, calendar: Calendar) -> str:
    used_on = standing.follow_up.used_on
    return f"Followed up {calendar.day(used_on)}, {calendar.ago(used_on)}." if used_on else "Followed up."


def _silent_final(standing: Standing, calendar: Calendar) -> str:
    return f"{_followed_up(standing, calendar)} No answer for {days(standing.silent_days)}; nothing more to send."


def _silent_hold(standing: Standing, calendar: Calendar) -> str:
    why = " ".join(calendar.sentence(warning) for warning in standing.follow_up.warnings)
    return f"No answer for {days(standing.silent_days)}. {why or 'A follow-up is not advised.'}"


def _move_on(standing: Standing, _: Calendar) -> str:
    return f"No answer for {days(standing.silent_days)}. You can let this one go."


def _undelivered(standing: Standing, calendar: Calendar) -> str:
    event = last_labelled(standing, Label.DELIVERY_FAILURE)
    when = f" on {calendar.day(event.on)}" if event else ""
    return f"Your mail came back{when}. Check the address and send it again."


def _unconfirmed(standing: Standing, calendar: Calendar) -> str:
    event = last_doubtful(standing)
    if event is None:
        return "Whether they answered is not clear: read their mail."
    return f"{_described(event, calendar)} {_guess(event)}: read it and say what it is."


def _described(event: Event, calendar: Calendar) -> str:
    finding = event.finding
    where = f", in the folder {clean_line(finding.uids[0].folder)}" if finding.role is FolderRole.JUNK else ""
    sender = clean_line(finding.from_.address, 60) or "an unknown sender"
    return f'"{clean_line(finding.subject, 80)}", from {sender}, {calendar.day(event.on)}{where}.'


def _guess(event: Event) -> str:
    """Say what the mail may be, and what is missing."""
    verdict = event.finding.verdict
    if verdict.unsure:
        return "It is not clear what it says"
    if event.link.application_id is None:
        return "It may be about this application or about another"
    return f"{_UNCONFIRMED.get(verdict.label, 'It may be an answer')}, and nobody vouches for the sender"


def _answered(standing: Standing, calendar: Calendar) -> str:
    return _on_last_answer(standing, calendar, "They answered")


def _offer(standing: Standing, calendar: Calendar) -> str:
    made = _on_last_answer(standing, calendar, "They made an offer")
    deadline = open_deadline(standing, calendar.today)
    return f"{made} Answer by {calendar.day(deadline)}." if deadline else made


def _rejected(standing: Standing, calendar: Calendar) -> str:
    event = last_labelled(standing, Label.REJECTION)
    late = f", {days(event.late_days)} after you applied" if event and event.late_days else ""
    return _on_last_answer(standing, calendar, "Rejected").removesuffix(".") + f"{late}."


def _on_last_answer(standing: Standing, calendar: Calendar, what: str) -> str:
    last = max((event.on for event in answers(standing)), default=None)
    return f"{what} on {calendar.day(last)}." if last else f"{what}."


def _interview(standing: Standing, calendar: Calendar) -> str:
    deadline = open_deadline(standing, calendar.today)
    return _talk(standing, calendar) + (f" Answer by {calendar.day(deadline)}." if deadline else "")


def _talk(standing: Standing, calendar: Calendar) -> str:
    event = last_labelled(standing, Label.INTERVIEW)
    if event is None:
        return "You have an interview."
    facts = event.finding.facts
    proposed = [day for day in facts.offered_on if day >= calendar.today]
    if proposed:
        answer = "you answered" if has_written_since(standing, event) else "answer"
        return f"They propose {calendar.either(proposed)}: {answer}."
    if facts.event_on is None:
        return f"Invited on {calendar.day(event.on)}."
    return f"Interview on {calendar.talk(facts.event_on, has_time=facts.event_has_time)}."


def _assessment(standing: Standing, calendar: Calendar) -> str:
    deadline = open_deadline(standing, calendar.today)
    return f"Do their test by {calendar.day(deadline)}." if deadline else "They wait for your test."


def _info_requested(standing: Standing, calendar: Calendar) -> str:
    deadline = open_deadline(standing, calendar.today)
    return f"Send what they asked for by {calendar.day(deadline)}." if deadline else "They wait for papers of yours."


def _closed(standing: Standing, calendar: Calendar) -> str:
    closed_on = standing.application.closed_on
    return f"Closed by you on {calendar.day(closed_on)}." if closed_on else "Closed by you."


def _unknown(_: Standing, __: Calendar) -> str:
    return "It cannot be judged until the mailbox is read again."


_NOTES: Mapping[State, Callable[[Standing, Calendar], str]] = {
    State.WAITING: _waiting,
    State.DUE: _due,
    State.FOLLOWED_UP: _followed_up,
    State.SILENT_FINAL: _silent_final,
    State.SILENT_HOLD: _silent_hold,
    State.MOVE_ON: _move_on,
    State.UNDELIVERED: _undelivered,
    State.ANSWERED: _answered,
    State.INTERVIEW: _interview,
    State.ASSESSMENT: _assessment,
    State.INFO_REQUESTED: _info_requested,
    State.OFFER: _offer,
    State.REJECTED: _rejected,
    State.CLOSED: _closed,
    State.ON_HOLD: _on_hold,
    State.UNCONFIRMED: _unconfirmed,
    State.UNKNOWN: _unknown,
}
