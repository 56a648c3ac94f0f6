"""The channel, and what to mind when writing or calling."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inbox_watch.followup.advice import MISSING_RECEIPT
from inbox_watch.records import (
    Address,
    Advert,
    Application,
    Channel,
    CounterpartKind,
    Detail,
    Finding,
    Mark,
    MarkKind,
    SentKind,
    State,
    Via,
)
from tests.support.events import GERMANY, application, stand
from tests.support.findings import LINDHOF, at, bounce, day, received, sent

PROMISE = sent("cv2", "2026-03-02 11:00", promised_on=day("2026-03-12"), promised_call=True)
OWNER = application(kind=CounterpartKind.SMALL_OWNER)
DEPUTY = received("a", "2026-03-03", Detail.OUT_OF_OFFICE, deputy=Address("", "ada@lindhof-labs.example"))
NO_CALLS = received("r", "2026-03-03", no_calls=True)


@pytest.mark.parametrize(
    ("its", "events", "policy", "channel"),
    [
        (application(), (), {}, Channel.EMAIL),
        (OWNER, (), {}, Channel.PHONE),
        (application(), (PROMISE,), {}, Channel.PHONE),
        (OWNER, (NO_CALLS,), {}, Channel.EMAIL),
        (application(), (PROMISE, NO_CALLS), {}, Channel.EMAIL),
        (OWNER, (), {"phone_comfort": "avoid"}, Channel.EMAIL),
        (OWNER, (), {"contact_style": "quiet"}, Channel.EMAIL),
        (application(contacts=()), (), {}, Channel.FIND_CONTACT),
        (application(contacts=(), via=Via.ATS), (), {}, Channel.PORTAL),
        (application(contacts=(), via=Via.MANUAL), (), {}, Channel.FIND_CONTACT),
        (application(contacts=(), via=Via.MANUAL, write_to=LINDHOF), (), {}, Channel.EMAIL),
        (application(contacts=(), via=Via.JOB_BOARD), (), {}, Channel.FIND_CONTACT),
        (application(contacts=(), write_to=LINDHOF), (), {}, Channel.EMAIL),
        (replace(OWNER, contacts=(), via=Via.JOB_BOARD), (), {}, Channel.FIND_CONTACT),  # SR27 before SR20
        (application(kind=CounterpartKind.MIDSIZE), (), {}, Channel.EMAIL),
        (application(kind=CounterpartKind.MIDSIZE, contacts=(), via=Via.ATS), (), {}, Channel.PORTAL),
        (application(), (PROMISE,), {"phone_comfort": "avoid"}, Channel.EMAIL),
        (OWNER, (received("u", "2026-03-03", Detail.STATUS_UPDATE, no_calls=True),), {}, Channel.EMAIL),
        (application(contacts=()), (DEPUTY,), {}, Channel.EMAIL),
        (application(mass_mail=True), (), {}, Channel.NONE),
        (OWNER, (received("r", "2026-03-03", no_contact=True),), {}, Channel.NONE),
        (replace(OWNER, advert=Advert(no_calls=True)), (), {}, Channel.EMAIL),
        (replace(OWNER, advert=Advert(no_contact=True)), (), {}, Channel.NONE),
    ],
)
def test_the_channel(its: Any, events: Any, policy: dict[str, Any], channel: Channel) -> None:
    """SR05, SR17, SR20, SR21, SR27, SR29, SR37, SR38: by mail, unless something that is known says otherwise."""
    chosen = stand(*events, today="2026-03-09", its=its, policy=replace(GERMANY, **policy))
    assert chosen.follow_up.channel is channel


@pytest.mark.parametrize(
    ("changes", "channel"),
    [
        ({"contacts": (Address("", "jobs@lindhof-labs.example"),)}, Channel.PORTAL),
        ({"contacts": (Address("", "jobs@lindhof-labs.example"), Address("", LINDHOF))}, Channel.EMAIL),
        ({"contacts": ()}, Channel.PORTAL),
        ({"contacts": (Address("", "jobs@lindhof-labs.example"),), "via": Via.MAIL}, Channel.EMAIL),
        ({"contacts": (), "via": Via.MANUAL}, Channel.FIND_CONTACT),
        ({"contacts": (Address("", "jobs@lindhof-labs.example"),), "via": Via.MANUAL}, Channel.EMAIL),
    ],
)
def test_a_large_company_is_asked_through_its_portal_unless_a_person_is_known(
    changes: dict[str, Any], channel: Channel
) -> None:
    """SR22: its desk reads what its system sends; only an application through a site shows a portal."""
    its = application(**{"kind": CounterpartKind.LARGE, "via": Via.ATS, **changes})
    assert stand(today="2026-03-16", its=its).follow_up.channel is channel


def test_a_midsize_company_is_written_to_after_ten_days() -> None:
    """SR21: the person in its personnel office, by mail."""
    follow_up = stand(today="2026-03-12", its=application(kind=CounterpartKind.MIDSIZE)).follow_up
    assert (follow_up.channel, follow_up.target) == (Channel.EMAIL, LINDHOF)
    assert (follow_up.due_on, follow_up.because) == (day("2026-03-12"), "10 days after your application")


def test_what_came_back_is_not_followed_up() -> None:
    """SR45: there is nobody who could say whether it arrived."""
    gone = stand(bounce("b", "2026-03-02 12:00", of="cv"), today="2026-03-20")
    assert (gone.state, gone.follow_up.channel) == (State.UNDELIVERED, Channel.NONE)


def test_a_promised_call_against_the_users_wish_is_a_warning() -> None:
    """SR38: a mail on the promised day."""
    shy = replace(GERMANY, phone_comfort="avoid")
    follow_up = stand(PROMISE, today="2026-03-12", policy=shy).follow_up
    (warning,) = follow_up.warnings
    assert "promised a call" in warning
    assert (follow_up.channel, follow_up.due_on) == (Channel.EMAIL, day("2026-03-12"))
    assert stand(PROMISE, today="2026-03-12").follow_up.warnings == ()


def test_who_asks_not_to_be_called_is_heard() -> None:
    assert stand(NO_CALLS, today="2026-03-09").follow_up.warnings == ("they ask not to be called",)


ADDED = application(via=Via.ATS, contacts=())


@pytest.mark.parametrize(
    ("its", "events", "today", "is_missing"),
    [
        (ADDED, (), "2026-03-03", False),  # 24 hours are not over
        (ADDED, (), "2026-03-04", True),
        (replace(ADDED, via=Via.JOB_BOARD), (), "2026-03-04", True),
        (ADDED, (received("r", "2026-03-03"),), "2026-03-04", False),
        (ADDED, (received("s", "2026-03-03", Detail.STATUS_UPDATE),), "2026-03-04", False),
        (ADDED, (sent("f", "2026-03-10", SentKind.FOLLOW_UP),), "2026-03-20", False),
        (replace(ADDED, marks=(Mark(MarkKind.INTERVIEWED, day("2026-03-03")),)), (), "2026-03-04", False),
        (replace(ADDED, via=Via.MANUAL), (), "2026-03-04", False),
        (replace(ADDED, via=Via.MAIL), (), "2026-03-04", False),
        (ADDED, (received("v", "2026-03-03", Detail.APPLICATION_VIEWED),), "2026-03-04", False),
    ],
)
def test_a_receipt_that_should_have_come_is_missed(
    its: Application, events: tuple[Finding, ...], today: str, *, is_missing: bool
) -> None:
    """SR46: a board and an employer's site confirm what they take; a day later its absence is told, not asked about."""
    follow_up = stand(*events, today=today, its=its).follow_up
    assert (MISSING_RECEIPT in follow_up.warnings) is is_missing
    if is_missing:
        assert not any("no receipt came" in reason for reason in follow_up.reasons)


def test_a_missing_receipt_is_no_reason_to_ask_whether_it_arrived() -> None:
    """SR46: on the first day nothing is missed yet, and there is nobody to ask."""
    assert stand(today="2026-03-03", its=ADDED).follow_up.reasons == ("no receipt came",)
    assert stand(today="2026-03-20", its=ADDED).follow_up.reasons == ()


def test_news_that_ask_for_no_calls_are_heard_as_a_receipt_is() -> None:
    """SR17: whichever mail says so."""
    news = received("u", "2026-03-03", Detail.STATUS_UPDATE, no_contact=True)
    held = stand(news, today="2026-03-20")
    assert (held.state, held.follow_up.channel) == (State.SILENT_HOLD, Channel.NONE)
    assert held.follow_up.warnings == ("they ask not to be contacted",)


def test_a_mass_mailing_says_what_would_help_more() -> None:
    """SR26: the advice is a targeted letter."""
    (warning,) = stand(today="2026-03-20", its=application(mass_mail=True)).follow_up.warnings
    assert warning == "the same letter went to five or more employers within a week; a targeted letter helps more"


def test_after_a_talk_a_mass_mailing_is_no_reason_to_keep_still() -> None:
    """SR02, SR55: the letter was one of many, the talk was not. Once the silence after it was held back."""
    talk = received("t", "2026-03-04", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-10"))
    after = stand(talk, today="2026-03-20", its=application(mass_mail=True))
    assert (after.state, after.follow_up.channel, after.follow_up.warnings) == (State.DUE, Channel.EMAIL, ())
