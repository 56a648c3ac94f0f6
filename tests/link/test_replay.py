"""The replay as a whole: any order gives the same ledger, ids stay and grow, a copy counts once."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.records import Detail, Finding, SentKind, Statement
from tests.support.any_mail import any_mail
from tests.support.findings import added, bounce, closed, home, link_of, received, replay, sent

ATS = "no-reply@us.greenhouse-mail.io"

STORY = (
    sent("cv", "2026-03-02", role="Planner"),
    received("receipt", "2026-03-02 10:00", automatic=True),
    received(
        "early", "2026-03-03 09:30", Detail.ASSESSMENT, from_="x@codility.com", employers=["Kestrel"], role="Driver"
    ),
    received("board", "2026-03-03 10:00", from_=ATS, employers=["Kestrel"], role="Driver"),
    sent("cook", "2026-03-04", role="Cook"),
    received("both", "2026-03-06", Detail.REJECTION),
    sent("asked", "2026-03-12", SentKind.FOLLOW_UP),
    sent("bakery", "2026-03-12", to="anna@gmail.com"),
    bounce("bounce", "2026-03-12 10:01", of="bakery"),
    sent("again", "2026-03-14", to="anna@gmail.com"),
    received("no", "2026-04-02", Detail.REJECTION, answers="cv"),
    sent("new", "2026-05-20", role="Planner"),
    received("news", "2026-05-21", Detail.JOB_ALERT),
)
ROWS = (
    added(1, "Kestrel", "2026-03-03", role="Driver"),
    added(2, "Nordwind", "2026-03-20"),
    closed(3, "a2", "2026-04-01"),
)


@given(st.permutations(STORY), st.permutations(ROWS))
@settings(max_examples=40, deadline=None)
def test_any_order_of_reading_gives_the_same_ledger(findings: list[Finding], rows: list[Statement]) -> None:
    assert replay(*findings, statements=rows) == replay(*STORY, statements=ROWS)


@given(any_mail(), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_any_mail_in_any_order_gives_the_same_sound_ledger(findings: list[Finding], dice: random.Random) -> None:
    ledger = replay(*findings)
    shuffled = dice.sample(findings, len(findings))
    assert replay(*shuffled) == ledger
    known = {application.id for application in ledger.applications}
    assert len(known) == len(ledger.applications)
    assert len({each.sha256 for each in ledger.links}) == len(ledger.links)
    for each in ledger.links:
        assert (each.application_id in known) is not bool(each.candidates)
        assert known.issuperset(each.candidates)
        assert 0 < each.score <= 1


@given(any_mail(), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_ids_stay_and_grow_however_mail_comes_in(findings: list[Finding], dice: random.Random) -> None:
    """A replay with the ids of the last one changes none, and the mail an application began with keeps its id."""
    first = dice.sample(findings, len(findings) // 2)
    before = replay(*first)
    after = replay(*findings, known=before.ids)
    assert before.ids.keys() <= after.ids.keys()
    assert replay(*findings, known=after.ids).ids == after.ids
    began = {application.keys[0]: application.id for application in before.applications}
    for application in after.applications:
        assert began.get(application.keys[0], application.id) == application.id


def test_ids_are_numbers_in_the_order_of_founding() -> None:
    ledger = replay(*STORY)
    assert [application.id for application in ledger.applications] == [
        f"a{n + 1}" for n in range(len(ledger.applications))
    ]


def test_a_number_is_never_given_twice() -> None:
    """The application a7 is gone (a better rule found it to be none), its number is not free."""
    ledger = replay(*STORY[:1], known={"gone": "a7"})
    assert ledger.applications[0].id == "a8"
    assert ledger.ids["gone"] == "a7"


def test_a_letter_found_later_takes_over_the_id_of_its_receipt() -> None:
    receipt = received("receipt", "2026-03-02 10:05", employers=["Lindhof Labs"], role="Planner")
    before = replay(receipt)
    letter = sent("cv", "2026-03-02", role="Planner")
    after = replay(letter, receipt, known=before.ids)
    assert [application.id for application in after.applications] == ["a1"]
    assert after.ids == {receipt.sha256: "a1", letter.sha256: "a1"}


def test_mail_that_moves_to_another_application_leaves_the_id_behind() -> None:
    """The Sent folder is read last: the reply went to the only application there was, now it has an older home."""
    cook = received("cook", "2026-03-04", employers=["Lindhof Labs"])
    reply = received("reply", "2026-03-06", Detail.HUMAN_REPLY, role="Planner")
    before = replay(cook, reply)
    assert home(before, reply) == home(before, cook)
    planner = sent("planner", "2026-03-02", role="Planner")
    cook_named = replace(cook, facts=replace(cook.facts, role="Cook"))
    after = replay(planner, cook_named, reply, known=before.ids)
    assert home(after, reply) == home(after, planner)
    moved, stayed = home(after, planner), home(after, cook_named)
    assert stayed is not None
    assert moved is not None
    assert (stayed.id, moved.id) == ("a1", "a2")


@pytest.mark.parametrize("hours", [-5, 5])
def test_a_copy_of_a_mail_counts_once_and_changes_no_id(hours: int) -> None:
    """The same letter lies in Sent and, with other octets, in the archive of the provider."""
    letter = sent("cv", "2026-03-02")
    before = replay(letter)
    copy = replace(letter, sha256="c0b1", internaldate=letter.internaldate + timedelta(hours=hours))
    after = replay(letter, copy, known=before.ids)
    (application,) = after.applications
    assert application.id == "a1"
    assert set(application.keys) == {letter.sha256, copy.sha256}
    assert len(after.links) == 1
    assert len(after.copies) == 1
    assert after.copies.isdisjoint(each.sha256 for each in after.links)


def test_mail_without_a_message_id_is_told_apart_by_its_octets() -> None:
    one = replace(received("one", "2026-03-02", employers=["Lindhof Labs"]), message_id="", subject="")
    two = replace(
        received("two", "2026-03-02", from_="hr@kestrel.example", employers=["Kestrel"]), message_id="", subject=""
    )
    assert len(replay(one, two).applications) == 2
    assert replay(one, two).copies == frozenset()


def test_of_two_mails_of_one_second_our_own_came_first() -> None:
    letter = sent("cv", "2026-03-02 10:00")
    for key in ("receipt", "another", "third"):
        receipt = received(key, "2026-03-02 10:00", employers=["Lindhof Labs"])
        ledger = replay(receipt, letter)
        assert len(ledger.applications) == 1
        its_link = link_of(ledger, receipt)
        assert its_link is not None
        assert ledger.links[-1] == its_link


def test_nothing_is_no_ledger() -> None:
    ledger = replay()
    assert (ledger.applications, ledger.links, ledger.ids) == ((), (), {})
