"""One batch, one transaction: what a batch teaches, kept twice or interrupted."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from inbox_watch.records import Cursor, Detail, FolderRole, Label
from inbox_watch.store.evidence import folder_uids, known_uids
from inbox_watch.store.schema import findings
from inbox_watch.store.store import Learned, Store, open_store
from tests.store.builders import DAY, NOW, alert, cursor, finding, learned, uid, unreadable
from tests.store.places import Home


def test_a_new_store_knows_nothing(store: Store) -> None:
    assert store.findings() == ()
    assert store.unreadable() == ()
    assert store.cursors("personal") == {}
    assert store.application_ids() == {}
    assert not store.knows(uid(1))


def test_findings_come_back_in_the_order_of_the_server_clock(store: Store) -> None:
    store.keep(learned(3, finding(3), finding(1)), NOW)
    store.keep(learned(4, finding(2, uid(4))), NOW)
    assert store.findings() == (finding(1), finding(2, uid(4)), finding(3))


def test_messages_of_one_instant_come_in_the_order_of_their_digests(store: Store) -> None:
    judged = [replace(finding(number), internaldate=NOW) for number in range(1, 9)]
    store.keep(learned(8, *judged), NOW)
    assert [item.sha256 for item in store.findings()] == sorted(item.sha256 for item in judged)


def test_keeping_a_batch_again_changes_nothing(store: Store) -> None:
    batch = replace(
        learned(3, finding(1), finding(2), read_until=NOW),
        unreadable=(unreadable(3),),
        application_ids={"k": "a1"},
        alerts=(alert("once"),),
    )
    store.keep(batch, NOW)
    before = _told(store)
    store.keep(batch, NOW + DAY)
    assert _told(store) == before


def _told(store: Store) -> tuple[object, ...]:
    return (
        store.findings(),
        store.unreadable(),
        store.cursors("personal"),
        store.application_ids(),
        store.heard(NOW),
        store.unsent_alerts(),
    )


def test_octets_seen_elsewhere_are_one_finding_with_more_places(store: Store) -> None:
    store.keep(learned(1, finding(1)), NOW)
    copy = replace(finding(1, uid(9, folder="Archive")), role=FolderRole.ARCHIVE, internaldate=NOW + DAY)
    store.keep(Learned(FolderRole.ARCHIVE, cursor(9, folder="Archive"), (copy,)), NOW)
    assert store.findings() == (finding(1, uid(9, folder="Archive"), uid(1)),)


@pytest.mark.parametrize("sent_first", [True, False])
def test_octets_that_lie_in_sent_too_are_sent_mail(store: Store, sent_first: bool) -> None:
    """A letter with a copy to oneself; the folders are read one after the other."""
    received = finding(1)
    sent = replace(finding(1, uid(9, folder="Sent"), detail=Detail.NOT_JOB), role=FolderRole.SENT)
    batches = [learned(1, received), Learned(FolderRole.SENT, cursor(9, folder="Sent"), (sent,))]
    for batch in reversed(batches) if sent_first else batches:
        store.keep(batch, NOW)
    assert store.findings() == (replace(sent, uids=(uid(1), uid(9, folder="Sent"))),)


def test_the_same_octets_twice_in_a_batch_are_one_finding(store: Store) -> None:
    store.keep(learned(2, finding(1), finding(1, uid(2))), NOW)
    assert store.findings() == (finding(1, uid(1), uid(2)),)


def test_a_known_uid_keeps_what_it_first_was(store: Store) -> None:
    store.keep(learned(1, finding(1)), NOW)
    store.keep(learned(1, finding(1, octets="a server that lies")), NOW)
    assert store.findings() == (finding(1),)


def test_of_two_contents_of_one_uid_in_a_batch_the_first_counts(store: Store) -> None:
    store.keep(learned(1, finding(1), finding(1, octets="other")), NOW)
    assert store.findings() == (finding(1),)


def test_a_content_that_is_new_at_one_of_its_places_only_is_kept_there(store: Store) -> None:
    store.keep(learned(1, finding(1)), NOW)
    store.keep(learned(2, finding(2, uid(1), uid(2))), NOW)
    assert store.findings() == (finding(1), finding(2, uid(2)))


def test_what_could_not_be_read_is_counted_and_listed(store: Store) -> None:
    store.keep(replace(learned(2), unreadable=(unreadable(2), unreadable(1))), NOW)
    store.keep(replace(learned(2), unreadable=(unreadable(2, "still no header"),)), NOW)
    assert store.unreadable() == (unreadable(1), unreadable(2, "still no header"))
    assert store.unreadable(tries_below=2) == (unreadable(1),)
    assert store.unreadable(tries_below=1) == ()


def test_an_unreadable_message_that_is_read_after_all_is_a_finding(store: Store) -> None:
    store.keep(replace(learned(1), unreadable=(unreadable(1),)), NOW)
    store.keep(learned(1, finding(1)), NOW)
    assert store.unreadable() == ()
    assert store.findings() == (finding(1),)


def test_a_message_once_read_never_becomes_unreadable(store: Store) -> None:
    store.keep(learned(1, finding(1)), NOW)
    store.keep(replace(learned(1), unreadable=(unreadable(1),)), NOW)
    assert store.unreadable() == ()
    assert store.findings() == (finding(1),)


def test_known_are_the_read_and_the_unreadable_and_no_neighbours(store: Store) -> None:
    store.keep(replace(learned(5, finding(1), finding(3)), unreadable=(unreadable(5),)), NOW)
    assert [number for number in range(7) if store.knows(uid(number))] == [1, 3, 5]
    asked = [uid(1), uid(2), uid(5), uid(1, folder="Sent"), uid(1, account="other"), uid(1, uidvalidity=8)]
    assert store.known(asked) == {uid(1), uid(5)}
    assert store.known([]) == frozenset()


def test_sighted_are_all_places_of_one_account(store: Store) -> None:
    assert not store.sighted("personal")(uid(1))
    renumbered = uid(1, uidvalidity=8)
    store.keep(replace(learned(5, finding(1, uid(1), renumbered), finding(3)), unreadable=(unreadable(5),)), NOW)
    store.keep(
        replace(learned(7), cursor=cursor(7, account="other"), findings=(finding(2, uid(7, account="other")),)), NOW
    )
    store.keep(replace(learned(1), cursor=cursor(1, uidvalidity=8)), NOW)
    personal, other = store.sighted("personal"), store.sighted("other")
    asked = [*(uid(number) for number in range(9)), renumbered, uid(1, uidvalidity=9), uid(7, account="other")]
    assert [each for each in asked if personal(each)] == [uid(1), uid(3), uid(5), renumbered]
    assert [each for each in asked if other(each)] == [uid(7, account="other")]


def test_what_is_known_of_a_folder_takes_eight_octets_a_message(store: Store) -> None:
    store.keep(replace(learned(5, finding(2), finding(1)), unreadable=(unreadable(5),)), NOW)
    with store.database.reading() as connection:
        numbers = folder_uids(connection, uid(1).account, uid(1).folder, uid(1).uidvalidity)
    assert (list(numbers), numbers.itemsize) == ([1, 2, 5], 8)


def test_a_look_up_of_many_uids_is_one_statement_a_folder(store: Store) -> None:
    with store.database.reading() as connection:
        assert known_uids(connection, (uid(number) for number in range(40_000))) == frozenset()


def test_the_biggest_uid_fits(store: Store) -> None:
    biggest = uid(2**32 - 1, uidvalidity=2**32 - 1)
    reach = Cursor("personal", "INBOX", biggest.uidvalidity, biggest.uid)
    store.keep(Learned(FolderRole.INBOX, reach, (finding(1, biggest),)), NOW)
    assert store.findings() == (finding(1, biggest),)
    assert store.cursors("personal") == {"INBOX": reach}


def test_an_alert_is_queued_once_for_ever(store: Store) -> None:
    store.keep(replace(learned(1), alerts=(alert("a"), alert("a"))), NOW)
    store.alerts_sent(["a"], NOW)
    store.keep(replace(learned(2), alerts=(alert("a"), alert("b"))), NOW)
    assert [item.alert for item in store.unsent_alerts()] == [alert("b")]


def test_a_failure_in_the_middle_keeps_nothing(store: Store) -> None:
    store.keep(learned(1, finding(1), read_until=NOW), NOW)
    before = _told(store)
    nameless = replace(alert("a"), subject=cast("str", None))
    batch = replace(
        learned(9, finding(2), read_until=NOW + DAY),
        unreadable=(unreadable(3),),
        application_ids={"k": "a1"},
        alerts=(alert("b"), nameless),
    )
    with pytest.raises(IntegrityError) as caught:
        store.keep(batch, NOW)
    assert _told(store) == before
    assert "They have your application" not in str(caught.value), "an error must not show what stands in a mail"
    store.keep(replace(batch, alerts=(alert("b"),)), NOW)
    assert store.knows(uid(2))


def test_a_new_judge_replaces_what_an_old_one_said(store: Store) -> None:
    store.keep(learned(2, finding(1), finding(2)), NOW)
    better = finding(1, detail=Detail.REJECTION)
    store.replace_findings([better, finding(3)])
    assert store.findings() == (better, finding(2))
    with store.database.reading() as connection:
        labels = connection.execute(select(findings.c.label).where(findings.c.sha256 == better.sha256))
        assert labels.scalars().all() == [Label.REJECTION]
    store.replace_findings([])


def test_a_cursor_never_moves_back_within_its_epoch(store: Store) -> None:
    store.keep(learned(9), NOW)
    store.keep(learned(4), NOW)
    assert store.cursors("personal") == {"INBOX": cursor(9)}


def test_cursors_are_those_of_one_account_and_every_folder(store: Store) -> None:
    store.keep(learned(9), NOW)
    store.keep(Learned(FolderRole.SENT, cursor(5, folder="Sent")), NOW)
    store.keep(Learned(FolderRole.INBOX, cursor(1, account="other")), NOW)
    assert store.cursors("personal") == {"INBOX": cursor(9), "Sent": cursor(5, folder="Sent")}
    assert store.cursors("other") == {"INBOX": cursor(1, account="other")}


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 9)), min_size=1, max_size=12))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_newest_epoch_is_the_one_read_last_however_it_is_numbered(home: Home, moves: list[tuple[int, int]]) -> None:
    with open_store(home.place()) as store:
        for uidvalidity, number in moves:
            store.keep(Learned(FolderRole.INBOX, cursor(number, uidvalidity=uidvalidity)), NOW)
        last = moves[-1][0]
        furthest = max(number for uidvalidity, number in moves if uidvalidity == last)
        assert store.cursors("personal") == {"INBOX": cursor(furthest, uidvalidity=last)}
