"""Jobs of a hundred mailboxes of one provider, within what the provider allows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.fleet.shards import SIZE, SLOW_SIZE, Due, Shard, pack, room_for
from inbox_watch.knowledge import table
from inbox_watch.knowledge.limits import limits_of

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)


def due(number: int, queue: str = "Gmail", *, slow: bool = False, waits: int = 0) -> Due:
    return Due(f"c-{number:05}", queue, NOW - timedelta(minutes=waits), slow)


MANY = st.lists(
    st.builds(
        Due,
        st.uuids().map(str),
        st.sampled_from(["Gmail", "Yahoo", "imap.lindhof.example"]),
        st.datetimes(),
        st.booleans(),
    ),
    max_size=400,
    unique_by=lambda each: each.client,
)


def test_a_hundred_of_one_provider_are_a_job_and_the_longest_wait_is_first() -> None:
    people = [due(number, waits=number) for number in range(250)]
    shards = pack(people, {"Gmail": 9})
    assert [len(shard.clients) for shard in shards] == [100, 100, 50]
    assert shards[0].clients[0] == "c-00249"


def test_the_longest_wait_is_first_whichever_its_queue() -> None:
    people = [due(1, "AOL", waits=1), due(2, "Gmail", waits=3), due(3, "Yahoo", waits=2, slow=True)]
    assert [shard.queue for shard in pack(people, {"AOL": 1, "Gmail": 1, "Yahoo": 1})] == ["Gmail", "Yahoo", "AOL"]


@given(MANY, st.integers(0, 3))
def test_nobody_is_in_two_jobs_and_no_job_has_two_providers(people: list[Due], most: int) -> None:
    shards = pack(people, {"Gmail": most, "Yahoo": most})
    packed = [client for shard in shards for client in shard.clients]
    queues = {each.client: each.queue for each in people}
    assert len(packed) == len(set(packed))
    assert all(queues[client] == shard.queue for shard in shards for client in shard.clients)
    assert all(len(shard.clients) <= SIZE for shard in shards)
    assert all(sum(shard.queue == queue for shard in shards) <= most for queue in ("Gmail", "Yahoo"))
    assert {shard.queue for shard in shards} <= {"Gmail", "Yahoo"}


def test_slow_mailboxes_have_one_small_job_of_their_own() -> None:
    people = [due(number, slow=number < 50, waits=number % 7) for number in range(150)]
    slow, *others = sorted(pack(people, {"Gmail": 9}), key=lambda shard: shard.clients)
    assert len(slow.clients) == SLOW_SIZE
    assert slow.is_slow
    assert not any(shard.is_slow for shard in others)
    assert all(client < "c-00050" for client in slow.clients)
    assert all(client >= "c-00050" for shard in others for client in shard.clients)


def test_while_slow_ones_are_under_way_no_more_of_them_are_begun() -> None:
    people = [due(1, slow=True, waits=99), due(2)]
    assert pack(people, {"Gmail": 2}, frozenset({"Gmail"})) == (Shard("Gmail", ("c-00002",)),)


def test_with_room_for_one_job_who_waited_longest_is_first_slow_or_not() -> None:
    assert pack([due(1, slow=True, waits=9), due(2)], {"Gmail": 1}) == (Shard("Gmail", ("c-00001",), True),)
    assert pack([due(1, slow=True), due(2, waits=9)], {"Gmail": 1}) == (Shard("Gmail", ("c-00002",)),)


def test_the_same_clients_have_the_same_key_in_any_order() -> None:
    assert Shard("Gmail", ("a", "b")).key == Shard("Gmail", ("b", "a")).key
    assert Shard("Gmail", ("a", "b")).key != Shard("Gmail", ("ab",)).key


@pytest.mark.parametrize(
    ("connections", "expected"),
    [(0, (0, 1)), (1, (1, 1)), (2, (2, 1)), (3, (3, 1)), (7, (2, 3)), (10, (2, 5)), (20, (2, 10)), (105, (10, 10))],
)
def test_jobs_and_threads_stay_within_the_connections(connections: int, expected: tuple[int, int]) -> None:
    room = room_for(connections)
    assert (room.shards, room.threads) == expected
    assert room.shards * room.threads <= connections


def test_no_job_is_made_beyond_the_room() -> None:
    room = room_for(20)
    assert [room.left(held) for held in (0, 10, 20, 50)] == [2, 1, 0, 0]
    assert room_for(0).left(0) == 0


def test_a_job_has_half_of_its_threads_at_least() -> None:
    assert [room_for(20).left(held) for held in (1, 5, 6, 11, 15, 16)] == [2, 2, 1, 1, 1, 0]
    assert [room_for(105).left(0), room_for(104).left(0), room_for(1).left(0)] == [11, 10, 1]


# The limits


def test_a_provider_without_a_row_has_the_limits_of_any_server() -> None:
    assert limits_of("imap.lindhof.example") == limits_of("*")
    assert limits_of("Gmail").per_account == 15
    assert limits_of("Gmail").per_address is None
    assert limits_of("Gmail").connections(3) == 3 * limits_of("Gmail").at_once


def test_no_row_opens_more_than_is_allowed_and_each_says_where_it_is_from() -> None:
    for row in table("provider_limits"):
        limits = limits_of(row["provider"])
        assert 0 < limits.at_once <= (limits.per_address or limits.at_once), row
        assert limits.per_account is None or limits.per_account > 1, row
        assert all(address.startswith("https://") for address in row["source"].split(",")), row
        assert date.fromisoformat(row["seen_on"]) >= date(2026, 11, 29), row
