"""The numbers agree with a count by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.records import Detail, Facts, Mark, MarkKind, Outcome, State, Step, Via
from inbox_watch.report.counts import counts
from inbox_watch.report.figures import aim_rows, said_waits, tiles, way_rows
from inbox_watch.report.summary import Aim, Way, summarise
from tests.report.builders import DAY, READ, TODAY, days_ago, event, heard, report, standing
from tests.report.search import job_search


def test_states_are_counted_as_by_hand() -> None:
    its_report = job_search(300)
    by_hand = Counter(one.state for one in its_report.standings)
    assert summarise(its_report).states == by_hand
    assert counts(its_report)["due"] == by_hand[State.DUE]


def test_a_receipt_is_an_autoresponse_and_no_answer() -> None:
    summary = summarise(report(standing(State.DUE, event(Detail.ACKNOWLEDGEMENT))))
    assert (summary.autoresponses, summary.answered, summary.waits.answers) == (1, 0, 0)


def test_an_absence_note_and_a_bounce_are_autoresponses() -> None:
    away, lost = (standing(State.DUE, event(detail)) for detail in (Detail.OUT_OF_OFFICE, Detail.DELIVERY_FAILURE))
    assert summarise(report(away, lost, standing())).autoresponses == 2


def test_the_first_answer_is_the_one_that_counts() -> None:
    invited, refused = event(Detail.INTERVIEW_INVITE, date(2026, 4, 11)), event(Detail.REJECTION, date(2026, 4, 21))
    summary = summarise(report(standing(State.REJECTED, refused, invited)))
    assert (summary.waits.days, summary.waits.came, summary.waits.median) == ((10,), (True,), 10)
    assert (summary.interviews, summary.answered) == (1, 1)


def test_what_is_open_is_counted_up_to_the_last_look() -> None:
    open_one = standing(applied_on=days_ago(30))
    assert summarise(report(open_one)).waits.days == (30,)
    assert summarise(report(open_one, heard=(heard("INBOX", READ - 10 * DAY),))).waits.days == (20,)


def test_doubtful_mail_is_no_answer() -> None:
    doubts = (
        standing(State.UNCONFIRMED, event(Detail.REJECTION)),
        standing(State.DUE, event(Detail.HUMAN_REPLY, unsure=True)),
        standing(State.DUE, event(Detail.OFFER, verified=False)),
        standing(State.DUE, event(Detail.HUMAN_REPLY, linked=False)),
        standing(State.ON_HOLD, event(Detail.POSITION_CLOSED, facts=Facts(on_hold=True))),
    )
    assert summarise(report(*doubts)).waits.answers == 0


def test_what_the_user_told_counts_without_a_mail() -> None:
    told = summarise(report(standing(State.OFFER), standing(State.DUE, step=Step.INTERVIEW), standing(State.ANSWERED)))
    assert (told.answered, told.interviews, told.offers, told.waits.answers) == (2, 1, 1, 0)


def test_the_ways_are_told_with_their_numbers() -> None:
    answered = standing(State.ANSWERED, event(Detail.HUMAN_REPLY), via=Via.ATS)
    lost = standing(State.UNDELIVERED, via=Via.JOB_BOARD)
    ways = summarise(report(answered, standing(via=Via.ATS), standing(), lost)).ways
    assert ways == (Way(Via.ATS, 2, 1), Way(Via.MAIL, 1, 0))


def test_letters_for_one_employer_are_told_beside_those_for_many() -> None:
    """SR57: counts and rates with their n, of what arrived by mail."""
    answered = standing(State.ANSWERED, event(Detail.HUMAN_REPLY))
    many = [standing(mass_mail=True)] * 12
    others = (standing(State.UNDELIVERED, mass_mail=True), standing(via=Via.ATS), standing(via=Via.JOB_BOARD))
    aims = summarise(report(answered, standing(), *many, *others)).aims
    assert aims == (Aim(False, 2, 1), Aim(True, 12, 0))
    rows = [(row.label, row.sent, row.answered, row.share) for row in aim_rows(aims)]
    assert rows == [("written for one employer", 2, 1, ""), ("the same to five or more", 12, 0, "0 %")]


def test_without_a_mass_mailing_there_is_nothing_to_compare() -> None:
    """SR57: one row says nothing."""
    assert aim_rows(summarise(report(standing())).aims) == ()
    assert summarise(report()).aims == ()


def test_a_share_needs_ten() -> None:
    rows = way_rows((Way(Via.ATS, 9, 3), Way(Via.MAIL, 10, 3)))
    assert [(row.label, row.share) for row in rows] == [("on an employer's site", ""), ("by mail", "30 %")]
    assert way_rows((Way(Via.ATS, 50, 0),)) == ()


def test_weeks_end_with_this_one_and_show_both_sides() -> None:
    sent, came = date(2026, 4, 1), date(2026, 4, 30)
    weeks = summarise(report(standing(State.ANSWERED, event(Detail.HUMAN_REPLY, came), applied_on=sent))).weeks
    assert [week.monday for week in (weeks[0], weeks[-1])] == [date(2026, 3, 9), date(2026, 4, 27)]
    shown = [(week.monday, week.sent, week.answers) for week in weeks if week.sent or week.answers]
    assert shown == [(date(2026, 3, 30), 1, 0), (date(2026, 4, 27), 0, 1)]


def test_a_long_search_shows_its_last_weeks() -> None:
    assert len(summarise(report(standing(applied_on=days_ago(900)))).weeks) == 20


def test_an_empty_report_has_numbers_too() -> None:
    summary = summarise(report())
    assert (summary.sent, summary.waits.median, summary.ways) == (0, None, ())
    assert len(summary.weeks) == 8


def test_how_long_answers_took_is_said_with_its_base() -> None:
    answered = [
        standing(State.ANSWERED, event(Detail.HUMAN_REPLY, days_ago(30 - wait)), applied_on=days_ago(30))
        for wait in range(1, 11)
    ]
    open_ones = [standing(applied_on=days_ago(30))] * 5
    assert said_waits(summarise(report(*answered, *open_ones)).waits)[0] == (
        "10 of 15 delivered applications got an answer, half of them within 6 days, nine of ten within 10 days. "
        "An answer is a person's mail or a decision; a receipt is none."
    )
    assert said_waits(summarise(report(standing())).waits)[1] == "None came so far to 1 delivered application."


def test_tiles_are_modest_about_small_numbers() -> None:
    few = report(standing(State.DUE, event(Detail.ACKNOWLEDGEMENT)))
    assert [tile.note for tile in tiles(few, summarise(few))] == ["", "", "", "", "", "of 1 silent"]
    assert [tile.hot for tile in tiles(few, summarise(few))] == [False] * 5 + [True]


@given(st.lists(st.sampled_from(State), max_size=12))
def test_counts_and_summary_agree(states: list[State]) -> None:
    its_report = replace(report(), standings=tuple(standing(state, applied_on=TODAY) for state in states))
    summary, numbers = summarise(its_report), counts(its_report)
    assert summary.sent == numbers["applications"] == len(states)
    assert summary.states.get(State.DUE, 0) == numbers["due"]
    assert sum(way.sent for way in summary.ways) == len(states) - numbers["undelivered"]


def test_what_the_user_told_is_an_answer_on_its_day() -> None:
    talked = replace(standing(State.INTERVIEW), marks=(Mark(MarkKind.INTERVIEWED, date(2026, 4, 11)),))
    refused = replace(
        standing(State.REJECTED),
        marks=(Mark(MarkKind.FOLLOWED_UP, date(2026, 4, 21), by="phone", outcome=Outcome.REJECTED),),
    )
    asked = replace(standing(), marks=(Mark(MarkKind.FOLLOWED_UP, date(2026, 4, 21), outcome=Outcome.NO_ANSWER),))
    waits = summarise(report(talked, refused, asked)).waits
    assert (waits.days, waits.came) == ((10, 20, 30), (True, True, False))


def test_what_was_closed_or_is_in_doubt_was_open_until_then() -> None:
    closed = standing(State.CLOSED, closed_on=date(2026, 4, 6))
    doubt = standing(State.UNCONFIRMED, event(Detail.REJECTION, date(2026, 4, 15), verified=False))
    waits = summarise(report(closed, doubt)).waits
    assert (waits.days, waits.came) == ((5, 14), (False, False))
