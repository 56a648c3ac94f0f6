"""What is on one island does nothing to another: each replayed alone gives what the replay of everything gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inbox_watch.facts.names import RoleFit, role_fit, role_keys
from inbox_watch.link.corrections import corrected
from inbox_watch.link.islands import said_there
from inbox_watch.link.ledger import Ledger
from inbox_watch.records import Detail, Finding, Statement
from tests.support.findings import address, at, bounce, edited, linked, merged, received, replay, sent, sha256, split
from tests.support.islands import ADDRESSES, ROLES, any_world, islands, labelled

World = tuple[list[Finding], list[Statement]]


def whole(
    findings: Sequence[Finding],
    said: Sequence[Statement],
    known: Mapping[str, str],
    own_addresses: frozenset[str] = frozenset(),
) -> Ledger:
    return replay(*corrected(findings, said), statements=said, known=known, own_addresses=own_addresses)


def part(full: Ledger, keys: frozenset[str]) -> tuple[object, ...]:
    """What a ledger says of an island."""
    return (
        [each for each in full.applications if keys.intersection(each.keys)],
        [each for each in full.links if each.sha256 in keys],
        full.copies & keys,
    )


def assert_islands_are_alone(
    findings: Sequence[Finding],
    said: Sequence[Statement],
    known: Mapping[str, str],
    own_addresses: frozenset[str] = frozenset(),
) -> None:
    full = whole(findings, said, known, own_addresses)
    for keys in islands(findings, said, known, own_addresses):
        mine = [each for each in findings if each.sha256 in keys]
        alone = whole(mine, said_there(said, keys), full.ids, own_addresses)
        assert part(full, keys) == (list(alone.applications), list(alone.links), alone.copies)
        assert alone.ids == full.ids


@given(any_world())
@settings(max_examples=400, deadline=None)
def test_an_island_replayed_alone_gives_what_the_replay_of_everything_gives(world: World) -> None:
    assert_islands_are_alone(*world, {})


@given(any_world(), st.frozensets(st.sampled_from(ADDRESSES), min_size=1, max_size=2))
@settings(max_examples=200, deadline=None)
def test_what_is_the_users_own_ties_nothing(world: World, own_addresses: frozenset[str]) -> None:
    assert_islands_are_alone(*world, {}, own_addresses)


@given(any_world(), st.data())
@settings(max_examples=300, deadline=None)
def test_ids_given_before_stay_with_their_island(world: World, data: st.DataObject) -> None:
    """Ids were given when there was less mail and other words held."""
    findings, said = world
    earlier = data.draw(st.lists(st.sampled_from(findings), unique_by=lambda each: each.sha256))
    words = data.draw(st.sampled_from([said, said[:2], []]))
    known = whole(earlier, words, {}).ids
    assert_islands_are_alone(findings, said, known)


DAY = "2026-03-04"
ATS = "no-reply@us.greenhouse-mail.io"
COOK = sent("cook", DAY, to="jobs@kestrel.example", role="Cook")
PAIRS = {
    "an answer": (COOK, received("yes", DAY, Detail.NOT_JOB, from_="x@else.example", answers="cook")),
    "a correspondent": (COOK, received("yes", DAY, Detail.REJECTION, from_="jobs@kestrel.example")),
    "a domain": (COOK, received("yes", DAY, Detail.REJECTION, from_="petra@mail.kestrel.example")),
    "a name": (COOK, received("yes", DAY, from_=ATS, employers=["Kestrel GmbH"])),
    "a short form": (COOK, received("yes", DAY, from_=ATS, employers=["Kestrel Works"], role="Cook")),
    "a long form": (
        received("works", DAY, from_=ATS, employers=["Kestrel Works"], role="Cook"),
        received("yes", DAY, Detail.REJECTION, from_=ATS, employers=["Kestrel"], role="Cook"),
    ),
    "a job number": (
        received("works", DAY, from_=ATS, employers=["Kestrel"], job_ids=("4711",)),
        received("yes", DAY, Detail.REJECTION, from_=ATS, job_ids=("4711",)),
    ),
    "a letter to the employer of a receipt": (
        received("works", DAY, from_=ATS, employers=["Kestrel"], role="Cook"),
        sent("yes", DAY, to="kitchen@kestrel.example", role="Cook"),
    ),
    "a delivery report": (COOK, bounce("no", DAY, recipient="jobs@kestrel.example")),
    "a provider's thread": (
        replace(COOK, conversation="17"),
        replace(received("yes", DAY, Detail.NOT_JOB, from_="x@else.example"), conversation="17"),
    ),
    "an address for one application": (
        received("works", DAY, from_="candidate-48112@ats.example", employers=["Kestrel"]),
        received("yes", DAY, Detail.NOT_JOB, from_="candidate-48112@ats.example"),
    ),
    "a nameless application, named the next day": (
        received("board", "2026-03-03 23:30", Detail.APPLICATION_SENT, from_=ATS, role="Cook"),
        received("yes", "2026-03-04 20:00", from_=ATS, employers=["Kestrel"], role="Cook"),
    ),
    "one letter to two employers": (
        sent("one", DAY, to="jobs@lindhof.example", text_sha256="letter"),
        sent("two", "2026-03-09", to="jobs@birkwerk.example", text_sha256="letter"),
    ),
    "a nameless application, whose subject holds the name": (
        replace(
            received("board", "2026-03-03 23:30", Detail.APPLICATION_SENT, from_=ATS, role="Cook"), subject="Kestrel"
        ),
        received("yes", "2026-03-04 20:00", from_=ATS, employers=["Kestrel"]),
    ),
    "a domain that two employers use": (
        received("works", DAY, from_="cook@many.example", employers=["Kestrel"]),
        received("yes", DAY, from_="baker@many.example", employers=["Lindhof"]),
    ),
    "a row and a letter by a short name": (
        received("works", DAY, from_=ATS, employers=["Kestrel Works"]),
        received("yes", DAY, from_=ATS, employers=["Kestrel"]),
    ),
    "two copies of a letter": (
        replace(COOK, sha256=sha256("copy"), internaldate=at("2026-03-05"), to=(address("me@else.example"),)),
        COOK,
    ),
}


@pytest.mark.parametrize("tie", PAIRS)
def test_what_ties_two_mails_puts_them_on_one_island(tie: str) -> None:
    one, other = PAIRS[tie]
    assert islands([one, other]) == islands([other, one]) == [frozenset({one.sha256, other.sha256})]


def test_a_mail_carries_on_only_what_it_would_teach_an_application() -> None:
    """The answer of a recruiter teaches her address; nobody learns one from a newsletter."""
    answer = received("answer", DAY, Detail.HUMAN_REPLY, from_="petra@desk.example", answers="cook")
    later = received("later", "2026-03-06", Detail.STATUS_UPDATE, from_="petra@desk.example")
    shop = received("shop", DAY, Detail.STATUS_UPDATE, from_="petra@desk.example")
    assert len(islands([later, answer, COOK])) == 1
    assert len(islands([later, shop])) == 2
    assert len(islands([later, shop, answer, COOK])) == 1


def test_newsletters_of_an_employer_are_islands_of_their_own() -> None:
    news = [received(f"n{number}", DAY, Detail.NOT_JOB, from_="jobs@kestrel.example") for number in range(3)]
    alerts = [received(f"a{number}", DAY, Detail.JOB_ALERT, from_=ATS, employers=["Kestrel"]) for number in range(3)]
    assert len(islands([COOK, *news, *alerts])) == 7


def test_employers_that_share_nothing_are_islands_of_their_own() -> None:
    other = sent("other", DAY, to="jobs@lindhof.example", role="Cook")
    board = [
        received("one", DAY, Detail.APPLICATION_SENT, from_=ATS, role="Cook"),
        received("two", DAY, Detail.APPLICATION_SENT, from_=ATS, role="Baker"),
    ]
    assert len(islands([COOK, other, *board])) == 4


LINDHOF_COOK = sent("lindhof", DAY, to="jobs@lindhof.example", role="Cook")
TIED_BY_WORD = {
    "linked": linked(1, COOK, LINDHOF_COOK),
    "merged": merged(1, COOK, LINDHOF_COOK),
    "split": split(1, COOK, LINDHOF_COOK),
    "renamed": edited(1, COOK, employer="Lindhof"),
    "given a contact": edited(1, COOK, contact="jobs@lindhof.example"),
}


@pytest.mark.parametrize("word", TIED_BY_WORD)
def test_the_users_word_ties_what_it_names(word: str) -> None:
    assert len(islands([COOK, LINDHOF_COOK])) == 2
    assert len(islands([COOK, LINDHOF_COOK], [TIED_BY_WORD[word]])) == 1


def test_beside_mail_the_user_has_spoken_of_any_mail_may_start_an_application() -> None:
    """The note of a person names the employer: split off, it founds an application that more mail belongs to."""
    note = received("note", DAY, Detail.HUMAN_REPLY, from_=ATS, employers=["Birkwerk"], answers="cook")
    receipt = received("receipt", "2026-03-09", Detail.REJECTION, from_=ATS, employers=["Birkwerk"])
    assert len(islands([COOK, note, receipt])) == 2
    assert len(islands([COOK, note, receipt], [labelled(1, COOK, Detail.NOT_JOB)])) == 1
    assert len(islands([receipt, COOK, note], [split(1, COOK, note)])) == 1


def test_mail_that_had_one_id_stays_together() -> None:
    known = {COOK.sha256: "a1", LINDHOF_COOK.sha256: "a1"}
    assert len(islands([COOK, LINDHOF_COOK], known=known)) == 1


@given(st.sampled_from(ROLES) | st.text(max_size=20), st.sampled_from(ROLES) | st.text(max_size=20))
@example("Cook, Night Shift", "Night Cook, Shift")
@example("Cook, Night Shift", "Cook")
@settings(max_examples=300)
def test_titles_of_one_job_share_a_key(one: str, other: str) -> None:
    if role_fit(one, other) is RoleFit.SAME:
        assert role_keys(one) & role_keys(other)
