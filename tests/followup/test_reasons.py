"""What is said about the causes of a silence: what is known, and no guess about a mind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inbox_watch.records import (
    Advert,
    Application,
    Attachment,
    CounterpartKind,
    Detail,
    Finding,
    Mark,
    MarkKind,
    SentKind,
    State,
    Via,
)
from tests.support.events import application, stand
from tests.support.findings import at, bounce, day, received, sent


def reasons(*events: Finding, today: str = "2026-03-20", its: Application | None = None) -> tuple[str, ...]:
    return stand(*events, today=today, its=its).follow_up.reasons


def test_who_recommended_the_user_and_odd_files_are_reasons() -> None:
    """SR13, SR49: given referred_by 'H. Jo', the name; type and size of what went with the last one."""
    files = (Attachment("cv.pages", "application/octet-stream", 12_000_000),)
    letter = replace(sent("cv2", "2026-03-02 11:00"), attachments=files)
    reasons = stand(letter, today="2026-03-10", its=application(referred_by="H. Jo")).follow_up.reasons
    assert "H. Jo recommended you: begin with that name" in reasons
    assert [reason for reason in reasons if "cv.pages" in reason] != []
    assert [reason for reason in reasons if "12.0 MB" in reason] != []
    again = sent("cv3", "2026-03-03 11:00")
    assert not any("12.0 MB" in reason for reason in stand(letter, again, today="2026-03-10").follow_up.reasons)


def test_the_reasons_are_what_the_mail_shows() -> None:
    """SR15, SR50, SR53: a sentence for what each mail says."""
    assert stand(today="2026-03-06").follow_up.reasons == ("no receipt came: ask whether it arrived",)
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
        (
            (received("r", "2026-03-03 09:00"), received("s", "2026-03-03 16:30", Detail.HUMAN_REPLY)),
            "their last mail came on 2026-03-03",
        ),
        (
            (received("s", "2026-03-03 09:00", Detail.HUMAN_REPLY), received("r", "2026-03-03 16:30")),
            "receipt on 2026-03-03, no answer since",
        ),
        ((sent("f", "2026-03-05"),), "no receipt came: ask whether it arrived"),
    ],
)
def test_the_last_sign_of_them_is_named(mail: Any, said: str) -> None:
    assert stand(*mail, today="2026-03-20").follow_up.reasons[0] == said


def test_where_nobody_recommended_the_user_no_name_is_told() -> None:
    """SR13: a letter's name is the application's, unless the user took it back."""
    letter = sent("cv2", "2026-03-02 11:00", referred_by="Kim Sola")
    assert not any("recommended" in reason for reason in reasons(letter))


def test_a_board_may_have_sent_its_form() -> None:
    """SR31: given a receipt of Indeed, the report of the silence says what they may have got."""
    receipt = received("r", "2026-03-02 12:00", Detail.APPLICATION_SENT, platform="Indeed", platform_kind="job_board")
    board = application(via=Via.JOB_BOARD)
    assert "it went through Indeed: they may have its form and not your own CV" in reasons(receipt, its=board)
    assert "it went through a job board: they may have its form and not your own CV" in reasons(its=board)
    assert not any("its form" in reason for reason in reasons(receipt))


SPAM = "it may lie in their spam folder"


@pytest.mark.parametrize(
    ("events", "its", "today"),
    [
        ((), application(), "2026-03-06"),  # not silent yet
        ((received("r", "2026-03-03"),), application(), "2026-03-20"),
        ((received("a", "2026-03-03", Detail.OUT_OF_OFFICE),), application(), "2026-03-20"),
        ((received("s", "2026-03-03", Detail.STATUS_UPDATE),), application(), "2026-03-20"),
        ((sent("f", "2026-03-12", SentKind.FOLLOW_UP), bounce("b", "2026-03-12", of="f")), application(), "2026-03-20"),
        ((), application(via=Via.ATS), "2026-03-20"),
        ((), application(via=Via.MANUAL), "2026-03-20"),
    ],
)
def test_what_left_a_trace_lies_in_no_spam_folder(events: Any, its: Application, today: str) -> None:
    """SR47: only a silent letter by mail, without receipt or bounce, may."""
    assert SPAM not in reasons(*events, its=its, today=today)


def test_a_letter_without_any_trace_may_lie_in_their_spam_folder() -> None:
    """SR47: silent, by mail, no receipt, no bounce."""
    assert SPAM in reasons()
    assert SPAM in reasons(sent("f", "2026-03-09", SentKind.FOLLOW_UP), today="2026-03-20")


@pytest.mark.parametrize("via", [Via.MAIL, Via.JOB_BOARD])
def test_a_talk_agreed_by_telephone_is_their_answer(via: Via) -> None:
    """Neither the receipt nor that none came is said of it, ahead of the talk or behind it."""
    talk = Mark(MarkKind.INTERVIEWED, day("2026-03-05"), until=day("2026-03-10"))
    its = application(marks=(talk,), via=via)
    for mail in ((), (received("r", "2026-03-03"),)):
        ahead = stand(*mail, today="2026-03-10", its=its)
        assert ahead.state is State.INTERVIEW
        assert [said for said in (*ahead.follow_up.reasons, *ahead.follow_up.warnings) if "receipt" in said] == []
        behind = stand(*mail, today="2026-03-25", its=its)
        assert (behind.state, behind.follow_up.reasons[0]) == (State.DUE, "the talk was on 2026-03-10")


@pytest.mark.parametrize(("has_letter", "is_told"), [(False, True), (True, False), (None, False)])
def test_an_application_without_a_cover_letter_says_so(has_letter: bool | None, *, is_told: bool) -> None:
    """SR30: where nobody looked, nothing is said."""
    told = reasons(sent("cv2", "2026-03-02 11:00", has_letter=has_letter))
    assert ("no cover letter went with it" in told) is is_told


def test_the_letter_that_was_sent_last_counts() -> None:
    """SR30: a second mail brought the letter."""
    first, second = sent("cv2", "2026-03-02 11:00", has_letter=False), sent("cv3", "2026-03-03", has_letter=True)
    assert "no cover letter went with it" not in reasons(first, second)


@pytest.mark.parametrize(("followed", "is_told"), [(False, True), (True, False), (None, False)])
def test_instructions_that_were_not_followed_are_a_reason(followed: bool | None, *, is_told: bool) -> None:
    """SR19: the user says so."""
    told = reasons(its=application(instructions_followed=followed))
    assert ("you did not follow the instructions of the advert" in told) is is_told


def test_once_they_talked_to_the_user_the_letter_is_no_reason() -> None:
    """SR19, SR30, SR31: what explains a silence after an interview is nothing in the letter."""
    its = application(via=Via.JOB_BOARD, instructions_followed=False)
    talk = received("t", "2026-03-04", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-10"))
    letter = sent("cv2", "2026-03-02 11:00", has_letter=False)
    assert reasons(letter, its=its) == (
        "it went through a job board: they may have its form and not your own CV",
        "no cover letter went with it",
        "you did not follow the instructions of the advert",
    )
    assert reasons(letter, talk, its=its) == ("their last mail came on 2026-03-04",)


def test_silence_is_expected_after_the_day_they_name() -> None:
    """SR53: from a receipt or from the advert."""
    receipt = received("r", "2026-03-03", no_reply_policy=True, answer_by=day("2026-03-16"))
    expected = "they write only to those they invite; after 2026-03-16 silence is to be expected"
    assert expected in reasons(receipt)
    advert = Advert(no_reply_policy=True, answer_by=day("2026-03-16"))
    assert expected in reasons(its=application(advert=advert))
    assert "they write only to those they invite" in reasons(its=application(advert=Advert(no_reply_policy=True)))


def test_the_day_they_name_for_it_comes_before_a_timeline() -> None:
    """SR53: "if you hear nothing within four weeks" in the last mail, else in the advert."""
    first = received("r", "2026-03-03", answer_by=day("2026-03-16"), expected_after=day("2026-03-31"))
    last = received("s", "2026-03-04", Detail.STATUS_UPDATE, expected_after=day("2026-04-02"))
    told = "they write only to those they invite; after {} silence is to be expected"
    assert told.format("2026-03-31") in reasons(first)
    assert told.format("2026-04-02") in reasons(first, last)
    advert = Advert(expected_after=day("2026-04-15"))
    assert told.format("2026-04-15") in reasons(its=application(advert=advert))
    assert told.format("2026-03-31") in reasons(first, its=application(advert=advert))


def test_what_came_back_has_not_arrived() -> None:
    """SR45: nobody is asked whether it did."""
    came_back = stand(bounce("b", "2026-03-02 12:00", of="cv"), today="2026-03-20")
    assert came_back.state is State.UNDELIVERED
    assert came_back.follow_up.reasons == ("your mail came back: it has not arrived",)


@pytest.mark.parametrize(("call", "said"), [(True, "a call"), (False, "to be in touch")])
def test_what_the_user_promised_is_told_until_it_is_done(said: str, *, call: bool) -> None:
    promise = sent("cv2", "2026-03-02 11:00", promised_on=day("2026-03-12"), promised_call=call)
    assert f"you promised {said} on 2026-03-12" in reasons(promise)
    done = sent("f", "2026-03-12", SentKind.FOLLOW_UP, answers="cv2")
    assert not [reason for reason in reasons(promise, done) if "promised" in reason]
