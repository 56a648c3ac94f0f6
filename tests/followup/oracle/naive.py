"""What a report should say of one application, worked out a second time without looking at the first machine.

The texts are the contract (the states, "Settled"), the table of details, the state machine of the domain pages (1.3)
and the requirements SRnn; comments name the sentence that is followed.

READINGS. Where the texts are silent or contradict each other, this is how they are read:

Deafness and doubt
  A blind tail makes every state in which the clock runs `unknown`.
  An unverified refusal, offer, invitation, date or move of a talk is contested: it shows `unconfirmed` over all but
  closed, rejected and offer, and does nothing else. A question (an unsure mail that may be an answer, a sure answer
  that fits several applications) shows it only over states in which the clock runs, also when the mailbox is not read.
  A later sure mail that counts, wholly or partly, as an answer and is not contested ends both doubts. Verified is what
  the link says. An unverified hold takes effect. An unsure mail has no other effect.

Questions that end without an answer
  Thanks and receipts end questions, never a contested word. They do so too while something else is open, and what they
  ended does not come back. The end of a question moves no clock and takes back no promise.
  Thanks are Sent mail that belongs to this application alone and did not come back. The day of the talk is the one
  named last; one that was cancelled or moved away is none. A day that was never known is none either, though thanks
  show that the talk was held. Days are counted on the calendar, the third day after included. Every question of a day
  before the talk ends, also an answer that fits several applications; one of the day itself stays.
  Most likely a receipt is an unsure mail by its label alone, a view too, whatever the scores and whether or not it fits
  several applications. A sure receipt is the employer's or a job board's, no view; it belongs to this application
  alone and needs nobody to vouch for it. Any in the seven days is enough, also when others came before.

Ends
  `closed_on` up to today and a withdrawal (even one that bounced) make `closed`; mail of later days, or behind the
  withdrawal, is not heard. A vacancy that is closed and not on hold is `rejected`; a `rejection` is never a hold.
  After a refusal only a verified offer or talk opens the application again, after an offer only a verified refusal
  changes anything; a receipt is still noted.

Steps and stops
  The step changes when it is completed: on the day of the talk, by the mail that cancels it, by the user's thanks for
  a talk without a day, when a test or papers are handed in.
  A talk is ahead on its own day, a hold lasts through its last day. One talk is kept, on the day named last; an undated
  mail changes nothing beside a known day, but a move without a day takes it away. A day that lies before the mail is
  none that was understood.
  A letter (answer, follow-up, other) hands in papers, one with an attachment also a test. A completed test opens the
  step "test" even when none was known to be open.
  Of test, request, reply, hold and undated talk one is open: the last. Beside it a dated talk may be ahead, which is
  shown when nothing else is open. A talk that was not ahead before closes what is open; one that was leaves a test
  or request open, except that a move without a day replaces it. A cancellation ends only the talk, a completion only
  the test; a status update ends all but a dated talk, a hold all.
  A person's reply opens nothing beside a talk, test or request, and stays the last word until they say more.

Clock and due date
  The clock starts when the step began or with the last restart in it: a status update, a new sending after a bounce.
  The 45 days are counted from the latest of that and of every day that was named (absence, timeline or hold in force,
  closing date, promise).
  The last stated timeline counts, the advert's first. Receipts may state one, but not in a hold. Mail that opens a
  matter and a status update replace it, by none if they state none; a reply and a talk mail while a talk is ahead keep
  it. A step keeps what was said since its matter opened, and an absence that lasts into it; one that opens out of
  nothing keeps nothing. An absence of more than 42 days moves nothing. A
  hold's end takes the place of the timeline until another is stated after it; a reply within the hold drops it.
  What ended before the clock started is over.
  A promise stands in application mail only, and ends with the step or with a sure answer of theirs. The closing date
  of the advert counts in the step "application" when no promise, hold or timeline speaks.
  While the (second) wait runs nothing is `move_on`. An absence without a date does nothing.

Follow-up
  Only a follow-up uses the budget, after the day on which the clock had started when it was sent, and not while a
  test, request or reply is open. One that fits several applications uses the budget of each.
  The second wait ends neither before the wait from the follow-up nor before the due date without the promise.
  Any sure mail of theirs that belongs here may forbid contact. A board needs a contact.

Delivery
  Sent mail that came back was never sent, as known today; a withdrawal holds all the same. An application mail that
  bounced is undelivered unless arrival is proved before the next sending. When an earlier sending arrived, a later one
  that bounced changes nothing.
  A bounce without Message-ID is about the last Sent mail before, or about the application when there is none; one with
  an unknown Message-ID is about the application when no application mail so far has a known one.
  After a bounce an application mail, or a letter with an attachment, is the new sending: clock and budget begin there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from inbox_watch.records import Application, Event, SentKind, State, Step, Via
from inbox_watch.workdays import Workdays
from tests.followup.oracle.course import course
from tests.followup.oracle.mail import is_ours, is_sent, sent_kind
from tests.followup.oracle.past import Course
from tests.followup.oracle.tables import PLAIN_WAITS, Waits

GERMANY = Workdays("DE")
BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Expected:
    """What the texts say of an application on a day; dates are local.

    `due_on` is None where the clock stands, but on hold it is the due date after the hold. `clock_runs`: elsewhere
    `step` and `clock_start` are what they were when the clock stopped. `underneath` is the state without deafness and
    doubt.
    """

    state: State
    step: Step
    clock_start: date
    due_on: date | None
    used_on: date | None
    acknowledged_on: date | None
    clock_runs: bool
    underneath: State


def expected(
    application: Application,
    events: Iterable[Event],
    *,
    today: date,
    deaf: bool = False,
    workdays: Workdays = GERMANY,
    waits: Waits = PLAIN_WAITS,
    timezone: ZoneInfo = BERLIN,
) -> Expected:
    """Return where an application stands at the end of today; events after today are not known yet."""
    known = [event for event in events if event.on <= today]
    in_order = sorted(known, key=lambda event: (event.on, event.finding.internaldate))
    history, closed_on = _until_closed(application, in_order, today)
    past = course(application, history, closed_on or today, waits, timezone)
    due_on = _due_on(application, past, workdays, waits, promised_on=past.promised_on)
    stopped = State.CLOSED if closed_on else _stopped(past)
    underneath = stopped or _running(application, past, today, due_on, workdays, waits)
    return Expected(
        state=_shown(past, underneath, clock_runs=stopped is None, deaf=deaf),
        step=past.step,
        clock_start=past.clock_start,
        due_on=due_on if stopped in (None, State.ON_HOLD) else None,
        used_on=past.used_on,
        acknowledged_on=past.acknowledged_on,
        clock_runs=stopped is None,
        underneath=underneath,
    )


def _until_closed(application: Application, history: Sequence[Event], today: date) -> tuple[list[Event], date | None]:
    """The history until the user ended the application, and the day on which that was, if it was."""
    heard: list[Event] = []
    closed_on = application.closed_on
    for event in history:
        if closed_on and event.on > closed_on:
            break
        heard.append(event)
        if is_sent(event) and is_ours(event) and sent_kind(event) is SentKind.WITHDRAWAL:
            return heard, event.on
    return heard, closed_on if closed_on and closed_on <= today else None


def _shown(past: Course, underneath: State, *, clock_runs: bool, deaf: bool) -> State:
    # contract, settled 4: the clock runs on underneath
    is_settled = underneath in (State.CLOSED, State.REJECTED, State.OFFER)
    if (past.is_contested and not is_settled) or (past.questions and clock_runs):
        return State.UNCONFIRMED
    # contract, settled 5
    return State.UNKNOWN if deaf and clock_runs else underneath


def _stopped(past: Course) -> State | None:
    """The state in which no clock runs, if it is one: domain 1.3, these labels stop the clock."""
    if past.decision or past.open:
        return past.decision or past.open
    if past.talk_on:
        return State.INTERVIEW
    # SR45: the silence clock does not run
    return State.UNDELIVERED if past.delivery.is_undelivered else None


def _running(
    application: Application, past: Course, today: date, due_on: date, workdays: Workdays, waits: Waits
) -> State:
    used_on = past.used_on
    if used_on is None and today < due_on:
        # SR07: never silence before the due date
        return State.WAITING
    if used_on is not None and today < _second_wait_ends(application, past, used_on, workdays, waits):
        # contract, states: second wait still running
        return State.FOLLOWED_UP
    if today >= _counted_from(application, past) + timedelta(days=waits.move_on_days):
        # contract, states: 45 days since the current step's clock start
        return State.MOVE_ON
    if used_on is not None:
        # SR01
        return State.SILENT_FINAL
    return State.DUE if _is_advised(application, past) else State.SILENT_HOLD


def _is_advised(application: Application, past: Course) -> bool:
    # SR17, SR26, SR27; contract, states: mass mailing, contact forbidden, board without a known contact
    without_target = application.via is Via.JOB_BOARD and not application.contacts
    # SR26 speaks of the letter; after a talk, a test or papers SR02 gives a follow-up of its own
    is_mass_mail = application.mass_mail and past.step is Step.APPLICATION
    return not (is_mass_mail or application.advert.no_contact or past.no_contact or without_target)


def _absences(past: Course) -> list[date]:
    # an absence that lasts into the step
    return [back for back in past.absences if back >= past.step_on]


def _closing_date(application: Application, past: Course) -> date | None:
    return application.advert.closes_on if past.step is Step.APPLICATION and past.their_date is None else None


def _counted_from(application: Application, past: Course) -> date:
    """The day from which the days are counted after which the user may let it go."""
    closes_on = application.advert.closes_on if past.step is Step.APPLICATION else None
    named = [day for day in (past.their_date, closes_on, past.promised_on) if day]
    return max([past.clock_start, *_absences(past), *named])


def _waited(application: Application, past: Course, start: date, workdays: Workdays, waits: Waits) -> date:
    if past.step is Step.INTERVIEW:
        # SR55
        return workdays.add(start, waits.working_days_after_talk)
    # SR04: moved to the next working day
    return workdays.on_or_after(start + timedelta(days=waits.days[application.kind]))


def _due_on(
    application: Application, past: Course, workdays: Workdays, waits: Waits, *, promised_on: date | None
) -> date:
    """The due date of the follow-up by contract, settled 2."""
    closes_on = _closing_date(application, past)
    if promised_on:
        due = workdays.on_or_after(promised_on)
    elif past.their_date:
        due = workdays.add(past.their_date, waits.working_days_after_their_date)
    else:
        due = _waited(application, past, past.clock_start, workdays, waits)
        if closes_on:
            due = max(due, workdays.add(closes_on, waits.working_days_after_their_date))
    return max([due, *(workdays.add(day, waits.working_days_after_their_date) for day in _absences(past))])


def _second_wait_ends(application: Application, past: Course, used_on: date, workdays: Workdays, waits: Waits) -> date:
    without_promise = _due_on(application, past, workdays, waits, promised_on=None)
    return max(without_promise, _waited(application, past, used_on, workdays, waits))
