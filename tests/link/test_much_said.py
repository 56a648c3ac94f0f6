"""Time that a replay takes where much was said, and ids and closings that hold whatever comes to be known later."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from inbox_watch.link.ledger import Ledger
from inbox_watch.records import Detail, Finding, Statement
from tests.support.findings import (
    added,
    closed,
    day,
    edited,
    home,
    linked,
    merged,
    received,
    replay,
    sent,
    undone,
)

ATS = "no-reply@us.greenhouse-mail.io"
LETTERS = [sent(f"m{each}", "2026-03-02", to=f"jobs@firm{each}abc.example", role="Cook") for each in range(400)]
ANSWERS = [
    received(f"r{each}", "2026-03-05", Detail.HUMAN_REPLY, from_=f"jobs@firm{each % 400}abc.example")
    for each in range(1600)
]


def seconds(work: Callable[[], Ledger]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def test_hundreds_of_merges_and_thousands_of_links_take_no_more_than_two_seconds() -> None:
    said = [
        *(merged(each, LETTERS[0], LETTERS[each]) for each in range(1, 400)),
        *(linked(1000 + each, ANSWERS[each % 1600], LETTERS[each * 7 % 400]) for each in range(3000)),
    ]
    assert seconds(lambda: replay(*LETTERS, *ANSWERS, statements=said)) < 2


def test_mail_linked_one_after_the_other_a_thousand_times_finds_its_home() -> None:
    """Each mail waits for the application of the next, and the letter comes last."""
    mails = [
        received(
            f"c{each}", f"2026-03-05 {9 + each // 3600:02d}:{each // 60 % 60:02d}:{each % 60:02d}", Detail.HUMAN_REPLY
        )
        for each in range(1200)
    ]
    letter = sent("app", "2026-03-20", to="jobs@kestrel.example")
    targets = [*mails[1:], letter]
    said = [linked(1200 - each, mail, target) for each, (mail, target) in enumerate(zip(mails, targets, strict=True))]
    ledger = replay(*mails, letter, statements=said)
    (application,) = ledger.applications
    assert {each.application_id for each in ledger.links} == {application.id}


# What was one and is parted


def test_an_application_that_parts_from_another_gets_an_id_to_be_remembered() -> None:
    rows = [added(1, "Acme", "2026-05-12"), added(2, "Acme", "2026-05-13", role="Clerk")]
    one = replay(statements=rows)
    assert one.given == one.ids == {"statement:1": "a1", "statement:2": "a1"}
    said = [*rows, edited(3, "statement:1", role="Planner")]
    two = replay(statements=said, known=one.ids)
    assert two.given == {"statement:2": "a2"}
    more = replay(statements=[*said, added(4, "Birkwerk", "2026-05-11")], known={**one.ids, **two.given})
    assert more.given == {"statement:4": "a3"}


def test_what_was_merged_has_its_own_id_again_when_that_is_taken_back() -> None:
    first, second = sent("a", "2026-03-02", to="jobs@kestrel.example"), sent("b", "2026-03-03")
    apart = replay(first, second)
    one = merged(1, first, second)
    together = replay(first, second, statements=[one], known=apart.ids)
    assert together.given == {}
    assert replay(first, second, statements=[one, undone(2, one)], known=apart.ids).ids == apart.ids


# Closings name evidence


def world() -> tuple[Finding, Finding, Finding]:
    """Two receipts, and an older letter that comes to be known later."""
    kestrel = received("k", "2026-03-05", from_=ATS, employers=["Kestrel"], role="Cook")
    tarnbrook = received("t", "2026-03-06", from_=ATS, employers=["Tarnbrook"], role="Cook")
    return kestrel, tarnbrook, sent("older", "2026-03-04", to="jobs@tarnbrook.example", role="Cook")


def closings(ledger: Ledger) -> dict[str, bool]:
    return {each.employer: each.closed_on is not None for each in ledger.applications}


@pytest.mark.parametrize("name", ["a1", "key"])
def test_ids_and_a_closing_stay_with_their_applications_when_a_merge_is_taken_back(name: str) -> None:
    """While both were one, an older letter of the second came."""
    kestrel, tarnbrook, letter = world()
    first = replay(kestrel, tarnbrook).ids
    one = merged(1, kestrel, tarnbrook)
    said = [one, closed(2, kestrel.sha256 if name == "key" else name, "2026-03-20")]
    then = replay(kestrel, tarnbrook, letter, statements=said, known=first)
    assert closings(then) == {"Kestrel": True}
    after = replay(kestrel, tarnbrook, letter, statements=[*said, undone(3, one)], known={**first, **then.given})
    assert closings(after) == {"Kestrel": True, "Tarnbrook": False}
    assert {each.employer: each.id for each in after.applications} == {"Kestrel": "a1", "Tarnbrook": "a2"}
    assert home(after, tarnbrook) == home(after, letter)


def test_a_closing_means_the_application_of_the_letter_that_is_found_later() -> None:
    _, tarnbrook, letter = world()
    said = [closed(1, tarnbrook.sha256, "2026-03-20")]
    assert closings(replay(tarnbrook, letter, statements=said)) == {"Tarnbrook": True}


def test_closing_the_second_of_two_does_not_close_what_they_become() -> None:
    kestrel, tarnbrook, _ = world()
    said = [closed(1, tarnbrook.sha256, "2026-03-20"), merged(2, kestrel, tarnbrook)]
    assert closings(replay(kestrel, tarnbrook, statements=said)) == {"Kestrel": False}


def test_of_two_closings_the_last_said_gives_the_day_also_where_the_first_names_the_id() -> None:
    kestrel, *_ = world()
    said = [closed(1, "a1", "2026-03-20"), closed(2, kestrel.sha256, "2026-03-25")]
    assert [each.closed_on for each in replay(kestrel, statements=said).applications] == [day("2026-03-25")]
    turned = [replace(said[1], number=1), replace(said[0], number=2)]
    assert [each.closed_on for each in replay(kestrel, statements=turned).applications] == [day("2026-03-20")]


@pytest.mark.parametrize("name", ["a1", "key"])
def test_a_closing_that_is_taken_back_closes_nothing(name: str) -> None:
    kestrel, *_ = world()
    said: Statement = closed(1, kestrel.sha256 if name == "key" else name, "2026-03-20")
    assert closings(replay(kestrel, statements=[said])) == {"Kestrel": True}
    assert closings(replay(kestrel, statements=[said, undone(2, said)])) == {"Kestrel": False}
