"""docs/standing.md, "The states in order": the first that fits; and what uses the one follow-up up."""

from __future__ import annotations

import pytest

from inbox_watch.followup.standing import standings
from inbox_watch.records import (
    SILENT_STATES,
    Channel,
    Detail,
    Finding,
    SentKind,
    State,
    Step,
    Via,
)
from tests.support.events import GERMANY, application, event, stand
from tests.support.findings import at, bounce, day, home, received, replay, sent

WITHDRAWN = sent("withdrawn", "2026-03-05", SentKind.WITHDRAWAL)
REFUSED = received("refused", "2026-03-05", Detail.REJECTION)
OFFERED = received("offered", "2026-03-05", Detail.OFFER)
DOUBTED = received("doubted", "2026-03-05", Detail.HUMAN_REPLY, unsure=True)
RETURNED = bounce("returned", "2026-03-05", of="cv")
ASKED = sent("asked", "2026-03-10", SentKind.FOLLOW_UP)


@pytest.mark.parametrize(
    ("events", "today", "deaf", "state"),
    [
        ((REFUSED, received("x", "2026-03-04", Detail.OFFER)), "2026-03-09", True, State.REJECTED),
        ((WITHDRAWN, received("x", "2026-03-09", Detail.REJECTION)), "2026-03-09", True, State.CLOSED),
        ((WITHDRAWN, received("x", "2026-03-09", Detail.OFFER)), "2026-03-09", True, State.CLOSED),
        ((WITHDRAWN, received("x", "2026-03-09", Detail.STATUS_UPDATE)), "2026-06-01", False, State.CLOSED),
        ((WITHDRAWN, received("x", "2026-03-09", Detail.HUMAN_REPLY, unsure=True)), "2026-06-01", False, State.CLOSED),
        ((REFUSED, DOUBTED), "2026-03-09", True, State.REJECTED),
        ((OFFERED, DOUBTED), "2026-03-09", True, State.OFFER),
        ((RETURNED, DOUBTED), "2026-03-09", True, State.UNDELIVERED),
        ((received("x", "2026-03-04", Detail.HUMAN_REPLY), DOUBTED), "2026-03-09", True, State.ANSWERED),
        ((DOUBTED,), "2026-03-09", True, State.UNCONFIRMED),
        ((DOUBTED,), "2026-03-06", False, State.UNCONFIRMED),
        ((DOUBTED, ASKED), "2026-06-01", False, State.UNCONFIRMED),
        ((RETURNED,), "2026-03-09", True, State.UNDELIVERED),
        ((received("x", "2026-03-04", Detail.HUMAN_REPLY),), "2026-03-09", True, State.ANSWERED),
        ((), "2026-03-09", True, State.UNKNOWN),
        ((), "2026-03-03", True, State.UNKNOWN),
        ((ASKED,), "2026-06-01", True, State.UNKNOWN),
        ((), "2026-03-08", False, State.WAITING),
        ((), "2026-03-09", False, State.DUE),
        ((), "2026-04-15", False, State.DUE),
        ((), "2026-04-16", False, State.MOVE_ON),
        ((ASKED,), "2026-03-16", False, State.FOLLOWED_UP),
        ((ASKED,), "2026-03-17", False, State.SILENT_FINAL),
        ((ASKED,), "2026-04-15", False, State.SILENT_FINAL),
        ((ASKED,), "2026-04-16", False, State.MOVE_ON),
        ((sent("late", "2026-04-15", SentKind.FOLLOW_UP),), "2026-04-16", False, State.FOLLOWED_UP),
        ((sent("late", "2026-04-15", SentKind.FOLLOW_UP),), "2026-04-22", False, State.MOVE_ON),
    ],
)
def test_the_first_state_that_fits(events: tuple[Finding, ...], today: str, deaf: bool, state: State) -> None:
    standing = stand(*sorted(events, key=lambda each: each.internaldate), today=today, deaf=deaf)
    assert standing.state is state
    assert standing.silent is (state in SILENT_STATES)
    assert standing.follow_up.advised is (state is State.DUE)
    assert standing.follow_up.advised_until == (day("2026-04-15") if state is State.DUE else None)


@pytest.mark.parametrize("decision", [REFUSED, OFFERED])
@pytest.mark.parametrize(
    "later",
    [
        received("x", "2026-03-09", Detail.STATUS_UPDATE),
        received("x", "2026-03-09", Detail.STATUS_UPDATE, on_hold=True),
        received("x", "2026-03-09", Detail.POSITION_CLOSED, on_hold=True),
        received("x", "2026-03-09", Detail.HUMAN_REPLY),
        received("x", "2026-03-09", Detail.INTERVIEW_CANCELLED),
        received("x", "2026-03-09", Detail.ASSESSMENT),
        received("x", "2026-03-09", Detail.ASSESSMENT, completed=True),
        received("x", "2026-03-09", Detail.INFO_REQUEST),
        received("x", "2026-03-09", Detail.FEEDBACK_SURVEY),
        received("x", "2026-03-09"),
    ],
    ids=lambda mail: mail.detail.value,
)
def test_a_decision_stays_whatever_machines_say_later(decision: Finding, later: Finding) -> None:
    standing = stand(decision, later, today="2026-06-01")
    assert standing.state is {Detail.REJECTION: State.REJECTED, Detail.OFFER: State.OFFER}[decision.detail]


def test_of_open_matters_the_last_counts_and_a_reply_hides_none() -> None:
    kinds = (Detail.HUMAN_REPLY, Detail.INFO_REQUEST, Detail.HUMAN_REPLY, Detail.ASSESSMENT, Detail.INTERVIEW_INVITE)
    states = (State.ANSWERED, State.INFO_REQUESTED, State.INFO_REQUESTED, State.ASSESSMENT, State.INTERVIEW)
    mail = [received(f"m{index}", f"2026-03-{index + 3:02d}", kind) for index, kind in enumerate(kinds)]
    assert tuple(stand(*mail[: index + 1], today="2026-03-20").state for index in range(5)) == states


@pytest.mark.parametrize(
    ("its", "events"),
    [
        (application(mass_mail=True), ()),
        (application(), (received("r", "2026-03-03", no_contact=True),)),
        (application(via=Via.JOB_BOARD, contacts=()), ()),
    ],
)
def test_overdue_but_not_advised(its: object, events: tuple[Finding, ...]) -> None:
    standing = stand(*events, today="2026-03-09", its=its)  # type: ignore[arg-type]  # an Application
    assert standing.state is State.SILENT_HOLD
    assert standing.silent
    assert standing.follow_up.warnings
    assert standing.follow_up.channel in (Channel.NONE, Channel.FIND_CONTACT)
    assert stand(*events, today="2026-03-08", its=its).state is State.WAITING  # type: ignore[arg-type]


def test_a_board_with_a_known_person_is_due() -> None:
    assert stand(today="2026-03-09", its=application(via=Via.JOB_BOARD)).state is State.DUE


# What uses the follow-up up


@pytest.mark.parametrize(
    ("mail", "used"),
    [
        (sent("m", "2026-03-10", SentKind.FOLLOW_UP), "2026-03-10"),
        (sent("m", "2026-03-04", SentKind.FOLLOW_UP), "2026-03-04"),
        (sent("m", "2026-03-10", SentKind.OTHER), None),
        (sent("m", "2026-03-10", SentKind.THANK_YOU), None),
        (sent("m", "2026-03-10", SentKind.APPLICATION), None),
        (received("m", "2026-03-10"), None),
    ],
)
def test_what_uses_the_follow_up(mail: Finding, used: str | None) -> None:
    assert stand(mail, today="2026-03-12").follow_up.used_on == (day(used) if used else None)


def test_a_follow_up_before_the_due_date_uses_the_budget_as_well() -> None:
    early = sent("m", "2026-03-04", SentKind.FOLLOW_UP)
    assert stand(early, today="2026-03-10").state is State.FOLLOWED_UP
    assert stand(early, today="2026-03-11").state is State.SILENT_FINAL


def test_a_second_follow_up_changes_nothing() -> None:
    again = sent("again", "2026-03-20", SentKind.FOLLOW_UP)
    standing = stand(ASKED, again, today="2026-03-20")
    assert (standing.state, standing.follow_up.used_on) == (State.SILENT_FINAL, day("2026-03-10"))


def test_each_step_has_its_own() -> None:
    talk = received("t", "2026-03-12", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-20"))
    before = sent("thanks and a question", "2026-03-19", SentKind.FOLLOW_UP)
    standing = stand(ASKED, talk, before, today="2026-03-27")
    assert (standing.state, standing.step, standing.follow_up.used_on) == (State.DUE, Step.INTERVIEW, None)
    again = sent("again", "2026-03-27", SentKind.FOLLOW_UP)
    assert stand(ASKED, talk, again, today="2026-03-27").state is State.FOLLOWED_UP


def test_a_status_update_brings_no_second_follow_up() -> None:
    update = received("n", "2026-03-12", Detail.STATUS_UPDATE)
    standing = stand(ASKED, update, today="2026-03-25")
    assert (standing.state, standing.follow_up.used_on) == (State.SILENT_FINAL, day("2026-03-10"))


def test_a_pause_brings_no_second_follow_up() -> None:
    """One budget a step (contract, settled 3)."""
    pause = received("n", "2026-03-12", Detail.POSITION_CLOSED, on_hold=True, answer_by=day("2026-03-20"))
    standing = stand(ASKED, pause, today="2026-03-25")
    assert (standing.state, standing.follow_up.used_on) == (State.SILENT_FINAL, day("2026-03-10"))


# From the ledger to the standings


def test_mail_finds_its_application_and_a_late_refusal_says_so() -> None:
    letter, other = sent("cv", "2026-03-02", role="Planner"), sent("other", "2026-03-02", to="hr@kestrel.example")
    late, soon = received("late", "2026-06-02", Detail.REJECTION, answers="cv"), received("r", "2026-03-03")
    mail = (letter, other, soon, late)
    ledger = replay(*mail)
    findings = {each.sha256: each for each in mail}
    found = standings(ledger.applications, ledger.links, findings, GERMANY, today=day("2026-06-02"), deaf=False)
    by_id = {standing.application.id: standing for standing in found}
    home_of_letter = home(ledger, letter)
    assert home_of_letter is not None
    standing = by_id[home_of_letter.id]
    assert standing.state is State.REJECTED
    assert [each.late_days for each in standing.events] == [None, None, 92]
    assert len(found) == 2


def test_what_fits_two_is_an_open_question_at_both() -> None:
    mail = (
        sent("cv", "2026-03-02", role="Planner"),
        sent("cook", "2026-03-02 11:00", role="Cook"),
        received("m", "2026-03-05", Detail.REJECTION),
    )
    ledger = replay(*mail)
    findings = {each.sha256: each for each in mail}
    found = standings(ledger.applications, ledger.links, findings, GERMANY, today=day("2026-03-06"), deaf=False)
    assert [standing.state for standing in found] == [State.UNCONFIRMED, State.UNCONFIRMED]


def test_an_application_of_tomorrow_is_not_there_yet() -> None:
    ledger = replay(letter := sent("cv", "2026-03-02"))
    findings = {letter.sha256: letter}
    found = standings(ledger.applications, ledger.links, findings, GERMANY, today=day("2026-03-01"), deaf=False)
    assert found == ()


def test_a_link_alone_decides_what_belongs_to_it() -> None:
    """`event` builds the links of this page: they are as those of a replay."""
    ledger = replay(sent("cv", "2026-03-02"), REFUSED)
    assert ledger.links[1].application_id == event(REFUSED).link.application_id
