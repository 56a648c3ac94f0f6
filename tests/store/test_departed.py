"""Removed for good: gone from the file, and known well enough never to come back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from inbox_watch.records import Alert, Removal, StatementKind
from inbox_watch.store.store import Store, open_store
from tests.store.builders import NOW, alert, finding, learned, uid, unreadable
from tests.support.invariants import assert_invariants

ONE, TWO = finding(1), finding(2)
GONE = Removal(frozenset({ONE.sha256}))


def told(key: str) -> Alert:
    return replace(alert(key), body="They have it")


def test_what_was_removed_stays_accounted_for(store: Store) -> None:
    store.keep(learned(2, ONE, TWO), NOW)
    store.remove(GONE)
    assert store.findings() == (TWO,)
    assert store.known([uid(1), uid(2), uid(3)]) == {uid(1), uid(2)}
    assert [number for number in range(4) if store.sighted("personal")(uid(number))] == [1, 2]
    assert store.departed([ONE.sha256, TWO.sha256]) == {ONE.sha256}
    assert_invariants(store, on_server=[uid(1), uid(2)])


def test_the_same_octets_in_another_place_do_not_come_back(store: Store) -> None:
    store.keep(learned(2, ONE, TWO), NOW)
    store.remove(GONE)
    moved = replace(ONE, uids=(uid(9),))
    store.keep(learned(9, moved), NOW)
    store.replace_findings([moved])
    assert store.findings() == (TWO,)
    assert store.sighted("personal")(uid(9))


def test_the_rest_is_near_as_before(store: Store) -> None:
    store.keep(learned(2, ONE, TWO), NOW)
    assert len(store.near([ONE]).findings) == 2
    store.remove(GONE)
    assert store.near([replace(TWO, sha256="3")]).findings == (TWO,)
    store.forget(Removal())
    assert store.near([TWO]).findings == (TWO,)


def test_alerts_words_and_what_could_not_be_read_go_with_it(store: Store) -> None:
    keys = (f"mail:{ONE.sha256} > x", f"mail:{TWO.sha256} > x", "due:a1:application > x", "due:a11:application > x")
    store.keep(replace(learned(3, ONE, TWO), unreadable=(unreadable(3),), alerts=tuple(map(told, keys))), NOW)
    store.alerts_sent([keys[0]], NOW)
    first = store.say(StatementKind.EDIT, ONE.sha256, {"role": "Cook"}, NOW)
    store.say(StatementKind.EDIT, TWO.sha256, {"role": "Baker"}, NOW)
    store.remove(
        replace(GONE, applications=frozenset({"a1"}), statements=frozenset({1}), unreadable=frozenset({uid(3)}))
    )
    assert first.number == 1
    assert [each.number for each in store.statements()] == [2]
    assert [each.alert.key for each in store.unsent_alerts()] == [keys[3], keys[1]]
    assert store.unreadable() == ()
    assert store.sighted("personal")(uid(3))
    assert store.say(StatementKind.EDIT, TWO.sha256, {}, NOW).number == 3


def test_of_what_is_forgotten_no_octet_is_left(path: Path) -> None:
    secret = replace(ONE, subject="Zwetschgenkuchen", message_id="zwetschge@x.example")
    with open_store(path) as store:
        store.keep(replace(learned(2, secret, TWO), alerts=(told(f"mail:{ONE.sha256} > x"),)), NOW)
        store.chart()
        store.forget(GONE)
        held = b"".join(each.read_bytes() for each in path.parent.iterdir())
    assert b"wetschge" not in held
    assert b"application 2" in held
