"""Whom to ask and how: by mail unless something speaks for a call, nobody against their will."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inbox_watch.followup.target import OFFICE
from inbox_watch.records import Channel, CounterpartKind, Detail, DraftKind, Finding, MarkKind, SentKind, State
from tests.cli.calls import Called, call
from tests.cli.remembered import applications, remembered
from tests.followup.drafts import letter, written
from tests.requirements.search import alert_about, as_page, marked, report, rung_as_due, the_one, told
from tests.support.findings import LINDHOF, added, at, day, edited, received, sent

LETTER = letter(role="Planner")
TO_A_SHOP = sent("cv", "2026-03-02", to="owner@tinyshop.example")
SYSTEM = "no-reply@us.greenhouse-mail.io"
PORTAL = received("portal", "2026-03-02", from_=SYSTEM, employers=["Lindhof Labs"], platform_kind="ats")
BOARD = received(
    "board",
    "2026-03-02",
    Detail.APPLICATION_SENT,
    from_="jobs-noreply@linkedin.com",
    employers=["Lindhof Labs"],
    platform_kind="job_board",
)
PROMISED = letter(promised_on=day("2026-03-12"), promised_call=True)


def advert_shown(config: Path, text: str) -> Called:
    path = config.parent / "advert.txt"
    path.write_text(f"Planner wanted.\n{text}\n", "utf-8")
    return call("-c", config, "applications", "edit", "a1", "--posting", path)


def test_sr11_a_receipt_tells_whom_to_ask_and_what() -> None:
    confirms = received("receipt", "2026-03-03", from_="otto@lindhof-labs.example", automatic=True)
    alert = alert_about(confirms, the_one(LETTER, confirms, today="2026-03-03"))
    assert alert
    asked = ("a match for an open position?", "passed on to the hiring manager?", "Who is that")
    assert all(part in alert.body for part in (LINDHOF, "due on 2026-03-09", *asked))


def test_sr12_who_decides_is_asked_once_the_name_is_known() -> None:
    told_so = marked(1, LETTER, MarkKind.FOLLOWED_UP, "2026-03-09", by="phone", outcome="passed-on", whom="D. Voss")
    talk = marked(2, LETTER, MarkKind.INTERVIEWED, "2026-03-16")
    from_the_desk = received("desk", "2026-03-03", from_="jobs@lindhof-labs.example", answers="letter")
    assert the_one(LETTER, from_the_desk, today="2026-03-10").follow_up.target == LINDHOF
    stands = the_one(LETTER, today="2026-03-23", says=[told_so, talk])
    assert (stands.state, stands.follow_up.target) == (State.DUE, "D. Voss")
    assert written(stands, DraftKind.CALL).body.startswith("Call sheet: D. Voss")


def test_sr17_where_the_advert_forbids_calls_nobody_is_called(tmp_path: Path) -> None:
    config = remembered(tmp_path, TO_A_SHOP)
    assert applications(config, "2026-03-10")["a1"]["follow_up"]["channel"] == "phone"
    assert advert_shown(config, "No phone calls, please.").code == 0
    follow_up = applications(config, "2026-03-10")["a1"]["follow_up"]
    assert (follow_up["channel"], follow_up["advised"]) == ("email", True)
    assert "they ask not to be called" in follow_up["warnings"]


def test_sr17_where_the_advert_forbids_enquiries_nobody_is_asked(tmp_path: Path) -> None:
    config = remembered(tmp_path, LETTER)
    assert advert_shown(config, "Please refrain from enquiries.").code == 0
    found = applications(config, "2026-03-10")["a1"]
    assert (found["state"], found["follow_up"]["channel"]) == ("silent_hold", "none")
    assert "they ask not to be contacted" in found["follow_up"]["warnings"]


def test_sr17_what_the_receipt_forbids_counts_as_well() -> None:
    stands = the_one(LETTER, received("r", "2026-03-03", no_contact=True), today="2026-03-10")
    assert (stands.state, stands.follow_up.channel) == (State.SILENT_HOLD, Channel.NONE)
    assert rung_as_due(stands) == []


def test_sr20_the_owner_of_a_small_firm_may_be_called() -> None:
    stands = the_one(TO_A_SHOP, today="2026-03-09")
    assert (stands.follow_up.channel, stands.follow_up.target) == (Channel.PHONE, "owner@tinyshop.example")
    sheet = written(stands, DraftKind.CALL).body
    assert sheet.startswith("Call sheet: Tinyshop")
    assert "I would like to know whether my documents arrived" in sheet


def test_sr21_a_midsize_company_is_written_to_after_ten_days() -> None:
    midsize = edited(1, LETTER, kind="midsize")
    stands = the_one(LETTER, today="2026-03-12", says=[midsize])
    assert (stands.follow_up.due_on, stands.follow_up.channel) == (day("2026-03-12"), Channel.EMAIL)


def test_sr22_at_a_large_company_somebody_inside_is_thought_of_first_and_then_the_portal() -> None:
    portal = replace(PORTAL, internaldate=at("2026-03-03"))
    stands = the_one(portal, today="2026-03-17", says=[edited(1, portal, kind="large")])
    assert (stands.follow_up.due_on, stands.follow_up.channel) == (day("2026-03-17"), Channel.PORTAL)
    assert stands.follow_up.suggestions[:2] == (
        "do you know somebody inside? Ask there first",
        "ask through their portal, where your papers are",
    )


def test_sr23_a_committee_is_asked_at_its_office_and_not_by_a_name() -> None:
    stands = the_one(LETTER, today="2026-03-09", says=[edited(1, LETTER, kind="committee")])
    assert stands.follow_up.target == OFFICE == "the chair or the office named in the advert"
    assert written(stands).body.startswith("Hello,")


def test_sr24_where_an_agency_answers_for_the_company_only_the_agency_is_asked() -> None:
    agency = "eva@wirth-search.example"
    answers = received("answer", "2026-03-03", from_=agency, answers="letter", platform_kind="agency")
    company = received("news", "2026-03-05", Detail.STATUS_UPDATE, from_=LINDHOF, answers="letter")
    stands = the_one(LETTER, answers, company, today="2026-03-12")
    assert (stands.application.kind, stands.follow_up.target) == (CounterpartKind.OUTSOURCED, agency)


def test_sr25_the_kind_is_guessed_from_the_address_and_shown_as_a_guess() -> None:
    found = report(TO_A_SHOP, today="2026-03-09")
    its = found.standings[0].application
    assert (its.kind, its.kind_guessed) == (CounterpartKind.SMALL_OWNER, True)
    assert "Small firm (a guess)." in as_page(found)


def test_sr25_what_the_user_says_of_the_kind_is_no_guess() -> None:
    found = report(TO_A_SHOP, today="2026-03-09", says=[edited(1, TO_A_SHOP, kind="midsize")])
    assert "Midsize company." in as_page(found)
    assert "(a guess)" not in as_page(found)


def test_sr27_behind_a_job_board_a_contact_is_looked_for_first() -> None:
    stands = the_one(BOARD, today="2026-03-16")
    assert (stands.state, stands.follow_up.channel) == (State.SILENT_HOLD, Channel.FIND_CONTACT)
    assert stands.follow_up.suggestions[0] == "find a person or a desk at Lindhof Labs to write to"
    assert rung_as_due(stands) == []


def test_sr27_with_a_contact_the_application_at_a_job_board_is_followed_up() -> None:
    stands = the_one(BOARD, today="2026-03-16", says=[edited(1, BOARD, contact=LINDHOF)])
    assert (stands.state, stands.follow_up.channel) == (State.DUE, Channel.EMAIL)
    assert stands.follow_up.target == LINDHOF


@pytest.mark.parametrize("mail", [TO_A_SHOP, PROMISED, LETTER])
@pytest.mark.parametrize("kind", [None, *CounterpartKind])
def test_sr29_who_likes_it_quiet_is_never_told_to_call(mail: Finding, kind: CounterpartKind | None) -> None:
    """Others are told to call a small firm, and on the day of a promised call."""
    says = [edited(1, mail, kind=kind.value)] if kind else []
    if mail is PROMISED or kind is CounterpartKind.SMALL_OWNER:
        assert the_one(mail, today="2026-03-12", says=says).follow_up.channel is Channel.PHONE
    assert the_one(mail, today="2026-03-12", says=says, contact_style="quiet").follow_up.channel is not Channel.PHONE


def test_sr32_whoever_the_user_knows_there_is_named_first_and_by_address_alone() -> None:
    hike = sent("hike", "2025-09-01", SentKind.OTHER, to="Kim Arlt <kim@lindhof-labs.example>")
    found = report(hike, LETTER, today="2026-03-09")
    (stands,) = found.standings
    assert stands.follow_up.suggestions[0] == "ask Kim Arlt (kim@lindhof-labs.example) first, whom you know there"
    assert "Kim Arlt (kim@lindhof-labs.example)" in told(found)
    assert "hike" not in told(found)


@pytest.mark.parametrize("kind", ["small_owner", "midsize"])
def test_sr33_where_nobody_is_known_the_front_desk_is_asked_before_the_personnel_desk(kind: str) -> None:
    says = [added(1, "Lindhof Labs", "2026-03-02"), edited(2, "statement:1", kind=kind)]
    assert the_one(today="2026-03-16", says=says).follow_up.suggestions == (
        "ask at the front desk who reads applications",
        "ask the personnel desk that the advert or their site names",
    )


def test_sr37_without_a_reason_to_call_the_follow_up_is_a_mail() -> None:
    stands = the_one(LETTER, today="2026-03-09")
    assert (stands.application.kind, stands.follow_up.channel) == (CounterpartKind.UNKNOWN, Channel.EMAIL)


def test_sr38_who_avoids_the_telephone_writes_on_the_day_of_the_promised_call() -> None:
    assert the_one(PROMISED, today="2026-03-12").follow_up.channel is Channel.PHONE
    stands = the_one(PROMISED, today="2026-03-12", phone_comfort="avoid")
    assert (stands.follow_up.due_on, stands.follow_up.channel) == (day("2026-03-12"), Channel.EMAIL)
    assert "you promised a call; you asked for no telephone, so write on that day" in stands.follow_up.warnings
    assert the_one(TO_A_SHOP, today="2026-03-09", phone_comfort="avoid").follow_up.channel is Channel.EMAIL
