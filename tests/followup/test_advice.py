"""The channel, the target, and the short sentences beside a follow-up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inbox_watch.records import Address, Advert, Attachment, Channel, CounterpartKind, Detail, Via
from tests.support.events import GERMANY, application, stand
from tests.support.findings import LINDHOF, day, received, sent

PROMISE = sent("cv2", "2026-03-02 11:00", promised_on=day("2026-03-12"), promised_call=True)
OWNER = application(kind=CounterpartKind.SMALL_OWNER)
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
        (application(contacts=()), (), {}, Channel.PORTAL),
        (application(contacts=(), via=Via.JOB_BOARD), (), {}, Channel.FIND_CONTACT),
        (application(mass_mail=True), (), {}, Channel.NONE),
        (OWNER, (received("r", "2026-03-03", no_contact=True),), {}, Channel.NONE),
        (replace(OWNER, advert=Advert(no_calls=True)), (), {}, Channel.EMAIL),
        (replace(OWNER, advert=Advert(no_contact=True)), (), {}, Channel.NONE),
    ],
)
def test_the_channel(its: Any, events: Any, policy: dict[str, Any], channel: Channel) -> None:
    chosen = stand(*events, today="2026-03-09", its=its, policy=replace(GERMANY, **policy))
    assert chosen.follow_up.channel is channel


def test_the_target_is_who_wrote_last() -> None:
    its = application(contacts=(Address("", "jobs@lindhof-labs.example"), Address("Petra", LINDHOF)))
    assert stand(today="2026-03-09", its=its).follow_up.target == "jobs@lindhof-labs.example"
    assert stand(received("r", "2026-03-03"), today="2026-03-09", its=its).follow_up.target == LINDHOF
    stranger = received("s", "2026-03-04", from_="robot@ats.example")
    assert stand(received("r", "2026-03-03"), stranger, today="2026-03-09", its=its).follow_up.target == LINDHOF


def test_the_target_is_whom_the_user_names() -> None:
    its = application(write_to="jo@lindhof-labs.example")
    assert stand(received("r", "2026-03-03"), today="2026-03-09", its=its).follow_up.target == its.write_to


def test_when_nobody_is_known_the_employer_is() -> None:
    assert stand(today="2026-03-09", its=application(contacts=())).follow_up.target == "Lindhof Labs"


def test_who_recommended_the_user_and_odd_files_are_reasons() -> None:
    files = (Attachment("cv.pages", "application/octet-stream", 12_000_000),)
    letter = replace(sent("cv2", "2026-03-02 11:00", referred_by="H. Jo"), attachments=files)
    reasons = stand(letter, today="2026-03-10").follow_up.reasons
    assert "H. Jo recommended you: begin with that name" in reasons
    assert [reason for reason in reasons if "cv.pages" in reason] != []
    assert [reason for reason in reasons if "12.0 MB" in reason] != []
    again = sent("cv3", "2026-03-03 11:00")
    assert not any("12.0 MB" in reason for reason in stand(letter, again, today="2026-03-10").follow_up.reasons)


def test_the_reasons_are_what_the_mail_shows() -> None:
    assert stand(today="2026-03-09").follow_up.reasons == ("no receipt came: ask whether it arrived",)
    mail = (
        received("r", "2026-03-03", no_reply_policy=True),
        received("a", "2026-03-04", Detail.OUT_OF_OFFICE, return_on=day("2026-03-06")),
    )
    reasons = stand(*mail, today="2026-03-10", its=application(kind=CounterpartKind.RECRUITER)).follow_up.reasons
    assert reasons == (
        "receipt on 2026-03-03, no answer since",
        "they were away until 2026-03-06",
        "they write only to those they invite",
        "silence from a recruiter usually means no match at present",
    )


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        ((received("r", "2026-03-03"),), "receipt on 2026-03-03, no answer since"),
        (
            (received("r", "2026-03-03"), received("s", "2026-03-05", Detail.STATUS_UPDATE)),
            "their last mail came on 2026-03-05",
        ),
        ((received("s", "2026-03-05", Detail.STATUS_UPDATE),), "their last mail came on 2026-03-05"),
        (
            (received("s", "2026-03-03", Detail.STATUS_UPDATE), received("r", "2026-03-05")),
            "receipt on 2026-03-05, no answer since",
        ),
        ((sent("f", "2026-03-05"),), "no receipt came: ask whether it arrived"),
    ],
)
def test_the_last_sign_of_them_is_named(mail: Any, said: str) -> None:
    assert stand(*mail, today="2026-03-20").follow_up.reasons[0] == said


def test_a_promised_call_against_the_users_wish_is_a_warning() -> None:
    shy = replace(GERMANY, phone_comfort="avoid")
    (warning,) = stand(PROMISE, today="2026-03-12", policy=shy).follow_up.warnings
    assert "promised a call" in warning
    assert stand(PROMISE, today="2026-03-12").follow_up.warnings == ()


def test_who_asks_not_to_be_called_is_heard() -> None:
    assert stand(NO_CALLS, today="2026-03-09").follow_up.warnings == ("they ask not to be called",)
