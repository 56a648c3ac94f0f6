"""What belongs to an application, and what has grown too old."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.link.corrections import corrected
from inbox_watch.link.removal import all_of, outlived, removal_of
from inbox_watch.records import Detail, Finding, MessageUid, Removal, Statement, Unreadable
from tests.link.test_islands import assert_islands_are_alone
from tests.support.findings import added, at, edited, linked, merged, received, replay, sent, sha256, split, undone
from tests.support.islands import any_world

KESTREL = "jobs@kestrel.example"
COOK = sent("cook", "2026-03-02", to=KESTREL, role="Cook")
NO = received("no", "2026-03-20", Detail.REJECTION, from_=KESTREL, answers="cook")
NEWS = received("news", "2026-04-01", Detail.NOT_JOB, from_="news@kestrel.example")
SHOP = received("shop", "2026-04-01", Detail.NOT_JOB, from_="news@shop.example", employers=["Shop"])
PLANNER = sent("planner", "2026-03-03", role="Planner")


def forgotten(mail: Sequence[Finding], said: Sequence[Statement] = (), unread: Iterable[Unreadable] = ()) -> Removal:
    """What goes with the application of COOK."""
    ledger = replay(*mail, statements=said)
    cook = next(each for each in ledger.applications if COOK.sha256 in each.keys)
    return all_of(cook, ledger, mail, said, unread)


def names(mail: Iterable[str], *there: Finding) -> set[str]:
    return {each.message_id.partition("@")[0] for each in there if each.sha256 in mail}


def test_with_an_application_goes_its_mail_and_what_names_the_employer_elsewhere() -> None:
    mail = (COOK, NO, NEWS, SHOP, PLANNER)
    assert names(forgotten(mail).mail, *mail) == {"cook", "no", "news"}


def test_beside_another_application_there_only_its_own_mail_goes() -> None:
    baker = sent("baker", "2026-03-04", to=KESTREL, role="Baker")
    mail = (COOK, NO, NEWS, baker)
    assert names(forgotten(mail).mail, *mail) == {"cook", "no"}


def test_a_second_copy_of_its_mail_goes_too() -> None:
    copy = replace(NO, sha256=sha256("copy"), internaldate=NO.internaldate + timedelta(hours=1), date=NO.date)
    assert forgotten((COOK, NO, copy)).mail == {each.sha256 for each in (COOK, NO, copy)}


def test_a_name_within_a_word_is_no_name() -> None:
    other = received("other", "2026-04-01", Detail.NOT_JOB, from_="news@kestrels.example")
    assert names(forgotten((COOK, other)).mail, COOK, other) == {"cook"}


def test_what_a_platform_writes_for_others_stays() -> None:
    ats = "no-reply@us.greenhouse-mail.io"
    receipt = received("receipt", "2026-03-02 11:00", from_=ats, employers=["Kestrel"], role="Cook", answers="cook")
    alien = received("alien", "2026-03-09", Detail.NOT_JOB, from_=ats, employers=["Birkwerk"])
    assert names(forgotten((COOK, receipt, alien)).mail, receipt, alien) == {"receipt"}


def test_what_the_user_said_of_it_alone_goes_taken_back_or_not() -> None:
    said = [
        edited(1, COOK, employer="Kestrel Works"),
        undone(2, edited(1, COOK)),
        edited(3, PLANNER, role="Chief"),
        merged(4, COOK, NO),
        split(5, COOK, PLANNER),
        linked(6, NO, COOK),
    ]
    assert forgotten((COOK, NO, PLANNER), said).statements == {1, 2, 4, 6}


def test_a_row_of_the_user_goes_with_the_application_it_joined() -> None:
    row = added(1, "Kestrel", "2026-03-02", role="Cook")
    assert forgotten((COOK,), [row]).statements == {1}


def test_mail_that_could_not_be_read_and_names_them_goes() -> None:
    theirs = Unreadable(MessageUid("demo", "INBOX", 1, 1), "no header", from_="Kestrel <x@y.example>")
    others = Unreadable(MessageUid("demo", "INBOX", 1, 2), "no header", from_="Shop <x@y.example>")
    assert forgotten((COOK,), unread=(theirs, others)).unreadable == {theirs.uid}


def old(mail: Sequence[Finding], before: str, over: Iterable[str], *, at_most: int = 99) -> set[str]:
    outlives = outlived(replay(*mail), [*over], mail, before=at(before))
    removal = removal_of(outlives, (), (), before=at(before), at_most=at_most)
    return names(removal.mail, *mail)


def test_what_is_over_and_old_goes_as_a_whole_or_not_at_all() -> None:
    mail = (COOK, NO, PLANNER)
    assert old(mail, "2026-03-25", ["a1"]) == {"cook", "no"}
    assert old(mail, "2026-03-10", ["a1"]) == set()
    assert old(mail, "2026-03-25", []) == set()


def test_old_mail_of_no_application_goes_by_itself() -> None:
    assert old((COOK, NEWS, SHOP), "2026-06-01", []) == {"news", "shop"}


def test_the_oldest_go_first_and_no_more_than_a_run_can_bear() -> None:
    mail = (COOK, NO, PLANNER, SHOP)
    assert old(mail, "2026-06-01", ["a1", "a2"], at_most=2) == {"planner"}
    assert old(mail, "2026-06-01", ["a1", "a2"], at_most=3) == {"planner", "cook", "no"}
    assert old((COOK, NO), "2026-06-01", ["a1"], at_most=1) == {"cook", "no"}


def test_what_fits_an_open_application_too_keeps_the_old_one() -> None:
    baker = sent("baker", "2026-03-04", to=KESTREL, role="Baker")
    either = received("either", "2026-03-20", Detail.REJECTION, from_=KESTREL)
    mail = (COOK, baker, either)
    ledger = replay(*mail)
    assert set(ledger.links[-1].candidates) == {"a1", "a2"}
    assert old(mail, "2026-06-01", ["a1"]) == set()
    assert old(mail, "2026-06-01", ["a1", "a2"]) == {"cook", "baker", "either"}


@given(any_world(), st.data())
@settings(max_examples=200, deadline=None)
def test_no_staying_application_loses_mail_and_islands_stay_right(
    world: tuple[list[Finding], list[Statement]], data: st.DataObject
) -> None:
    findings, said = world
    full = replay(*corrected(findings, said), statements=said)
    over = data.draw(st.frozensets(st.sampled_from([each.id for each in full.applications] or ["a1"])))
    before = at(f"2026-03-0{data.draw(st.integers(1, 4))}")
    outlives = outlived(full, over, findings, before=before)
    removal = removal_of(outlives, said, (), before=before, at_most=data.draw(st.integers(1, 12)))
    assert removal.applications <= over
    for application in full.applications:
        assert application.id in removal.applications or removal.mail.isdisjoint(application.keys)
    left = [each for each in findings if each.sha256 not in removal.mail]
    words = [each for each in said if each.number not in removal.statements]
    assert all(each.internaldate < before for each in findings if each.sha256 in removal.mail)
    assert_islands_are_alone(left, words, full.ids)
