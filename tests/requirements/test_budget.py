"""One follow-up for each step and never a second one; what uses it up, and what does not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from inbox_watch.followup.letters import LONGEST_NOTE
from inbox_watch.records import Detail, DraftKind, MarkKind, SentKind, State, Step
from inbox_watch.report.as_json import to_json
from tests.cli.calls import call
from tests.cli.remembered import PLANNER, applications, remembered
from tests.followup.drafts import letter, written
from tests.requirements.search import marked, report, the_one, told
from tests.support.findings import LINDHOF, at, day, received, sent
from tests.support.written_mail import mine

# Applied on Monday, 2 March 2026, so the follow-up is due on the 9th.
LETTER = letter(role="Planner")
ASKED = sent("asked", "2026-03-10", SentKind.FOLLOW_UP)


@pytest.mark.parametrize("days", [1, 7, 36, 37, 400])
def test_sr01_whoever_was_asked_once_is_never_asked_again(days: int) -> None:
    today = (day("2026-03-10") + timedelta(days=days)).isoformat()
    stands = the_one(LETTER, ASKED, today=today)
    assert stands.state in (State.FOLLOWED_UP, State.SILENT_FINAL, State.MOVE_ON)
    assert not stands.follow_up.advised
    assert the_one(LETTER, today="2026-03-10").follow_up.advised


def test_sr02_after_a_talk_there_is_one_follow_up_more() -> None:
    talk = received("talk", "2026-03-16", Detail.INTERVIEW_INVITE, answers="letter", event_on=at("2026-03-20 14:00"))
    again = sent("again", "2026-03-30", SentKind.FOLLOW_UP, answers="talk")
    held = the_one(LETTER, ASKED, talk, today="2026-03-27")
    assert (held.state, held.step, held.follow_up.due_on) == (State.DUE, Step.INTERVIEW, day("2026-03-27"))
    assert the_one(LETTER, ASKED, talk, again, today="2026-06-01").follow_up.used_on == day("2026-03-30")
    assert not the_one(LETTER, ASKED, talk, again, today="2026-06-01").follow_up.advised


def test_sr03_a_mail_the_user_sent_without_being_told_to_is_the_follow_up() -> None:
    application = mine("2026-03-02", LINDHOF, "Application as Planner")
    asks = sent("asks", "2026-03-05", SentKind.OTHER, to="office@lindhof-labs.example")
    assert the_one(application, asks, today="2026-03-09").follow_up.used_on == day("2026-03-05")


def test_sr03_an_answer_to_their_question_is_no_follow_up() -> None:
    news = received("news", "2026-03-04", Detail.STATUS_UPDATE, answers="letter")
    answer = sent("answer", "2026-03-05", SentKind.OTHER, answers="news")
    assert the_one(LETTER, news, answer, today="2026-03-20").follow_up.used_on is None


def test_sr34_a_pause_is_waited_for_and_two_working_days_more() -> None:
    says = marked(1, LETTER, MarkKind.ON_HOLD, "2026-03-10", until="2026-07-01")
    days = ("2026-04-30", "2026-07-01", "2026-07-02", "2026-07-03")
    stands = [the_one(LETTER, today=today, says=[says]) for today in days]
    assert [each.state for each in stands] == [State.ON_HOLD, State.ON_HOLD, State.WAITING, State.DUE]
    assert {each.follow_up.due_on for each in stands} == {day("2026-07-03")}


def test_sr35_asking_somebody_inside_leaves_the_follow_up_unused() -> None:
    to_kim = sent("kim", "2026-03-06", SentKind.OTHER, to="kim@lindhof-labs.example")
    says = marked(1, LETTER, MarkKind.CONTACT_ASKED, "2026-03-06", whom="kim@lindhof-labs.example")
    assert the_one(LETTER, to_kim, today="2026-03-09").follow_up.used_on == day("2026-03-06")
    stands = the_one(LETTER, to_kim, today="2026-03-09", says=[says])
    assert (stands.state, stands.follow_up.used_on) == (State.DUE, None)


def test_sr36_a_note_on_linkedin_is_short_and_says_what_it_is_about() -> None:
    note = written(the_one(LETTER, today="2026-03-12"), DraftKind.LINKEDIN).body
    assert len(note) <= LONGEST_NOTE == 300
    assert all(part in note for part in ("My name is Runa Falkenried", "Planner", "2 March 2026", "sent my CV"))
    assert "I am still very interested" in note


def test_sr36_a_note_on_linkedin_is_the_one_follow_up(tmp_path: Path) -> None:
    config = remembered(tmp_path, PLANNER)
    assert call("-c", config, "mark", "a1", "followed-up", "--on", "2026-03-10", "--by", "linkedin").code == 0
    assert applications(config, "2026-03-12")["a1"]["follow_up"]["used_on"] == "2026-03-10"


def test_sr44_the_report_says_how_many_silent_ones_were_not_followed_up() -> None:
    employers = [f"jobs@{name}.example" for name in "arlt brix carow dorn elm frost gelt horn ilm jost".split()]
    letters = [sent(to, "2026-03-02", to=to) for to in employers]
    asked = [sent(f"asked {to}", "2026-03-10", SentKind.FOLLOW_UP, to=to) for to in employers[:3]]
    found = report(*letters, *asked, today="2026-03-18")
    assert "7 of 10 silent applications were not followed up." in told(found)
    assert '"silent_unused": 7' in to_json(found)


def test_sr54_after_45_days_of_silence_the_advice_is_to_let_go() -> None:
    assert the_one(LETTER, ASKED, today="2026-04-15").state is State.SILENT_FINAL
    stands = report(LETTER, ASKED, today="2026-04-16")
    assert stands.standings[0].state is State.MOVE_ON
    assert "no answer, move on" in told(stands)


def test_sr54_who_was_let_go_may_still_answer() -> None:
    late = received("late", "2026-06-12", Detail.REJECTION, answers="letter")
    assert the_one(LETTER, ASKED, late, today="2026-06-12").state is State.REJECTED
