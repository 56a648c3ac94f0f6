"""What comes back belongs to the letter that can have come back, and a letter that somebody got is delivered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.records import DeliveryStatus, Finding, SentKind
from tests.support.findings import LINDHOF, address, bounce, home, link_of, received, replay, sent

BOSS = "boss@lindhof-labs.example"
PLANNER = sent("planner", "2026-03-02", role="Planner")
TO_TWO = replace(PLANNER, to=(address(LINDHOF), address(BOSS)))


@pytest.mark.parametrize(
    ("second", "reported", "letter"),
    [
        pytest.param("2026-03-03 10:00", "2026-03-03 10:05", "cook", id="minutes after the second"),
        pytest.param("2026-03-03 10:00", "2026-03-03 15:00", "cook", id="hours after the second"),
        pytest.param("2026-03-03 10:00", "2026-03-04 15:00", "", id="both may have been given up"),
        pytest.param("2026-03-02 12:00", "2026-03-02 12:05", "cook", id="minutes after the second of one day"),
        pytest.param("2026-03-02 10:05", "2026-03-02 10:10", "", id="both within minutes"),
        pytest.param("2026-03-02 12:00", "2026-03-02 15:00", "", id="both within hours"),
        pytest.param("2026-04-02 10:00", "2026-04-05 10:00", "cook", id="only the second can have been given up now"),
        pytest.param("2026-03-03 10:00", "2026-05-03 10:00", "", id="neither can have come back so late"),
    ],
)
def test_a_report_that_names_the_recipient_alone(second: str, reported: str, letter: str) -> None:
    cook = sent("cook", second, role="Pastry Cook")
    report = bounce("b", reported, recipient=LINDHOF)
    ledger = replay(PLANNER, cook, report)
    its_link = link_of(ledger, report)
    assert its_link is not None
    assert home(ledger, report) == (home(ledger, cook) if letter else None)
    assert bool(its_link.candidates) is not bool(letter)


def kind_of_the_next(*mails: Finding) -> SentKind | None:
    """Is the letter that is written once more sent again, because nobody got the first, or does it ask?"""
    again = replace(sent("again", "2026-04-02", role="Planner"), to=TO_TWO.to)
    its_link = link_of(replay(TO_TWO, *mails, again), again)
    assert its_link is not None
    return its_link.sent_kind


def of_both(*recipients: str) -> Finding:
    report = bounce("both", "2026-03-02 11:00", of="planner")
    return replace(report, delivery=DeliveryStatus("failed", recipients, ("5.1.1",), "planner@mail.example"))


@pytest.mark.parametrize(
    ("mails", "kind"),
    [
        pytest.param([], SentKind.FOLLOW_UP, id="nothing came back"),
        pytest.param([bounce("b", "2026-03-02 11:00", of="planner", recipient=BOSS)], SentKind.FOLLOW_UP, id="one"),
        pytest.param([bounce("b", "2026-03-02 11:00", recipient=BOSS)], SentKind.FOLLOW_UP, id="one, letter not named"),
        pytest.param([of_both(BOSS, LINDHOF)], SentKind.APPLICATION, id="both in one report"),
        pytest.param(
            [
                bounce("b1", "2026-03-02 11:00", of="planner", recipient=BOSS),
                bounce("b2", "2026-03-03 11:00", of="planner", recipient=LINDHOF),
            ],
            SentKind.APPLICATION,
            id="both, one after the other",
        ),
        pytest.param([bounce("b", "2026-03-02 11:00", of="planner")], SentKind.APPLICATION, id="nobody is named"),
    ],
)
def test_of_two_recipients_one_is_enough(mails: list[Finding], kind: SentKind) -> None:
    assert kind_of_the_next(*mails) is kind


def test_a_letter_that_came_back_is_not_that_of_another_employer() -> None:
    other = sent("kestrel", "2026-03-02", to="hr@kestrel.example", role="Planner")
    report = bounce("b", "2026-03-02 11:00", recipient="hr@kestrel.example")
    ledger = replay(PLANNER, other, report)
    assert home(ledger, report) == home(ledger, other)


def test_a_report_from_a_stranger_about_an_address_nobody_wrote_to_has_no_home() -> None:
    report = bounce("b", "2026-03-02 11:00", recipient="aunt@family.example")
    assert link_of(replay(PLANNER, received("r", "2026-03-02 11:00"), report), report) is None
