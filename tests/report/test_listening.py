"""Silence is claimed only where we listened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from inbox_watch.records import FolderHeard, FolderRole, State
from inbox_watch.report.listening import Deaf, blind_days, deaf, heard_until
from tests.report.builders import DAY, READ, heard, report, standing

_JUNK, _OLD_JUNK = heard("Junk"), replace(heard("Junk"), folder="Old junk", until=READ - 90 * DAY)


def test_a_folder_read_today_is_heard() -> None:
    assert deaf(report(heard=(heard(),))) == ()


def test_a_folder_not_read_for_two_days_is_not_heard() -> None:
    behind = heard("INBOX", READ - 2 * DAY)
    assert deaf(report(heard=(behind,))) == (Deaf("personal", ("INBOX",), READ - 2 * DAY),)


def test_a_read_of_yesterday_is_too_old_when_the_standings_say_so() -> None:
    behind = heard("INBOX", READ - timedelta(hours=23))
    assert deaf(report(standing(State.DUE), heard=(behind,))) == ()
    assert deaf(report(standing(State.UNKNOWN), heard=(behind,))) == (Deaf("personal", ("INBOX",), behind.until),)


def test_the_day_is_the_users_and_not_that_of_greenwich() -> None:
    last_minute = datetime(2026, 4, 29, 21, 59, tzinfo=UTC)  # 23:59 in Berlin, more than a day before 1 May began there
    assert deaf(report(heard=(heard("INBOX", last_minute),)))
    assert not deaf(report(heard=(heard("INBOX", last_minute + timedelta(minutes=1)),)))


def test_folders_of_one_account_are_told_together_and_never_read_ones_apart() -> None:
    told = deaf(report(heard=(heard("INBOX", READ - 3 * DAY), heard("Sent", READ - 4 * DAY), heard("Junk", None))))
    assert told == (
        Deaf("personal", ("INBOX", "Sent"), READ - 4 * DAY),
        Deaf("personal", ("Junk",), None),
    )


def test_of_two_junk_folders_the_fresher_counts() -> None:
    assert deaf(report(heard=(heard(), _JUNK, _OLD_JUNK))) == ()
    assert deaf(report(heard=(heard(), _OLD_JUNK))) != ()


def test_every_inbox_counts() -> None:
    jobs = FolderHeard("personal", "Jobs", FolderRole.INBOX, READ - 9 * DAY)
    assert deaf(report(heard=(heard(), jobs))) == (Deaf("personal", ("Jobs",), READ - 9 * DAY),)


def test_we_heard_until_the_folder_that_is_furthest_behind() -> None:
    assert heard_until(report(heard=(heard(), heard("Sent", READ - DAY)))) == READ - DAY
    assert heard_until(report(heard=(heard(), heard("Sent", None)))) is None
    assert heard_until(report(heard=())) is None


def test_gaps_are_local_dates() -> None:
    late_evening = datetime(2026, 4, 11, 22, 30, tzinfo=UTC)
    folder = heard("INBOX", READ, (late_evening, late_evening + 2 * DAY))
    assert blind_days(folder, report(heard=(folder,))) == ((date(2026, 4, 12), date(2026, 4, 14)),)
