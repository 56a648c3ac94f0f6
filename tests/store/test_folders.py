"""Since when a folder is listened to: spans, gaps and wrong clocks."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.records import FolderHeard, FolderRole
from inbox_watch.store.folders import BLIND_AFTER, gaps
from inbox_watch.store.schema import reads
from inbox_watch.store.store import Learned, Store
from tests.store.builders import DAY, HOUR, NOW, cursor, learned

_MICROSECOND = timedelta(microseconds=1)


def _listen(store: Store, *moments: datetime) -> None:
    for moment in moments:
        store.keep(learned(1, read_until=moment), moment)


def _heard(store: Store, now: datetime) -> FolderHeard:
    (heard,) = store.heard(now)
    return heard


def _spans(store: Store) -> int:
    with store.database.reading() as connection:
        return len(connection.execute(reads.select()).all())


def test_reads_within_a_day_are_one_span(store: Store) -> None:
    _listen(store, *(NOW + number * DAY for number in range(5)))
    assert _spans(store) == 1
    assert _heard(store, NOW + 5 * DAY) == FolderHeard("personal", "INBOX", FolderRole.INBOX, NOW + 4 * DAY)


def test_more_than_a_day_between_reads_is_a_blind_time(store: Store) -> None:
    _listen(store, NOW, NOW + DAY + _MICROSECOND, NOW + 2 * DAY, NOW + 5 * DAY)
    assert _heard(store, NOW + 5 * DAY).blind == (
        (NOW, NOW + DAY + _MICROSECOND),
        (NOW + 2 * DAY, NOW + 5 * DAY),
    )
    assert _spans(store) == 3


@pytest.mark.parametrize(("later", "blind"), [(DAY, ()), (DAY + _MICROSECOND, ((NOW, NOW + DAY + _MICROSECOND),))])
def test_the_time_since_the_last_read_is_blind_after_a_day(
    store: Store, later: timedelta, blind: tuple[tuple[datetime, datetime], ...]
) -> None:
    _listen(store, NOW)
    heard = _heard(store, NOW + later)
    assert heard.blind == blind
    assert heard.until == NOW


def test_what_was_read_after_as_of_counts_as_read(store: Store) -> None:
    _listen(store, NOW, NOW + 3 * DAY, NOW + 9 * DAY)
    heard = _heard(store, NOW + 3 * DAY)
    assert heard.until == NOW + 9 * DAY
    assert heard.blind == ((NOW, NOW + 3 * DAY),)


def test_a_folder_that_was_never_read_to_its_end_was_never_heard(store: Store) -> None:
    store.keep(learned(5), NOW)
    assert _heard(store, NOW + 9 * DAY) == FolderHeard("personal", "INBOX", FolderRole.INBOX, None)


def test_each_folder_of_each_account_is_heard_for_itself(store: Store) -> None:
    _listen(store, NOW)
    store.keep(Learned(FolderRole.SENT, cursor(1, folder="Sent"), read_until=NOW - 3 * DAY), NOW)
    store.keep(Learned(FolderRole.INBOX, cursor(1, account="other"), read_until=NOW - HOUR), NOW)
    assert store.heard(NOW) == (
        FolderHeard("other", "INBOX", FolderRole.INBOX, NOW - HOUR),
        FolderHeard("personal", "INBOX", FolderRole.INBOX, NOW),
        FolderHeard("personal", "Sent", FolderRole.SENT, NOW - 3 * DAY, ((NOW - 3 * DAY, NOW),)),
    )


def test_a_folder_has_the_role_it_was_last_read_in(store: Store) -> None:
    store.keep(Learned(FolderRole.ARCHIVE, cursor(1), read_until=NOW), NOW)
    _listen(store, NOW)
    assert _heard(store, NOW).role is FolderRole.INBOX


def test_a_read_in_a_new_epoch_goes_on_listening(store: Store) -> None:
    _listen(store, NOW)
    store.keep(Learned(FolderRole.INBOX, cursor(1, uidvalidity=1), read_until=NOW + HOUR), NOW)
    assert _heard(store, NOW + HOUR) == FolderHeard("personal", "INBOX", FolderRole.INBOX, NOW + HOUR)


def test_a_read_dated_by_a_wrong_clock_does_not_count_for_years(store: Store) -> None:
    _listen(store, NOW, NOW + 3650 * DAY, NOW + HOUR)
    assert _heard(store, NOW + 4 * DAY) == FolderHeard(
        "personal", "INBOX", FolderRole.INBOX, NOW + HOUR, ((NOW + HOUR, NOW + 4 * DAY),)
    )


def test_a_clock_set_back_within_a_span_shortens_it(store: Store) -> None:
    _listen(store, NOW, NOW + 20 * HOUR, NOW + 2 * HOUR)
    assert _spans(store) == 1
    assert _heard(store, NOW + DAY).until == NOW + 2 * HOUR


@given(st.lists(st.integers(0, 400), min_size=1), st.integers(0, 500))
@settings(deadline=None)
def test_every_long_gap_and_no_other_is_blind(hours: list[int], as_of: int) -> None:
    moments = sorted({NOW + hour * HOUR for hour in hours})
    now = NOW + as_of * HOUR
    blind = gaps([(moment, moment) for moment in moments], now)
    assert all(start < now and end - start > BLIND_AFTER for start, end in blind)
    for moment in (NOW + hour * HOUR for hour in range(400)):
        before = [read for read in moments if read <= moment]
        after = [read for read in moments if read > moment]
        start, end = (before[-1] if before else None), (after[0] if after else now)
        long = start is not None and start < now and end - start > BLIND_AFTER
        assert long == any(start <= moment < end for start, end in blind) or moment >= now
