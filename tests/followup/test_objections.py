"""When nothing is written, when the user may overrule it, and what is said beside a draft."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inbox_watch.followup.objections import objection, refusal, remarks
from inbox_watch.followup.occasion import occasion
from inbox_watch.records import (
    Address,
    Advert,
    Application,
    Detail,
    DraftKind,
    Mark,
    MarkKind,
    SentKind,
    Standing,
    State,
    Via,
)
from tests.followup.drafts import letter
from tests.support.events import application, stand
from tests.support.findings import ME, TIMEZONE, at, bounce, day, received, sent

TODAY = "2026-03-12"
NOTHING = "They ask not to be contacted: nothing is to be sent."
FOLLOW_UPS = [kind for kind in DraftKind if kind is not DraftKind.THANK_YOU]


def refused(standing: Standing, kind: DraftKind = DraftKind.LETTER, today: str = TODAY) -> str:
    return refusal(occasion(standing, TIMEZONE), kind, day(today))


def said(standing: Standing, kind: DraftKind = DraftKind.LETTER, author: Address = ME) -> list[str]:
    return list(remarks(occasion(standing, TIMEZONE), kind, author))


def test_a_due_follow_up_is_written_without_a_word() -> None:
    standing = stand(letter(), today=TODAY)
    assert standing.state is State.DUE
    assert (refused(standing), objection(standing, DraftKind.LETTER), said(standing)) == ("", "", [])


@pytest.mark.parametrize("kind", FOLLOW_UPS)
def test_a_used_follow_up_is_not_written_again_and_its_day_is_told(kind: DraftKind) -> None:
    by_mail = stand(sent("asked", "2026-03-10", SentKind.FOLLOW_UP), today=TODAY)
    by_phone = stand(
        today="2026-06-12", its=application(marks=(Mark(MarkKind.FOLLOWED_UP, day("2026-03-10"), by="phone"),))
    )
    for standing in (by_mail, by_phone):
        assert refused(standing, kind) == (
            "The one follow-up of this step was used on 2026-03-10; a second one is not written."
        )


def test_a_new_step_has_a_follow_up_of_its_own() -> None:
    asked = sent("asked", "2026-03-10", SentKind.FOLLOW_UP)
    talk = received("talk", "2026-03-11", Detail.INTERVIEW_INVITE, event_on=at("2026-03-13"))
    assert refused(stand(asked, talk, today="2026-03-25"), today="2026-03-25") == ""


@pytest.mark.parametrize("kind", FOLLOW_UPS)
def test_what_came_back_is_sent_again_and_not_followed_up(kind: DraftKind) -> None:
    standing = stand(bounce("b", "2026-03-03", "cv"), today=TODAY)
    assert standing.state is State.UNDELIVERED
    assert "send the application again" in refused(standing, kind)


def test_what_arrived_is_not_asked_after() -> None:
    assert refused(stand(received("r", "2026-03-03"), today=TODAY), DraftKind.ARRIVAL) == (
        "Their mail of 2026-03-03 shows that it arrived: leave --arrival out."
    )
    viewed = stand(received("r", "2026-03-03", Detail.APPLICATION_VIEWED), today=TODAY)
    assert refused(viewed, DraftKind.ARRIVAL) == "Their mail shows that it arrived: leave --arrival out."
    assert refused(stand(today=TODAY), DraftKind.ARRIVAL) == ""


def test_after_a_talk_no_arrival_is_open() -> None:
    talk = received("talk", "2026-03-05", Detail.INTERVIEW_INVITE, event_on=at("2026-03-10"))
    assert refused(stand(talk, today=TODAY), DraftKind.ARRIVAL).startswith("After an invitation")


def test_only_a_talk_that_took_place_is_thanked_for() -> None:
    talk = received("talk", "2026-03-05", Detail.INTERVIEW_INVITE, event_on=at("2026-03-10"))
    off = received("off", "2026-03-06", Detail.INTERVIEW_CANCELLED)
    assert refused(stand(talk, today=TODAY), DraftKind.THANK_YOU) == ""
    assert refused(stand(talk, today="2026-03-10"), DraftKind.THANK_YOU, "2026-03-10") == ""
    assert refused(stand(talk, today="2026-03-09"), DraftKind.THANK_YOU, "2026-03-09") == (
        "The talk is on 2026-03-10: write when it has taken place."
    )
    for standing in (stand(today=TODAY), stand(talk, off, today=TODAY)):
        assert refused(standing, DraftKind.THANK_YOU) == "No talk about a1 is known that one could thank for."


def test_before_a_second_talk_nobody_is_thanked_for_it_or_asked_for_news() -> None:
    first = received("talk", "2026-03-05", Detail.INTERVIEW_INVITE, event_on=at("2026-03-06"))
    second = received("again", "2026-03-10", Detail.INTERVIEW_INVITE, event_on=at("2026-03-20"))
    for kind in (DraftKind.LETTER, DraftKind.LINKEDIN, DraftKind.THANK_YOU):
        assert refused(stand(first, second, today=TODAY), kind).startswith("The talk is on 2026-03-20")


def test_a_thank_you_uses_nothing_up_and_is_written_after_a_follow_up() -> None:
    talk = received("talk", "2026-03-05", Detail.INTERVIEW_INVITE, event_on=at("2026-03-06"))
    asked = sent("asked", "2026-03-11", SentKind.FOLLOW_UP)
    standing = stand(talk, asked, today=TODAY)
    assert standing.follow_up.used_on
    assert refused(standing, DraftKind.THANK_YOU) == ""
    assert objection(replace(standing, state=State.INTERVIEW), DraftKind.THANK_YOU) == ""


SILENT = {State.DUE, State.WAITING, State.SILENT_HOLD, State.MOVE_ON, State.SILENT_FINAL, State.FOLLOWED_UP}


@pytest.mark.parametrize("state", State)
def test_every_state_that_is_not_silence_has_its_objection(state: State) -> None:
    standing = replace(stand(today=TODAY), state=state)
    is_objected = objection(standing, DraftKind.LETTER) != "" or state is State.UNDELIVERED
    assert is_objected is (state not in SILENT)


def test_a_pause_is_told_with_its_end() -> None:
    paused = stand(received("p", "2026-03-03", Detail.POSITION_CLOSED, on_hold=True), today=TODAY)
    assert paused.state is State.ON_HOLD
    assert objection(paused, DraftKind.LETTER) == "The position is on hold: nothing is to be sent before 2026-04-08."


@pytest.mark.parametrize(
    ("its", "today", "says"),
    [
        (application(), "2026-03-04", "It is early: the follow-up is due on 2026-03-09."),
        (application(), "2026-06-01", "After 91 days of silence the advice is to let it go; you may still write."),
        (
            application(advert=Advert(no_contact=True)),
            TODAY,
            "Mind: they ask not to be contacted.",
        ),
        (
            application(via=Via.JOB_BOARD),
            TODAY,
            "The job board may have handed on its own version of your CV: attach yours.",
        ),
    ],
)
def test_what_to_mind_is_told(its: Application, today: str, says: str) -> None:
    assert says in said(stand(today=today, its=its))


def test_without_an_address_the_next_step_is_named() -> None:
    portal = stand(today=TODAY, its=application(via=Via.ATS, contacts=()))
    board = stand(today=TODAY, its=application(via=Via.JOB_BOARD, contacts=()))
    contact = "name {} with `inbox-watch applications edit a1 --contact ADDRESS`."
    assert f"No address is known: ask through their portal, or {contact.format('one')}" in said(portal)
    assert f"No address is known: find a person or a desk and {contact.format('it')}" in said(board)
    assert [line for line in said(portal, DraftKind.LINKEDIN) if "address" in line] == []


def test_what_stands_in_brackets_is_pointed_out() -> None:
    standing = stand(today=TODAY)
    assert said(standing, author=Address("", ME.address)) == [
        "Your name is not known from your letters: put it in where the brackets are."
    ]
    assert said(standing, DraftKind.CALL)[0].endswith("Put yours in where the brackets are.")


@pytest.mark.parametrize(("kind", "by"), [(DraftKind.CALL, "phone"), (DraftKind.LINKEDIN, "linkedin")])
def test_what_no_mail_shows_is_to_be_marked(kind: DraftKind, by: str) -> None:
    told = f"No mail will show it: afterwards run `inbox-watch mark a1 followed-up --by {by}`."
    assert told in said(stand(today=TODAY), kind)


def test_whoever_asks_not_to_be_called_is_named_beside_a_call_sheet() -> None:
    standing = stand(today=TODAY, its=application(advert=Advert(no_calls=True)))
    assert "Mind: they ask not to be called." in said(standing, DraftKind.CALL)


@pytest.mark.parametrize(
    ("asked", "letter_is", "call_is"),
    [
        ({"no_calls": True}, "", "They ask not to be called: write instead."),
        ({"no_contact": True}, NOTHING, NOTHING),
    ],
)
def test_what_they_forbid_is_written_only_when_the_user_overrules_it(
    asked: dict[str, Any], letter_is: str, call_is: str
) -> None:
    """SR17. Once a call sheet was handed out where calls were forbidden, and a letter where any word was."""
    standing = stand(received("r", "2026-03-03", **asked), today=TODAY)
    assert objection(standing, DraftKind.LETTER) == letter_is
    assert objection(standing, DraftKind.CALL) == call_is
