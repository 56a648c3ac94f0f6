"""What the mail itself shows about a silence, and what the numbers say."""

from __future__ import annotations

from dataclasses import replace

from inbox_watch.records import Attachment, Channel, Detail, Finding, State
from inbox_watch.report.figures import WayRow, aim_rows
from inbox_watch.report.summary import summarise
from tests.followup.drafts import letter
from tests.requirements.search import alert_about, listed, report, rung_as_due, the_one
from tests.support.findings import added, bounce, edited, received, sent
from tests.support.written_mail import mine

LETTER = letter(role="Planner")
PORTAL = received("portal", "2026-03-02", from_="no-reply@us.greenhouse-mail.io", employers=["Ilm"])
NAMES = "arlt brix carow dorn elm frost gelt horn".split()
INDEED = received(
    "indeed",
    "2026-03-02",
    Detail.APPLICATION_SENT,
    from_="indeedapply@indeed.com",
    employers=["Lindhof Labs"],
    platform="Indeed",
    platform_kind="job_board",
)


def the_same_letter() -> list[Finding]:
    """Eight letters of the same words on two days."""
    words = "Good morning,\nI have planned tours and crews for nine years and would gladly do so in your house."
    days = [2, 3] * 4
    return [
        mine(f"2026-03-0{on}", f"jobs@{name}.example", "Application", words)
        for on, name in zip(days, NAMES, strict=True)
    ]


def test_sr19_instructions_that_were_not_followed_are_told_as_a_reason() -> None:
    stands = the_one(LETTER, today="2026-03-09", says=[edited(1, LETTER, instructions_followed="no")])
    assert "you did not follow the instructions of the advert" in stands.follow_up.reasons
    followed = the_one(LETTER, today="2026-03-09", says=[edited(1, LETTER, instructions_followed="yes")])
    assert not any("instructions" in reason for reason in followed.follow_up.reasons)


def test_sr26_after_a_mass_mailing_nobody_is_to_be_followed_up() -> None:
    found = report(*the_same_letter(), today="2026-03-12")
    assert [each.state for each in found.standings] == [State.SILENT_HOLD] * 8
    assert {each.follow_up.channel for each in found.standings} == {Channel.NONE}
    assert "a targeted letter helps more" in " ".join(found.standings[0].follow_up.warnings)
    assert rung_as_due(*found.standings) == []


def test_sr26_the_user_may_say_that_a_letter_was_written_for_this_one() -> None:
    letters = the_same_letter()
    found = report(*letters, today="2026-03-12", says=[edited(1, letters[0], targeted="yes")])
    assert [each.application.employer for each in found.standings if each.state is State.DUE] == ["Arlt"]


def test_sr30_a_cv_that_went_alone_is_told_as_a_reason() -> None:
    words = "Dear team, please find my CV attached. Kind regards, Runa Falkenried."
    alone = mine("2026-03-02", "jobs@lindhof-labs.example", "Application as Planner", words)
    assert "no cover letter went with it" in the_one(alone, today="2026-03-09").follow_up.reasons
    long = mine("2026-03-02", "jobs@lindhof-labs.example", "Application as Planner", f"{words} {'I plan tours. ' * 30}")
    assert "no cover letter went with it" not in the_one(long, today="2026-03-09").follow_up.reasons


def test_sr31_after_indeed_the_user_is_told_to_ask_which_cv_they_got() -> None:
    stands = the_one(INDEED, today="2026-03-16", says=[edited(1, INDEED, contact="petra@lindhof-labs.example")])
    assert "it went through Indeed: they may have its form and not your own CV" in stands.follow_up.reasons
    assert "ask which CV they got, and send your own with the one follow-up" in stands.follow_up.suggestions


def test_sr43_what_is_wanted_most_comes_first_and_what_is_wanted_least_rings_no_alert() -> None:
    letters = [sent(name, "2026-03-02", to=f"jobs@{name}.example") for name in ("arlt", "brix", "carow")]
    wishes = [edited(number, letters[number - 1], wanted=f"{4 - number}") for number in (1, 2, 3)]
    found = report(*letters, today="2026-03-09", says=wishes)
    assert listed(found) == ["Carow", "Brix", "Arlt"]
    assert sorted(rung_as_due(*found.standings)) == ["Brix", "Carow"]


def test_sr45_what_came_back_is_told_at_once_and_not_waited_for() -> None:
    back = bounce("back", "2026-03-02 11:00", "letter", recipient="petra@lindhof-labs.example")
    stands = the_one(LETTER, back, today="2026-03-20")
    assert (stands.state, stands.silent) == (State.UNDELIVERED, False)
    assert (stands.follow_up.due_on, stands.follow_up.advised) == (None, False)
    alert = alert_about(back, stands)
    assert alert
    assert (alert.kind, alert.severity) == ("delivery_failure", "urgent")
    assert "send it again" in alert.body


def test_sr46_where_a_board_confirms_and_did_not_the_user_is_told_to_check() -> None:
    missing = "no receipt came: look into the spam folder, then whether it was really submitted"
    row = added(1, "Lindhof Labs", "2026-03-02", via="job_board")
    assert missing not in the_one(today="2026-03-03", says=[row]).follow_up.warnings
    assert missing in the_one(today="2026-03-04", says=[row]).follow_up.warnings
    assert missing not in the_one(INDEED, today="2026-03-04", says=[row]).follow_up.warnings


def test_sr47_a_letter_that_left_no_trace_may_lie_in_their_spam() -> None:
    follow_up = the_one(LETTER, today="2026-03-09").follow_up
    assert "it may lie in their spam folder" in follow_up.reasons
    assert "answer in the same thread, in plain text and without a link" in follow_up.suggestions
    confirmed = the_one(LETTER, received("r", "2026-03-03", answers="letter"), today="2026-03-10").follow_up
    assert not any("spam" in reason for reason in confirmed.reasons)


def test_sr49_files_that_may_not_have_opened_are_told_as_a_reason() -> None:
    heavy = replace(LETTER, attachments=(Attachment("cv.pages", "application/octet-stream", 14_000_000),))
    told_of = [reason for reason in the_one(heavy, today="2026-03-09").follow_up.reasons if "files" in reason]
    assert len(told_of) == 2
    assert not any("files" in reason for reason in the_one(LETTER, today="2026-03-09").follow_up.reasons)


def test_sr57_the_share_that_was_answered_is_told_for_each_way_and_for_targeted_letters() -> None:
    alone = [sent(name, "2026-03-02", to=f"jobs@{name}.example") for name in ("kestrel", "lindhof-labs")]
    yes = received("yes", "2026-03-09", Detail.HUMAN_REPLY, from_="anna@kestrel.example", answers="kestrel")
    summary = summarise(report(*the_same_letter(), *alone, yes, PORTAL, today="2026-03-20"))
    assert {(way.via.value, way.sent, way.answered) for way in summary.ways} == {("mail", 10, 1), ("ats", 1, 0)}
    assert aim_rows(summary.aims) == (
        WayRow("written for one employer", 2, 1, ""),
        WayRow("the same to five or more", 8, 0, ""),
    )
