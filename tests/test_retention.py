"""What is older than the user wants it kept goes at the end of a poll, and neither comes back nor rings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inbox_watch.accounts import FilesAccount
from inbox_watch.config import ALERT_KINDS, Settings
from inbox_watch.heard import Moment
from inbox_watch.poll import learned, look_back
from inbox_watch.records import Batch, Cursor, Detail, Finding, FolderRole, MessageUid, StatementKind
from inbox_watch.store.runs import Run
from inbox_watch.store.store import Store, open_store
from inbox_watch.tell import tell_what_is_due
from tests.support.findings import TIMEZONE, received, sent
from tests.support.invariants import assert_invariants

SETTINGS = Settings(
    accounts=(FilesAccount("demo", Path("mail"), "maildir"),),
    data=Path("data"),
    timezone=TIMEZONE,
    alert_targets=("stdout",),
    alert_on=ALERT_KINDS,
    retention_days=100,
)
BEGIN = datetime(2026, 3, 3, 11, tzinfo=UTC)
LATER = BEGIN + timedelta(days=200)
REFUSED = sent("refused", "2026-03-02", to="jobs@kestrel.example", role="Cook")
NO = received("no", "2026-03-03 11:00", Detail.REJECTION, from_="jobs@kestrel.example", answers="refused", passed=True)
TALK = sent("talk", "2026-03-02", role="Planner")
INVITED = received("invited", "2026-03-03 11:00", Detail.HUMAN_REPLY, answers="talk", passed=True)
NEWS = received("news", "2026-03-03 11:00", Detail.NOT_JOB, from_="news@shop.example")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A refusal, an answer and a newsletter, of the day of the first run."""
    with open_store(tmp_path / "store") as store:
        store.log_run(Run("demo", BEGIN, BEGIN, 0, 0))
        poll(store, BEGIN, REFUSED, NO, TALK, INVITED, NEWS)
        yield store
        assert_invariants(store)


def poll(store: Store, now: datetime, *mail: Finding, settings: Settings = SETTINGS, back: int = 0) -> None:
    """A poll that finds such mail, two days after one that found none."""
    store.keep(learned(batch_at(now - timedelta(days=2)), (), store, settings, Moment(now, now.date())), now)
    moment = Moment(now, now.astimezone(TIMEZONE).date() - timedelta(days=back))
    store.keep(learned(batch_at(now), mail, store, settings, moment), now)
    tell_what_is_due(store, settings, moment)


def batch_at(now: datetime) -> Batch:
    return Batch(FolderRole.INBOX, Cursor("demo", "INBOX", 1, 1), read_until=now)


def kept(store: Store) -> set[str]:
    return {finding.message_id.partition("@")[0] for finding in store.findings()}


def alerts(store: Store) -> set[str]:
    return {item.alert.subject for item in store.unsent_alerts()}


def test_what_is_over_goes_and_what_is_open_stays(store: Store) -> None:
    poll(store, BEGIN + timedelta(days=99))
    assert kept(store) == {"refused", "no", "talk", "invited", "news"}
    store.say(StatementKind.EDIT, REFUSED.sha256, {"wanted": "1"}, LATER)
    poll(store, LATER)
    assert kept(store) == {"talk", "invited"}
    assert store.statements() == ()
    assert not any("Kestrel" in subject for subject in alerts(store))


def test_what_went_does_not_come_back_and_does_not_ring(store: Store) -> None:
    poll(store, LATER)
    before = alerts(store)
    again = replace(NO, uids=(MessageUid("demo", "INBOX", 1, 777),))
    poll(store, LATER, again, NO)
    assert kept(store) == {"talk", "invited"}
    assert alerts(store) == before
    assert all(
        map(store.sighted("demo"), (uid for each in (REFUSED, NO, TALK, INVITED, NEWS, again) for uid in each.uids))
    )


def test_an_id_is_not_given_again(store: Store) -> None:
    ids = set(store.application_ids().values())
    poll(store, LATER)
    new = sent("new", "2026-09-18", to="jobs@birkwerk.example")
    poll(store, LATER, new)
    assert store.application_ids()[new.sha256] not in ids


def test_what_the_user_closes_goes_too(store: Store) -> None:
    store.say(StatementKind.CLOSE, TALK.sha256, {}, LATER)
    poll(store, LATER)
    assert kept(store) == set()


def test_a_poll_as_of_a_day_in_the_past_removes_nothing(store: Store) -> None:
    poll(store, LATER, back=1)
    assert "no" in kept(store)


def test_while_a_folder_is_not_heard_no_application_goes(store: Store) -> None:
    moment = Moment(LATER, LATER.astimezone(TIMEZONE).date())
    waits = sent("waits", "2026-03-03 11:00", to="jobs@birkwerk.example")
    store.keep(learned(Batch(FolderRole.INBOX, Cursor("demo", "INBOX", 1, 2)), [waits], store, SETTINGS, moment), LATER)
    tell_what_is_due(store, SETTINGS, moment)
    assert "waits" in kept(store)


def test_no_first_poll_reads_what_it_would_remove() -> None:
    today = BEGIN.date()
    assert look_back(SETTINGS, today) == today - timedelta(days=100)
    assert look_back(replace(SETTINGS, look_back_days=30), today) == today - timedelta(days=30)


def test_a_first_run_by_a_clock_that_was_years_fast_does_not_silence_the_news(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        store.log_run(Run("demo", BEGIN + timedelta(days=1500), BEGIN + timedelta(days=1500), 0, 0))
        poll(store, BEGIN, REFUSED, NO)
        assert len(alerts(store)) == 1


def test_a_run_that_is_stopped_before_the_removal_removes_the_same_day(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(BaseException):
        """Nothing after this is run."""

    def stop(*_: object) -> None:
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(Store, "remove", stop)
        with pytest.raises(Stopped):
            poll(store, LATER)
    poll(store, LATER)
    assert kept(store) == {"talk", "invited"}


def test_a_clock_that_leaps_for_years_removes_nothing_and_a_day_later_it_is_believed(store: Store) -> None:
    for days, left in ((0, 5), (1, 2)):
        now = BEGIN + timedelta(days=3650 + days)
        moment = Moment(now, now.astimezone(TIMEZONE).date())
        store.keep(learned(batch_at(now), (), store, SETTINGS, moment), now)
        tell_what_is_due(store, SETTINGS, moment)
        assert len(kept(store)) == left


def test_a_clock_that_was_years_fast_for_one_poll_costs_nothing(store: Store) -> None:
    fast = Moment(BEGIN + timedelta(days=3650), (BEGIN + timedelta(days=3650)).date())
    store.keep(learned(batch_at(fast.now), (), store, SETTINGS, fast), fast.now)
    tell_what_is_due(store, SETTINGS, fast)
    poll(store, BEGIN + timedelta(days=4))
    assert kept(store) == {"refused", "no", "talk", "invited", "news"}
