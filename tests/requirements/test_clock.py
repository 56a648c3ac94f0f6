"""When silence is silence: what the clock waits for, and what does not stop it."""

from __future__ import annotations

from pathlib import Path

import pytest

from inbox_watch.records import Channel, Detail, Finding, SentKind, State, Step
from tests.cli.calls import call
from tests.cli.remembered import applications, remembered
from tests.followup.drafts import letter
from tests.requirements.search import alert_about, as_page, listed, report, rung_as_due, the_one, told
from tests.support.findings import LINDHOF, day, received, sent
from tests.support.written_mail import mine, theirs

LETTER = letter(role="Planner")


def by_mail(when: str, words: str = "Dear Ms Lindhof,\nplease find my CV attached.") -> Finding:
    return mine(when, f"Petra Lindhof <{LINDHOF}>", "Application as Planner", words, message_id="<cv@mail.example>")


def answer(when: str, detail: Detail, words: str) -> Finding:
    from_ = f"Petra Lindhof <{LINDHOF}>"
    return theirs(when, detail, from_, "Re: Application as Planner", words, in_reply_to="<cv@mail.example>")


def test_sr04_the_follow_up_is_due_a_week_after_the_application() -> None:
    application = sent("cv", "2026-06-01")  # a Monday
    assert the_one(application, today="2026-06-07").state is State.WAITING
    assert the_one(application, today="2026-06-08").state is State.DUE


def test_sr04_a_holiday_moves_the_due_date_to_the_next_working_day() -> None:
    """Good Friday of 2026 is 3 April, Easter Monday the 6th."""
    assert the_one(sent("cv", "2026-03-27"), today="2026-03-30").follow_up.due_on == day("2026-04-07")


@pytest.mark.parametrize(("days", "code"), [(4, 78), (5, 0), (21, 0), (22, 78)])
def test_sr04_the_user_may_wait_for_five_days_to_three_weeks(tmp_path: Path, days: int, code: int) -> None:
    config = remembered(tmp_path, sent("cv", "2026-03-02"))
    config.write_text(f"{config.read_text('utf-8')}[follow_up]\nwait_days = {days}\n", "utf-8")
    done = call("-c", config, "report", "--as-of", "2026-04-01")
    assert done.code == code
    if code == 0:
        due = day("2026-03-09") if days == 5 else day("2026-03-23")
        assert applications(config, "2026-03-04")["a1"]["follow_up"]["due_on"] == due.isoformat()


@pytest.mark.parametrize("applied_on", ["2026-04-20", "2026-05-11"])
def test_sr05_the_call_the_letter_announces_is_the_follow_up(applied_on: str) -> None:
    application = by_mail(applied_on, "Dear Ms Lindhof,\nplease find my CV attached. I will call you on 12 May.")
    stands = the_one(application, today="2026-05-12")
    assert (stands.state, stands.follow_up.due_on) == (State.DUE, day("2026-05-12"))
    assert stands.follow_up.channel is Channel.PHONE
    assert rung_as_due(stands) == ["Lindhof Labs"]


def test_sr06_whoever_writes_before_the_promised_day_is_not_called() -> None:
    application = by_mail("2026-05-04", "Dear Ms Lindhof,\nplease find my CV attached. I will call you on 12 May.")
    invites = answer("2026-05-10", Detail.INTERVIEW_INVITE, "We would like to meet you. When would suit you?")
    stands = the_one(application, invites, today="2026-05-12")
    assert (stands.state, stands.follow_up.due_on) == (State.INTERVIEW, None)
    assert rung_as_due(stands) == []
    news = answer("2026-05-10", Detail.STATUS_UPDATE, "We are still reading the applications.")
    released = the_one(application, news, today="2026-05-12")
    assert (released.state, released.follow_up.channel) == (State.WAITING, Channel.EMAIL)
    assert released.follow_up.due_on == day("2026-05-18")


def test_sr07_two_days_without_an_answer_are_no_silence() -> None:
    stands = the_one(sent("cv", "2026-03-02 10:00"), today="2026-03-04")
    assert (stands.state, stands.silent) == (State.WAITING, False)


def test_sr08_a_refusal_after_430_days_finds_its_application_and_the_delay_is_told() -> None:
    late = received("late", "2026-03-13", Detail.REJECTION, passed=True)
    found = report(sent("cv", "2025-01-07"), late, today="2026-03-13")
    assert [each.state for each in found.standings] == [State.REJECTED]
    assert "430 days after you applied" in as_page(found)


def test_sr09_silence_is_never_told_as_a_refusal() -> None:
    found = report(LETTER, sent("asked", "2026-03-10", SentKind.FOLLOW_UP), today="2026-09-26")
    assert found.standings[0].silent
    assert "no answer" in told(found)
    assert "reject" not in told(found).lower()


def test_sr51_the_report_explains_that_no_answer_is_no_verdict() -> None:
    assert "No answer is no verdict on you: many employers never write back." in as_page(
        report(LETTER, today="2026-03-10")
    )


def test_sr10_a_receipt_is_no_answer() -> None:
    application = by_mail("2026-03-02")
    confirms = answer("2026-03-02 11:00", Detail.ACKNOWLEDGEMENT, "We have received your application.")
    stands = the_one(application, confirms, today="2026-03-10")
    assert (stands.state, stands.silent) == (State.DUE, True)
    assert "receipt on 2026-03-02, no answer since" in stands.follow_up.reasons
    assert alert_about(confirms, stands) is not None


def test_sr15_a_recruiter_is_waited_for_five_days() -> None:
    """Five days after Wednesday is Monday; whoever is waited for a week is not due before Wednesday."""
    application = mine("2026-03-04", "eva@wirth-recruitment.example", "Application as Planner")
    assert the_one(application, today="2026-03-08").state is State.WAITING
    stands = the_one(application, today="2026-03-09")
    assert stands.state is State.DUE
    assert "silence from a recruiter usually means no match at present" in stands.follow_up.reasons
    assert the_one(by_mail("2026-03-04"), today="2026-03-10").state is State.WAITING


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("You will hear from us within two weeks.", "2026-06-17"),
        ("You will hear from us within two weeks, at the latest by 30 June.", "2026-07-02"),
        ("Thank you.", "2026-06-08"),
    ],
)
def test_sr18_what_they_say_about_when_they_answer_counts(words: str, due: str) -> None:
    confirms = answer("2026-06-01 11:00", Detail.ACKNOWLEDGEMENT, f"We have received your application. {words}")
    assert the_one(by_mail("2026-06-01"), confirms, today="2026-06-02").follow_up.due_on == day(due)


def test_sr18_the_timeline_of_the_advert_counts_as_well(tmp_path: Path) -> None:
    config = remembered(tmp_path, LETTER)
    advert = tmp_path / "advert.txt"
    advert.write_text("Planner wanted.\nWe will decide and answer you by 30 March.\n", "utf-8")
    assert call("-c", config, "applications", "edit", "a1", "--posting", advert).code == 0
    assert applications(config, "2026-03-20")["a1"]["follow_up"]["due_on"] == "2026-04-01"


def test_sr50_an_absence_is_waited_for_and_the_deputy_is_named() -> None:
    application = by_mail("2026-08-03")
    words = "I am away until 18 August. In urgent cases my colleague Otto Brandt, otto@lindhof-labs.example, is there."
    away = answer("2026-08-03 11:00", Detail.OUT_OF_OFFICE, words)
    stands = the_one(application, away, today="2026-08-14")
    assert (stands.state, stands.follow_up.due_on) == (State.WAITING, day("2026-08-20"))
    deputy = "ask Otto Brandt (otto@lindhof-labs.example), their deputy, if it cannot wait"
    assert deputy in stands.follow_up.suggestions
    alert = alert_about(away, stands)
    assert alert
    assert "Their deputy: Otto Brandt (otto@lindhof-labs.example)" in alert.body


def test_sr53_where_only_the_shortlisted_are_answered_silence_is_to_be_expected() -> None:
    words = "We have received your application. Only shortlisted candidates will be contacted."
    confirms = answer("2026-03-02 11:00", Detail.ACKNOWLEDGEMENT, words)
    stands = the_one(by_mail("2026-03-02"), confirms, today="2026-03-09")
    assert confirms.facts.no_reply_policy
    assert "they write only to those they invite" in stands.follow_up.reasons
    assert stands.follow_up.advised


def test_sr53_the_day_after_which_silence_is_the_answer_is_told() -> None:
    words = "If you have not heard from us within four weeks, please consider your application unsuccessful."
    confirms = answer("2026-03-02 11:00", Detail.ACKNOWLEDGEMENT, f"We have received your application. {words}")
    stands = the_one(by_mail("2026-03-02"), confirms, today="2026-03-09")
    assert any("after 2026-03-30 silence is to be expected" in reason for reason in stands.follow_up.reasons)


def test_sr55_silence_after_a_talk_comes_after_five_working_days_and_first() -> None:
    other = sent("kestrel", "2026-03-02", to="jobs@kestrel.example")
    talk = answer("2026-03-09", Detail.INTERVIEW_SCHEDULED, "We look forward to our interview on 12 March 2026.")
    before = report(other, by_mail("2026-03-05"), talk, today="2026-03-18")
    after = report(other, by_mail("2026-03-05"), talk, today="2026-03-20")
    assert listed(before) == ["Kestrel", "Lindhof Labs"]
    assert listed(after) == ["Lindhof Labs", "Kestrel"]
    assert {each.step: each.follow_up.due_on for each in after.standings}[Step.INTERVIEW] == day("2026-03-19")
