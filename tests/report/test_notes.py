"""One sentence a state: what happened, what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from inbox_watch.followup.advice import MISSING_RECEIPT
from inbox_watch.records import Address, Channel, Detail, Event, Facts, FolderRole, FollowUp, Sign, Standing, State
from inbox_watch.report.notes import cautions, note, open_deadline
from inbox_watch.report.words import Calendar, counted, listed, long_day, to_do
from tests.report.builders import DAY, TODAY, days_ago, event, finding, standing

_CALENDAR = Calendar(TODAY, ZoneInfo("Europe/Berlin"))
_NOON = datetime(2026, 5, 5, 10, 0, tzinfo=UTC)
_OFFERED = (date(2026, 5, 4), date(2026, 5, 6), date(2026, 6, 1))
_A_NUMBER = "Their number stands in the advert, on their site or below a mail of theirs"
_SUBJECT = '"Your application", from petra@lindhof.example, 29 Apr.'


def _invited(**fields: object) -> Event:
    return event(Detail.INTERVIEW_INVITE, days_ago(3), facts=Facts(**fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (standing(State.DUE), "Follow-up due 9 Apr."),
        (standing(State.WAITING, due_on=None), "Waiting."),
        (standing(State.WAITING, due_on=date(2027, 1, 4)), "Follow-up due 4 Jan 2027."),
        (standing(State.FOLLOWED_UP, used_on=TODAY), "Followed up 1 May, today."),
        (standing(State.FOLLOWED_UP, used_on=TODAY - DAY), "Followed up 30 Apr, 1 day ago."),
        (
            standing(State.SILENT_FINAL, used_on=days_ago(9), silent_days=20),
            "Followed up 22 Apr, 9 days ago. No answer for 20 days; nothing more to send.",
        ),
        (
            standing(State.SILENT_HOLD, silent_days=1, warnings=("they ask not to be contacted",)),
            "No answer for 1 day. They ask not to be contacted.",
        ),
        (standing(State.SILENT_HOLD), "No answer for 30 days. A follow-up is not advised."),
        (standing(State.MOVE_ON, silent_days=60), "No answer for 60 days. You can let this one go."),
        (standing(State.UNDELIVERED), "Your mail came back. Check the address and send it again."),
        (
            standing(State.UNDELIVERED, event(Detail.DELIVERY_FAILURE, days_ago(2))),
            "Your mail came back on 29 Apr. Check the address and send it again.",
        ),
        (standing(State.ANSWERED, event(Detail.HUMAN_REPLY, days_ago(2))), "They answered on 29 Apr."),
        (standing(State.ANSWERED), "They answered."),
        (standing(State.INTERVIEW), "You have an interview."),
        (standing(State.INTERVIEW, _invited()), "Invited on 28 Apr."),
        (standing(State.INTERVIEW, _invited(event_on=_NOON, event_has_time=True)), "Interview on 5 May, 12:00."),
        (standing(State.INTERVIEW, _invited(event_on=_NOON)), "Interview on 5 May."),
        (standing(State.INTERVIEW, _invited(offered_on=_OFFERED)), "They propose 4, 6 May or 1 Jun: answer."),
        (standing(State.INTERVIEW, _invited(offered_on=_OFFERED[2:])), "They propose 1 Jun: answer."),
        (standing(State.INTERVIEW, _invited(offered_on=(days_ago(1),))), "Invited on 28 Apr."),
        (standing(State.ASSESSMENT), "They wait for your test."),
        (standing(State.INFO_REQUESTED), "They wait for papers of yours."),
        (standing(State.OFFER, event(Detail.OFFER, TODAY)), "They made an offer on 1 May."),
        (standing(State.REJECTED, event(Detail.REJECTION, TODAY)), "Rejected on 1 May."),
        (
            standing(State.REJECTED, event(Detail.REJECTION, TODAY, late_days=400)),
            "Rejected on 1 May, 400 days after you applied.",
        ),
        (standing(State.CLOSED, closed_on=days_ago(1)), "Closed by you on 30 Apr."),
        (standing(State.CLOSED), "Closed by you."),
        (standing(State.ON_HOLD, due_on=TODAY + 9 * DAY), "On hold. Follow-up due 10 May."),
        (standing(State.ON_HOLD, due_on=None), "On hold."),
        (
            standing(State.ON_HOLD, due_on=TODAY + 9 * DAY, used_on=days_ago(2)),
            "On hold. Followed up 29 Apr, 2 days ago.",
        ),
        (standing(State.UNKNOWN), "It cannot be judged until the mailbox is read again."),
        (standing(State.UNCONFIRMED), "Whether they answered is not clear: read their mail."),
    ],
)
def test_a_sentence_a_state(one: Standing, sentence: str) -> None:
    assert note(one, _CALENDAR) == sentence


def test_a_missing_receipt_is_told_while_waiting() -> None:
    """SR46: before the follow-up is due there may still be time to submit."""
    waiting = standing(State.WAITING, warnings=(MISSING_RECEIPT, "they ask not to be called"))
    assert note(waiting, _CALENDAR) == (
        "Follow-up due 9 Apr. No receipt came: look into the spam folder, then whether it was really submitted."
    )


def test_days_that_the_user_answered_to_ask_for_nothing_more() -> None:
    """An answer of the day before is none to them."""
    earlier, later = (event(Detail.NOT_JOB, days_ago(ago), role=FolderRole.SENT) for ago in (4, 1))
    invited = _invited(offered_on=_OFFERED[:1])
    assert note(standing(State.INTERVIEW, earlier, invited), _CALENDAR) == "They propose 4 May: answer."
    assert note(standing(State.INTERVIEW, invited, later), _CALENDAR) == "They propose 4 May: you answered."


@pytest.mark.parametrize(
    ("doubt", "guess"),
    [
        (event(Detail.REJECTION, days_ago(2), unsure=True), "It is not clear what it says"),
        (event(Detail.HUMAN_REPLY, days_ago(2), linked=False), "It may be about this application or about another"),
        (
            event(Detail.REJECTION, days_ago(2), verified=False),
            "It looks like a refusal, and nobody vouches for the sender",
        ),
        (
            event(Detail.INTERVIEW_INVITE, days_ago(2), verified=False),
            "It looks like an invitation, and nobody vouches for the sender",
        ),
        (event(Detail.OFFER, days_ago(2), verified=False), "It looks like an offer, and nobody vouches for the sender"),
        (
            event(Detail.INFO_REQUEST, days_ago(2), verified=False),
            "It asks for something of yours, and nobody vouches for the sender",
        ),
    ],
)
def test_a_doubt_is_explained(doubt: Event, guess: str) -> None:
    later_receipt = event(Detail.ACKNOWLEDGEMENT, TODAY)
    unconfirmed = standing(State.UNCONFIRMED, doubt, later_receipt)
    assert note(unconfirmed, _CALENDAR) == f"{_SUBJECT} {guess}: read it and say what it is."


def test_what_lies_in_the_junk_folder_is_said_to_lie_there() -> None:
    junk = event(Detail.OFFER, days_ago(2), verified=False, role=FolderRole.JUNK)
    assert "29 Apr, in the folder Junk." in note(standing(State.UNCONFIRMED, junk), _CALENDAR)


def test_a_sender_without_an_address_is_unknown() -> None:
    nobody = event(Detail.OFFER, TODAY, verified=False, sender=Address("", ""))
    assert "from an unknown sender" in note(standing(State.UNCONFIRMED, nobody), _CALENDAR)


@pytest.mark.parametrize(("days", "is_open"), [(0, True), (3, True), (-1, False)])
def test_a_deadline_is_open_until_its_day_is_over(days: int, is_open: bool) -> None:
    papers = event(Detail.BACKGROUND_CHECK, days_ago(3), facts=Facts(deadline=TODAY + days * DAY))
    asked = standing(State.INFO_REQUESTED, papers)
    assert (open_deadline(asked, TODAY) is not None) == is_open
    assert ("by" in note(asked, _CALENDAR)) == is_open
    assert open_deadline(replace(asked, state=State.ANSWERED), TODAY) is None


@pytest.mark.parametrize(
    ("state", "detail", "sentence"),
    [
        (State.OFFER, Detail.OFFER, "They made an offer on 28 Apr. Answer by 5 May."),
        (State.INTERVIEW, Detail.INTERVIEW_INVITE, "Invited on 28 Apr. Answer by 5 May."),
    ],
)
def test_an_offer_and_an_invitation_say_by_when_to_answer_until_the_user_has(
    state: State, detail: Detail, sentence: str
) -> None:
    asked = event(detail, days_ago(3), facts=Facts(deadline=date(2026, 5, 5)))
    answer = event(Detail.NOT_JOB, days_ago(1), role=FolderRole.SENT)
    assert note(standing(state, asked), _CALENDAR) == sentence
    assert note(standing(state, asked, answer), _CALENDAR) == sentence.removesuffix(" Answer by 5 May.")
    over = event(detail, days_ago(3), facts=Facts(deadline=days_ago(1)))
    assert open_deadline(standing(state, over), TODAY) is None


def test_cautions_of_the_newest_mail_are_told() -> None:
    money = event(Detail.OFFER, days_ago(1), facts=Facts(signs=(Sign("money"),)))
    assert cautions(standing(State.OFFER, event(), event()), _CALENDAR) == ()
    assert cautions(standing(State.OFFER, event(on=days_ago(5)), money), _CALENDAR) == ("Asks for money.",)


@pytest.mark.parametrize(
    ("channel", "target", "words"),
    [
        (Channel.EMAIL, "petra@lindhof.example", "Write to petra@lindhof.example"),
        (Channel.EMAIL, "", "Write to the employer"),
        (
            Channel.PHONE,
            "petra@lindhof.example",
            f"Call them. {_A_NUMBER}; where there is none, write to petra@lindhof.example.",
        ),
        (
            Channel.PHONE,
            "Dana Voss",
            f"Call them and ask for Dana Voss. {_A_NUMBER}.",
        ),
        (
            Channel.PHONE,
            "",
            f"Call them. {_A_NUMBER}.",
        ),
        (Channel.PORTAL, "Lindhof Labs", "Ask through the portal of Lindhof Labs"),
        (Channel.LINKEDIN, "Petra Lind", "Send a LinkedIn message to Petra Lind"),
        (Channel.FIND_CONTACT, "Lindhof Labs", "Find a person to write to at Lindhof Labs"),
        (Channel.FIND_CONTACT, "\u200b", "Find a person to write to"),
        (Channel.NONE, "Lindhof Labs", "Ask once, in the way you think best"),
        (Channel.EMAIL, "{0.__class__}", "Write to {0.__class__}"),
    ],
)
def test_what_to_do(channel: Channel, target: str, words: str) -> None:
    assert to_do(FollowUp(None, True, channel, target, None)) == words


def test_a_name_without_end_is_cut_and_an_address_is_not() -> None:
    endless, address = "Lindhof " * 25, f"{'a' * 64}@{'b' * 60}.example"
    cut = endless[:59] + "…"
    assert to_do(FollowUp(None, True, Channel.PORTAL, endless, None), endless) == f"Ask through the portal of {cut}"
    assert to_do(FollowUp(None, True, Channel.EMAIL, address, None), endless) == f"Write to {address}"


def test_a_portal_is_the_employers_whoever_is_asked_there() -> None:
    """SR12: the name of who decides is no name of an employer."""
    manager = FollowUp(None, True, Channel.PORTAL, "D. Voss", None)
    assert to_do(manager, "Lindhof Labs") == "Ask through the portal of Lindhof Labs (ask for D. Voss)"
    desk = FollowUp(None, True, Channel.PORTAL, "jobs@lindhof.example", None)
    assert to_do(desk, "Lindhof Labs") == "Ask through the portal of Lindhof Labs"
    agency = FollowUp(None, True, Channel.FIND_CONTACT, "the agency", None)
    assert to_do(agency, "Lindhof Labs") == "Find a person to write to at the agency"
    unfound = FollowUp(None, False, Channel.FIND_CONTACT, "D. Voss", None)
    assert to_do(unfound, "Lindhof Labs") == "Find a person to write to at Lindhof Labs (ask for D. Voss)"


def test_reasons_become_sentences_with_dates_as_people_say_them() -> None:
    assert _CALENDAR.sentence("they were away until 2026-05-18") == "They were away until 18 May."
    assert _CALENDAR.sentence("since 2025-12-24.") == "Since 24 Dec 2025."
    assert _CALENDAR.sentence("number 2026-13-45") == "Number 2026-13-45."
    assert _CALENDAR.sentence(" ") == ""


def test_days_near_and_far() -> None:
    assert [_CALENDAR.ago(TODAY + days * DAY) for days in (-2, -1, 0, 1, 2)] == [
        "2 days ago",
        "1 day ago",
        "today",
        "in 1 day",
        "in 2 days",
    ]


def test_small_words() -> None:
    assert long_day(TODAY) == "Friday 1 May 2026"
    assert counted(1, "application") == "1 application"
    assert counted(0, "application") == "0 applications"
    assert listed(["a", "b"]) == "a, b"
    assert listed("abcdef", 4) == "a, b, c, d and 2 more"


def test_a_finding_needs_no_subject() -> None:
    silent = finding(Detail.OFFER, subject="")
    doubt = replace(event(Detail.OFFER, verified=False), finding=silent)
    assert note(standing(State.UNCONFIRMED, doubt), _CALENDAR).startswith('"", from petra@lindhof.example')


def test_what_was_put_off_says_until_when() -> None:
    waits = standing(State.WAITING)
    snoozed = replace(waits, follow_up=replace(waits.follow_up, due_on=TODAY + 3 * DAY, snoozed_until=TODAY + 2 * DAY))
    assert note(snoozed, _CALENDAR) == "Snoozed until 3 May."
