"""What a report should say of one application, worked out a second time without looking at the first machine.

The texts are the contract (the states, "Settled"), the table of details, the state machine of the domain pages (1.3)
and the requirements SRnn; comments name the sentence that is followed.

AMBIGUITIES. Where the texts are silent or contradict each other, this is what was chosen:

Deafness and doubt
 1. A blind tail makes only the four claims of silence `unknown`; "waiting" and "followed_up" claim nothing.
 2. A doubtful mail (unverified refusal, unsure mail that may be an answer, sure answer that fits several applications)
    shows `unconfirmed` over every state in which the clock runs; over an open interview, test, request or reply,
    over a hold and over `undelivered` it does not, for it would hide what the user has to do.
 3. A later sure mail that counts as an answer, or partly as one, ends the doubt; the user's own mail does not.
 4. A refusal is `rejection` or `position_closed` that is not on hold. An unverified hold takes effect, for it closes
    nothing.
 5. The user's word (link or label) confirms a refusal.
 6. An unsure mail has no other effect: no acknowledgement, no timeline, no absence, no bounce. Unsure and ambiguous at
    once is nothing. An ambiguous mail of theirs that is no answer is nothing.

Ends
 7. `closed_on` up to today and a withdrawal (even one that bounced) make `closed`, whatever else is known.
 8. `position_closed` is `rejected`.
 9. After a refusal only an offer, an invitation (a date, a move), a test or a request opens the application again;
    after an offer only a refusal changes anything.

Steps and stops
10. The step changes when it is completed, not when it is asked for: on the day of the talk, of the test, of the papers.
11. On its own day a talk is still ahead; a hold is over on its last day. A talk without a known date is ahead until
    another mail says more; neither the user's thanks nor a follow-up show that it was held.
12. Two dates of talks are two talks; a move replaces all that are ahead; an undated invitation beside a dated talk is
    a reminder. A cancelled talk opens the step "interview" on the day of that mail.
13. An answer of the user to a request restarts the clock; only with an attachment does it open the step "papers".
    A mail with an attachment, however it was judged, is the papers or the test that were asked for.
    A background check is never ended by an answer (the table gives no end), but by news.
14. A person's reply waits for the user; then any mail of the user except thanks restarts the clock in the same step.
    It does not hide an open interview, test or request.
15. A status update ends all that is open except a talk on a known day ahead; mail that stops the clock ends a hold.
    A hold ends all that was open. Of several open matters the state is the one last spoken of.
16. The end of a hold opens a new budget in the step of the same name. Without a stated end the due date is the end
    itself; with one, two working days later (SR34).

Clock and due date
17. The clock start is the latest of all that 1.3 names, in the present step, also when it lies ahead; an absence moves
    it, but the due date only by the rule of settled 2. Not the user's follow-up, not a plain acknowledgement.
18. Of several timelines the last one stated counts, not the furthest. One that ended before the clock restarted is
    outdated. What was said before the mail that led to the present step is not heard any more, absences too.
19. Timelines are heard in acknowledgements and in mail that stops or restarts the clock; nowhere else.
20. A promise may stand in any Sent mail; any mail that counts (partly) as an answer ends it, also after its day. An
    absence moves it. A used budget makes it meaningless.
21. On the due date itself the state is `due`; on the 45th day `move_on`. While the (second) wait runs nothing is
    `move_on`; "30 days after silent_final" of 1.3 yields to the contract.
22. An absence without a return date does nothing. The closing date of an advert is not used.

Follow-up
23. Sent mail of the kinds follow-up, other and a second application use the budget, thanks and answers do not; only
    after the day of application, after the day of a talk, after the mail that completed a step, from the end of a hold.
    A Sent mail that fits several applications uses the budget of each.
24. The first mail of the step used it; the second wait begins there, and ends neither before the first due date nor
    before a timeline nor two working days after an absence. `due_on` is then the end of that second wait.
25. Mass mailing and forbidden contact hold in every step. A board without contact and without an address that the user
    named is `silent_hold`; other ways of applying need no contact. A no-reply policy forbids nothing.

Delivery
26. A Sent mail that bounced was never sent (budget, answers, papers, promise).
27. A bounce without Message-ID is about the last Sent mail before; one with an unknown Message-ID is about the
    application.
28. What proves arrival (acknowledgement, view, absence, receipt, any answer), before or after a bounce and before the
    next sending, makes the application delivered, and then the clock runs from its first day.
29. After a bounce an application or a mail with an attachment is the new sending: clock and budget begin there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from inbox_watch.records import Application, Event, State, Step, Via
from inbox_watch.workdays import Workdays
from tests.followup.oracle.course import course
from tests.followup.oracle.past import Course
from tests.followup.oracle.tables import CLAIMS_OF_SILENCE, PLAIN_WAITS, Waits

GERMANY = Workdays("DE")
BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Expected:
    """What the texts say of an application on a day; dates are local.

    `due_on` is None where the clock stands. `clock_runs`: only then do the texts define `step` and `clock_start` well;
    elsewhere these two are what they were when the clock stopped. `underneath` is the state without deafness and doubt.
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
    history = sorted(known, key=lambda event: (event.on, event.finding.internaldate))
    past = course(application, history, today, waits, timezone)
    used_on = _used_on(past)
    due_on = _due_on(application, past, used_on, workdays, waits)
    stopped = _stopped(application, past, today)
    running = _running(application, past, today, due_on, used_on, waits)
    underneath = stopped or running
    return Expected(
        state=_shown(past, underneath, stopped, deaf=deaf),
        step=past.step.step,
        clock_start=_clock_start(past),
        due_on=due_on if stopped is None else _hold_due_on(past, workdays, waits, stopped),
        used_on=used_on,
        acknowledged_on=past.acknowledged_on,
        clock_runs=stopped is None,
        underneath=underneath,
    )


def _shown(past: Course, underneath: State, stopped: State | None, *, deaf: bool) -> State:
    if stopped is None and past.doubtful:
        # contract, settled 4: the clock runs on underneath
        return State.UNCONFIRMED
    if deaf and underneath in CLAIMS_OF_SILENCE:
        # contract, settled 5; domain 1.3: mailbox read within 24 h
        return State.UNKNOWN
    return underneath


def _stopped(application: Application, past: Course, today: date) -> State | None:
    """The state in which no clock runs, if it is one."""
    if past.withdrawn or (application.closed_on and application.closed_on <= today):
        return State.CLOSED
    if past.decision:
        # labels.tsv, terminal
        return past.decision
    if past.matters:
        # domain 1.3: these labels stop the clock
        return max(past.matters, key=lambda matter: matter.spoken).state
    # SR45: the silence clock does not run
    return State.UNDELIVERED if past.arrival.is_undelivered else None


def _running(
    application: Application, past: Course, today: date, due_on: date, used_on: date | None, waits: Waits
) -> State:
    if today < due_on:
        # SR07: never silence before the due date; contract, states: second wait still running
        return State.WAITING if used_on is None else State.FOLLOWED_UP
    if today >= _clock_start(past) + timedelta(days=waits.move_on_days):
        # contract, states: 45 days since the current step's clock start
        return State.MOVE_ON
    if used_on is not None:
        # SR01
        return State.SILENT_FINAL
    return State.DUE if _is_advised(application, past) else State.SILENT_HOLD


def _is_advised(application: Application, past: Course) -> bool:
    # SR17, SR26, SR27; contract, states: mass mailing, contact forbidden, board without a known contact
    without_target = application.via is Via.JOB_BOARD and not application.contacts and not application.write_to
    return not (application.mass_mail or application.advert.no_contact or past.no_contact or without_target)


def _used_on(past: Course) -> date | None:
    """The day of the first Sent mail that used the budget of the present step (contract, settled 3)."""
    step = past.step
    used = [on for place, on in past.follow_ups if on >= step.first_day and place > step.behind]
    return min(used) if used else None


def _timeline(past: Course) -> date | None:
    """The end of the timeline in force: SR18, the latest stated date wins."""
    stated = [end for place, end in past.timelines if place >= past.step.since]
    return stated[-1] if stated and stated[-1] >= _begun(past) else None


def _absences(past: Course) -> list[date]:
    return [back for place, back in past.absences if place >= past.step.since]


def _begun(past: Course) -> date:
    """The day from which they are waited for, without what was said of dates ahead."""
    return max([past.step.on, *past.restarts])


def _clock_start(past: Course) -> date:
    # domain 1.3, clock start: the latest of
    return max([_begun(past), *_absences(past), *([end] if (end := _timeline(past)) else [])])


def _waited(application: Application, past: Course, start: date, workdays: Workdays, waits: Waits) -> date:
    if past.step.step is Step.INTERVIEW:
        # SR55
        return workdays.add(start, waits.working_days_after_talk)
    # SR04: moved to the next working day
    return workdays.on_or_after(start + timedelta(days=waits.days[application.kind]))


def _due_on(application: Application, past: Course, used_on: date | None, workdays: Workdays, waits: Waits) -> date:
    """The due date by contract, settled 2; or, when the budget is used, the end of the second wait."""
    end, begun = _timeline(past), _begun(past)
    if used_on is None and past.promised_on:
        due = workdays.on_or_after(past.promised_on)
    elif end:
        due = workdays.add(end, waits.working_days_after_their_date)
    elif past.step.waits_no_more and begun == past.step.on:
        due = workdays.on_or_after(begun)
    else:
        due = _waited(application, past, begun, workdays, waits)
    again = [] if used_on is None else [_waited(application, past, used_on, workdays, waits)]
    back = [workdays.add(day, waits.working_days_after_their_date) for day in _absences(past)]
    return max([due, *again, *back])


def _hold_due_on(past: Course, workdays: Workdays, waits: Waits, stopped: State) -> date | None:
    # labels.tsv, position_closed: one follow-up after 30 days or the stated date
    holds = [matter for matter in past.matters if matter.state is State.ON_HOLD and matter.until]
    if stopped is not State.ON_HOLD or not holds or not holds[0].until:
        return None
    until = holds[0].until
    if holds[0].is_stated:
        return workdays.add(until, waits.working_days_after_their_date)
    return workdays.on_or_after(until)
