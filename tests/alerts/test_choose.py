"""What is worth saying is said once, in clean words, with what to do."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.alerts.choose import alerts_for_due
from inbox_watch.alerts.wishes import AlertWishes
from inbox_watch.config import ALERT_KINDS, DEFAULT_ALERTS
from inbox_watch.records import (
    Address,
    Detail,
    EmployerCandidate,
    Facts,
    Finding,
    FolderRole,
    Sign,
    State,
    Step,
)
from tests.alerts.standings import ALL, application, finding, standing, told


@pytest.mark.parametrize("kind", [kind for kind in ALERT_KINDS if kind != "follow_up_due"])
def test_every_kind_a_user_may_wish_has_words(kind: str) -> None:
    found = finding(next(detail for detail in Detail if kind in (detail.value, detail.label.value)))
    (alert,) = told(found, standing(found))
    assert alert.kind == kind


@pytest.mark.parametrize("detail", [Detail.INCOMPLETE_APPLICATION, Detail.REFERRAL_NOTICE])
def test_what_was_not_sent_is_told_to_whoever_wishes_it_and_belongs_to_no_application(detail: Detail) -> None:
    found = finding(detail)
    assert len(told(found)) == 1
    assert told(found, wishes=AlertWishes(DEFAULT_ALERTS, date.min)) == ()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (Facts(event_on=datetime(2026, 5, 5, 22, 30, tzinfo=UTC), event_has_time=True), "on 2026-05-06 at 00:30;"),
        (Facts(event_on=datetime(2026, 5, 5, 10, tzinfo=UTC)), "on 2026-05-05;"),
    ],
)
def test_the_day_of_a_talk_is_told_in_the_users_zone(facts: Facts, said: str) -> None:
    found = replace(finding(Detail.INTERVIEW_SCHEDULED), facts=facts)
    assert f"Be there {said}" in told(found, standing(found))[0].body


def test_a_position_that_rests_is_no_refusal() -> None:
    found = replace(finding(Detail.POSITION_CLOSED), facts=Facts(on_hold=True))
    (alert,) = told(found, standing(found, state=State.ON_HOLD))
    assert alert.subject == "Lindhof Labs has put the position on hold (Planner)."
    assert alert.body.endswith("It is no refusal. Follow up once on 2026-05-01 if you hear nothing.")
    (used,) = told(found, standing(found, state=State.ON_HOLD, used_on=date(2026, 4, 20)))
    assert used.body.endswith("It is no refusal. Nothing to do now.")


def test_an_absence_note_names_the_deputy() -> None:
    """SR50: who stands in is told with the day."""
    away = finding(Detail.OUT_OF_OFFICE)
    deputy = Address("Ada Brandt", "ada@lindhof.example")
    away = replace(away, facts=replace(away.facts, return_on=date(2026, 5, 9), deputy=deputy))
    body = told(away, standing(away))[0].body
    assert "waits until 2026-05-09. Their deputy: Ada Brandt (ada@lindhof.example)." in body


def test_a_due_follow_up_says_what_to_mind() -> None:
    """SR17, SR46: a warning stands beside the reasons."""
    (alert,) = alerts_for_due([standing(warnings=("they ask not to be called",))], ALL)
    assert "no receipt came; they ask not to be called." in alert.body


@pytest.mark.parametrize(
    "found",
    [
        finding(Detail.HUMAN_REPLY, role=FolderRole.SENT),
        finding(Detail.HUMAN_REPLY, unsure=True),
        finding(Detail.READ_RECEIPT),
        finding(Detail.FEEDBACK_SURVEY),
        finding(Detail.NOT_JOB),
        finding(Detail.JOB_ALERT),
        finding(Detail.OFFER, arrived=datetime(2026, 3, 31, tzinfo=UTC)),
    ],
)
def test_what_is_no_news_is_not_told(found: Finding) -> None:
    assert told(found, standing(found)) == ()


def test_only_the_kinds_the_user_wishes_are_told() -> None:
    found = finding(Detail.OFFER)
    assert told(found, standing(found), wishes=AlertWishes(("rejection",), ALL.since)) == ()


@pytest.mark.parametrize(("detail", "count"), [(Detail.INTERVIEW_INVITE, 1), (Detail.ACKNOWLEDGEMENT, 0)])
def test_a_mail_of_no_application_is_told_only_when_it_matters_alone(detail: Detail, count: int) -> None:
    alerts = told(finding(detail))
    assert len(alerts) == count
    assert all("belongs to no application" in alert.body for alert in alerts)


def test_without_an_application_the_mail_itself_names_the_sender() -> None:
    found = finding(Detail.OFFER)
    named = replace(found, facts=replace(found.facts, employers=(EmployerCandidate("Acme", "subject"),)))
    assert told(found)[0].subject.startswith("Petra Lindhof makes")
    assert told(named)[0].subject.startswith("Acme makes")


def test_doubts_junk_clues_and_cautions_are_shown() -> None:
    found = finding(Detail.OFFER, role=FolderRole.JUNK, clues=("we offer you",))
    found = replace(found, facts=replace(found.facts, signs=(Sign("money"),)))
    body = told(found, standing(found, verified=False))[0].body
    assert "Nobody vouches" in body
    assert "in the folder INBOX" in body
    assert 'It says: "we offer you"' in body
    assert "Careful: asks for money." in body


def test_after_the_follow_up_was_used_a_receipt_asks_for_none() -> None:
    found = finding()
    assert "follow up" not in told(found, standing(found, used_on=date(2026, 4, 20)))[0].body.lower()


def test_a_due_follow_up_is_told_once_a_step() -> None:
    first, again, next_step = standing(), standing(), standing(step=Step.INTERVIEW)
    keys = [alert.key for each in (first, again, next_step) for alert in alerts_for_due([each], ALL)]
    assert keys == ["due:a1:application", "due:a1:application", "due:a1:interview"]


def test_a_due_follow_up_says_whom_to_write_to_and_why() -> None:
    (alert,) = alerts_for_due([standing()], ALL)
    assert alert.subject == "Follow up with Lindhof Labs (Planner): due since 2026-05-01."
    assert "no receipt came" in alert.body
    assert "with Petra Lindhof (petra@lindhof.example)" in alert.body


def test_an_application_without_names_and_reasons_still_makes_sentences() -> None:
    nameless = standing(target="", of=replace(application("", ""), contacts=()))
    nameless = replace(nameless, follow_up=replace(nameless.follow_up, reasons=()))
    (alert,) = alerts_for_due([nameless], ALL)
    assert alert.subject == "Follow up with an employer whose name is not known: due since 2026-05-01."
    assert alert.body.startswith("Applied on 2026-04-01.\n")
    assert "with a contact you find, then" in alert.body
    found = finding()
    assert "with a contact you find, due since" in told(found, standing(found, target=""))[0].body


@pytest.mark.parametrize("state", [state for state in State if state is not State.DUE])
def test_what_is_not_due_is_not_told(state: State) -> None:
    assert alerts_for_due([standing(state=state)], ALL) == ()


@pytest.mark.parametrize(("wanted", "rings"), [(1, True), (2, True), (3, False)])
def test_what_is_wanted_least_rings_no_alert(wanted: int, *, rings: bool) -> None:
    """SR43: only priority 1 and 2 are in the alerts."""
    wish = replace(application(), wanted=wanted)
    assert bool(alerts_for_due([standing(of=wish)], ALL)) is rings


def test_an_invitation_in_the_spam_folder_is_urgent_and_says_where_it_lies() -> None:
    """SR48: the folder's name is told."""
    found = finding(Detail.INTERVIEW_INVITE, role=FolderRole.JUNK)
    found = replace(found, uids=(replace(found.uids[0], folder="Spam"),))
    (alert,) = told(found, standing(found))
    assert alert.severity == "urgent"
    assert "in the folder Spam" in alert.body


def test_what_was_due_before_the_tool_listened_or_is_not_wished_is_not_told() -> None:
    assert alerts_for_due([standing()], AlertWishes(ALERT_KINDS, date(2026, 5, 2))) == ()
    assert alerts_for_due([standing()], AlertWishes(("offer",), ALL.since)) == ()


DIRTY = st.text(st.characters(codec="utf-8") | st.sampled_from("\n\r\x00\x1b\x07\u202e\u200b\u2028{}"), max_size=40)


@given(DIRTY, DIRTY, DIRTY, st.sampled_from([detail for detail in Detail if detail.label.value in ALERT_KINDS]))
def test_no_alert_holds_control_characters_or_lines_of_a_stranger(
    employer: str, role: str, clue: str, detail: Detail
) -> None:
    found = finding(detail, clues=(clue,))
    one = standing(found, of=application(employer, role), target=clue)
    alerts = (*told(found, one), *told(found), *alerts_for_due([one], ALL))
    for alert in alerts:
        lines = alert.body.split("\n")
        assert len(lines) == 2
        assert len(alert.subject) <= 80
        for line in (alert.subject, *lines):
            assert [letter for letter in line if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp")] == []


@given(DIRTY, DIRTY, st.booleans())
def test_the_key_of_an_alert_hangs_on_the_mail_alone(employer: str, role: str, verified: bool) -> None:
    found = finding(Detail.OFFER)
    one = told(found, standing(found, of=application(employer, role), verified=verified))
    assert [alert.key for alert in one] == [alert.key for alert in told(found)]


def test_what_was_put_off_is_told_once_more_on_its_day() -> None:
    keys = [
        alert.key
        for each in (standing(), standing(snoozed_until=date(2026, 5, 1)), standing(snoozed_until=date(2026, 6, 1)))
        for alert in alerts_for_due([each], ALL)
    ]
    assert len(set(keys)) == 3
