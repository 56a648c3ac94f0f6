"""The survey: as of a day only what was there by then; deaf folders, orphans, unsure mail; the policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inbox_watch.accounts import FilesAccount, ImapAccount
from inbox_watch.config import Settings
from inbox_watch.heard import end_of, is_deaf
from inbox_watch.records import Detail, Finding, FolderHeard, FolderRole, MessageUid, State, Unreadable
from inbox_watch.survey import Evidence, Survey, policy_of, survey
from tests.support.findings import TIMEZONE, at, day, received, replay, sent

IMAP = ImapAccount("a", "imap.example", 993, "tls", "me", folders=("INBOX", "Jobs"))
FILES = FilesAccount("b", Path("/nowhere"), "maildir")
NOW = at("2026-03-20 12:00")


def settings(*accounts: ImapAccount | FilesAccount) -> Settings:
    return Settings(accounts=accounts or (IMAP,), data=Path("/nowhere"), country="DE", timezone=TIMEZONE)


def heard(folder: str, role: FolderRole, hours: float | None, account: str = "a") -> FolderHeard:
    """A folder read to its end so many hours ago, or never."""
    return FolderHeard(account, folder, role, None if hours is None else NOW - timedelta(hours=hours))


FRESH = (heard("INBOX", FolderRole.INBOX, 1), heard("Jobs", FolderRole.INBOX, 1), heard("Sent", FolderRole.SENT, 1))


def surveyed(*findings: Finding, today: str = "2026-03-20", now: datetime = NOW) -> Survey:
    evidence = Evidence(findings, (), (), {}, FRESH)
    return survey(evidence, settings(), today=day(today), now=now)


# Deaf


@pytest.mark.parametrize(
    ("folders", "deaf"),
    [
        (FRESH, False),
        ((), True),
        ((*FRESH[1:], heard("INBOX", FolderRole.INBOX, 24)), False),
        ((*FRESH[1:], heard("INBOX", FolderRole.INBOX, 24.1)), True),
        ((*FRESH[1:], heard("INBOX", FolderRole.INBOX, None)), True),
        ((FRESH[0], FRESH[2], heard("Jobs", FolderRole.INBOX, 30)), True),
        ((FRESH[0], FRESH[1], heard("Sent", FolderRole.SENT, 30)), True),
        ((*FRESH, heard("Gesendet", FolderRole.SENT, 900)), False),
        ((*FRESH, heard("Junk", FolderRole.JUNK, 30)), True),
        ((*FRESH, heard("Junk", FolderRole.JUNK, None)), True),
        ((*FRESH, heard("Junk", FolderRole.JUNK, None), heard("Spam", FolderRole.JUNK, 2)), False),
        ((*FRESH, heard("Archive", FolderRole.ARCHIVE, 48)), True),
        ((*FRESH, heard("Other", FolderRole.INBOX, 999, account="gone")), False),
    ],
)
def test_deaf_is_who_has_not_read_a_folder_for_a_day(folders: tuple[FolderHeard, ...], deaf: bool) -> None:
    assert is_deaf(folders, settings(), NOW) is deaf


def test_every_account_has_to_be_heard() -> None:
    both = settings(IMAP, FILES)
    assert is_deaf(FRESH, both, NOW)
    assert not is_deaf((*FRESH, heard("b", FolderRole.INBOX, 1, account="b")), both, NOW)
    assert not is_deaf((*FRESH, heard("b", FolderRole.SENT, 1, account="b")), both, NOW)


def test_what_was_read_later_counts_as_read() -> None:
    """With a day in the past (contract, settled 5)."""
    assert surveyed(sent("cv", "2026-01-05"), today="2026-01-20").report.standings[0].state is State.DUE


def test_deaf_is_unknown() -> None:
    evidence = Evidence((sent("cv", "2026-03-02"),), (), (), {}, ())
    found = survey(evidence, settings(), today=day("2026-03-20"), now=NOW)
    assert found.report.standings[0].state is State.UNKNOWN


# The day


def test_later_mail_does_not_exist_yet() -> None:
    mail = (sent("cv", "2026-03-02"), received("no", "2026-03-10 00:01", Detail.REJECTION, answers="cv"))
    before, after = surveyed(*mail, today="2026-03-09"), surveyed(*mail, today="2026-03-10")
    assert before.report.standings[0].state is State.DUE
    assert after.report.standings[0].state is State.REJECTED
    assert before.report.as_of == day("2026-03-09")
    assert set(before.findings) == {mail[0].sha256}


def test_the_last_moment_of_a_day_is_local() -> None:
    assert end_of(day("2026-03-09"), TIMEZONE) == datetime(2026, 3, 9, 22, 59, 59, 999999, tzinfo=UTC)
    assert end_of(day("2026-03-29"), TIMEZONE) == datetime(2026, 3, 29, 21, 59, 59, 999999, tzinfo=UTC)


def test_today_ends_now() -> None:
    mail = (sent("cv", "2026-03-02"), received("no", "2026-03-20 13:00", Detail.REJECTION, answers="cv"))
    assert surveyed(*mail).report.standings[0].state is State.DUE


def test_what_was_unreadable_by_then_is_told() -> None:
    uid = MessageUid("a", "INBOX", 1, 1)
    unreadable = (Unreadable(uid, "x", at("2026-03-08")), Unreadable(uid, "y", at("2026-03-18")), Unreadable(uid, "z"))
    found = survey(Evidence((), unreadable, (), {}, FRESH), settings(), today=day("2026-03-09"), now=NOW)
    assert [item.reason for item in found.report.unreadable] == ["x", "z"]


def test_folders_of_accounts_that_are_gone_are_not_told() -> None:
    gone = heard("INBOX", FolderRole.INBOX, 999, account="gone")
    found = survey(Evidence((), (), (), {}, (*FRESH, gone)), settings(), today=day("2026-03-20"), now=NOW)
    assert found.report.heard == FRESH


# What has no home


def test_news_without_a_home_and_news_with_two_are_shown_newest_first() -> None:
    mail = (
        sent("planner", "2026-03-02", role="Planner"),
        sent("cook", "2026-03-02 11:00", role="Cook"),
        received("both", "2026-03-05", Detail.REJECTION),
        received("orphan", "2026-03-06", Detail.INTERVIEW_INVITE, from_="hr@kestrel.example"),
        received("quiet", "2026-03-07", Detail.JOB_ALERT, from_="hr@kestrel.example"),
        received("unsure", "2026-03-08", Detail.OFFER, from_="hr@kestrel.example", unsure=True),
    )
    report = surveyed(*mail).report
    assert [(item.finding.subject, len(item.candidates)) for item in report.unlinked] == [("orphan", 0), ("both", 2)]
    assert [finding.subject for finding in report.unsure] == ["unsure"]


def test_unsure_mail_is_shown_when_it_is_about_an_application_or_a_job() -> None:
    mail = (
        sent("cv", "2026-03-02"),
        received("theirs", "2026-03-05", Detail.NOT_JOB, unsure=True),
        received("strange", "2026-03-05", Detail.NOT_JOB, from_="x@shop.example", unsure=True),
        received("job", "2026-03-05", Detail.REJECTION, from_="x@shop.example", unsure=True),
    )
    assert [finding.subject for finding in surveyed(*mail).report.unsure] == ["theirs", "job"]


@pytest.mark.parametrize("unsure", [False, True])
def test_a_second_copy_of_a_mail_is_no_orphan(unsure: bool) -> None:
    """The copy in the archive has other octets; the mail has its home already."""
    refusal = received("no", "2026-03-05", Detail.REJECTION, answers="cv", unsure=unsure)
    copy = replace(refusal, sha256="c0b1", internaldate=refusal.internaldate + timedelta(hours=1))
    report = surveyed(sent("cv", "2026-03-02"), refusal, copy).report
    assert report.unlinked == ()
    assert len(report.unsure) == int(unsure)


def test_the_survey_holds_the_ledger_it_was_made_from() -> None:
    letter = sent("cv", "2026-03-02")
    assert surveyed(letter).ledger == replay(letter)


def test_the_policy_is_what_the_user_set() -> None:
    own = replace(settings(), wait_days=9, move_on_days=60, phone_comfort="good", contact_style="quiet", country="SE")
    policy = policy_of(own)
    assert (policy.wait_days, policy.move_on_days) == (9, 60)
    assert (policy.phone_comfort, policy.contact_style, policy.workdays.country) == ("good", "quiet", "SE")
    assert policy.timezone is TIMEZONE
