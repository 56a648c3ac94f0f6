"""What is worth saying is said once, in clean words, with what to do."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.alerts.choose import AlertWishes, alerts_for_due, alerts_for_mail, digest
from inbox_watch.config import ALERT_KINDS
from inbox_watch.records import (
    Address,
    Alert,
    Detail,
    EmployerCandidate,
    Facts,
    Finding,
    FolderRole,
    Label,
    Standing,
    State,
    Step,
)
from tests.alerts.standings import application, finding, standing

ALL = AlertWishes(ALERT_KINDS, date(2026, 4, 1))


def told(found: Finding, *standings: Standing, wishes: AlertWishes = ALL) -> tuple[Alert, ...]:
    return alerts_for_mail([found], standings, wishes)


@pytest.mark.parametrize(
    ("detail", "subject", "severity", "todo"),
    [
        (
            Detail.ACKNOWLEDGEMENT,
            "Receipt: Lindhof Labs has your application (Planner).",
            "normal",
            "Follow up once with Petra Lindhof (petra@lindhof.example)",
        ),
        (Detail.REJECTION, "Lindhof Labs does not go on", "normal", "no follow-up"),
        (Detail.INTERVIEW_INVITE, "Lindhof Labs writes about an interview", "urgent", "answer today"),
        (Detail.ASSESSMENT, "Lindhof Labs asks you to do a test", "urgent", "Do it."),
        (Detail.INFO_REQUEST, "Lindhof Labs asks you for something", "urgent", "Answer today."),
        (Detail.OFFER, "Lindhof Labs makes you an offer", "urgent", "Read it and answer."),
        (Detail.HUMAN_REPLY, "Lindhof Labs answered", "normal", "Read it"),
        (Detail.OUT_OF_OFFICE, "Absence note from Lindhof Labs", "info", "The clock waits."),
        (Detail.DELIVERY_FAILURE, "Your mail to Lindhof Labs did not arrive", "urgent", "Check the address"),
        (Detail.STATUS_UPDATE, "News on the process at Lindhof Labs", "info", "Read it"),
    ],
)
def test_an_alert_says_what_happened_and_what_to_do(detail: Detail, subject: str, severity: str, todo: str) -> None:
    found = finding(detail)
    (alert,) = told(found, standing(found))
    assert alert.subject.startswith(subject)
    assert (alert.severity, alert.kind, alert.key) == (severity, detail.label.value, f"mail:{found.sha256}")
    assert todo in alert.body
    assert "Applied on 2026-04-01" in alert.body


@pytest.mark.parametrize("label", [Label(kind) for kind in ALERT_KINDS if kind != "follow_up_due"])
def test_every_kind_a_user_may_wish_has_words(label: Label) -> None:
    found = finding(next(detail for detail in Detail if detail.label is label))
    assert len(told(found, standing(found))) == 1


def test_a_day_to_act_by_and_a_return_are_named() -> None:
    test = finding(Detail.ASSESSMENT)
    test = replace(test, facts=replace(test.facts, deadline=date(2026, 5, 9)))
    away = finding(Detail.OUT_OF_OFFICE)
    away = replace(away, facts=replace(away.facts, return_on=date(2026, 5, 9)))
    assert "Do it by 2026-05-09." in told(test, standing(test))[0].body
    assert "waits until 2026-05-09." in told(away, standing(away))[0].body
    invited = finding(Detail.INTERVIEW_INVITE)
    invited = replace(invited, facts=replace(invited.facts, deadline=date(2026, 5, 9)))
    assert "answer by 2026-05-09." in told(invited, standing(invited))[0].body


def test_offered_days_are_named_in_the_alert() -> None:
    invited = finding(Detail.INTERVIEW_INVITE)
    invited = replace(invited, facts=replace(invited.facts, offered_on=(date(2026, 5, 7), date(2026, 5, 8))))
    assert "They propose 2026-05-07, 2026-05-08. Open the mail" in told(invited, standing(invited))[0].body


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (Facts(event_on=datetime(2026, 5, 5, 22, 30, tzinfo=UTC), event_has_time=True), "on 2026-05-06, 00:30. Open"),
        (Facts(event_on=datetime(2026, 5, 5, 10, tzinfo=UTC)), "on 2026-05-05. Open"),
    ],
)
def test_the_day_of_a_talk_is_told_in_the_users_zone(facts: Facts, said: str) -> None:
    found = replace(finding(Detail.INTERVIEW_SCHEDULED), facts=facts)
    wishes = replace(ALL, timezone=ZoneInfo("Europe/Berlin"))
    assert f"The talk is {said}" in told(found, standing(found), wishes=wishes)[0].body


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
        finding(Detail.APPLICATION_VIEWED),
        finding(Detail.DELIVERY_DELAY),
        finding(Detail.TALENT_POOL),
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
    found = replace(found, facts=replace(found.facts, cautions=("asks for money",)))
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
    assert "inbox-watch draft a1" in alert.body


def test_an_application_without_names_and_reasons_still_makes_sentences() -> None:
    nameless = standing(target="", of=replace(application("", ""), contacts=()))
    nameless = replace(nameless, follow_up=replace(nameless.follow_up, reasons=()))
    (alert,) = alerts_for_due([nameless], ALL)
    assert alert.subject == "Follow up with an employer whose name is not known: due since 2026-05-01."
    (with_address,) = alerts_for_due([standing(of=application("", ""))], ALL)
    assert "an employer whose name is not known (petra@lindhof.example): due" in with_address.subject
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


def test_a_digest_puts_the_urgent_first() -> None:
    alerts = [Alert(f"k{n}", "x", severity, f"S{n}", "") for n, severity in enumerate(["info", "normal", "urgent"])]
    whole = digest(alerts)
    assert whole.body.split("\n") == ["- S2", "- S1", "- S0"]
    assert (whole.severity, whole.key) == ("urgent", "digest:k2")
    assert whole.subject == "3 things happened in your applications."


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
        assert len(lines) <= 3
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
