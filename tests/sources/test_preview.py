"""One look at a mailbox on a real server: folders, counts, names in headers; nothing is changed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

import pytest

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import LoginRefused
from inbox_watch.records import FolderRole
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.preview import FolderView, Preview, preview
from inbox_watch.sources.secrets import Secret
from tests.support.dovecot import PASSWORD, Dovecot

OLD, NEW = datetime(2024, 3, 1, 12, tzinfo=UTC), datetime(2026, 3, 1, 12, tzinfo=UTC)
SINCE_2025, SINCE_2023 = date(2025, 1, 1), date(2023, 1, 1)


def mail(sender: str, *fields: str) -> bytes:
    return "\r\n".join((*fields, f"From: {sender}", "Subject: Hello", "", "Hello.", "")).encode()


def look(server: Dovecot, *folders: str, password: str = PASSWORD) -> Preview:
    account = ImapAccount("a", server.host, server.port, "none", "me", folders=("INBOX", *folders))
    seconds = count(0, 3)
    days = (SINCE_2025, SINCE_2023)
    return preview(account, Secret(password), days, Deadline(30), clock=lambda: float(next(seconds)))


def test_folders_are_counted_from_each_day(dovecot: Dovecot) -> None:
    for when in (OLD, NEW, NEW):
        dovecot.deliver("INBOX", mail("jobs@firm.example"), when)
    dovecot.deliver("Sent", mail("me@x.example"), OLD)
    seen = look(dovecot)
    assert seen.folders == (
        FolderView("INBOX", FolderRole.INBOX, 3, {SINCE_2025: 2, SINCE_2023: 3}),
        FolderView("Sent", FolderRole.SENT, 1, {SINCE_2025: 0, SINCE_2023: 1}),
        FolderView("Junk", FolderRole.JUNK, 0, {SINCE_2025: 0, SINCE_2023: 0}),
    )
    assert (seen.count(SINCE_2025), seen.count(SINCE_2023)) == (2, 4)
    assert set(seen.others) == {"Drafts", "Trash"}
    assert seen.seconds_per_message == 1.0
    assert seen.missing == ()


def test_a_folder_that_is_not_there_is_missing(dovecot: Dovecot) -> None:
    assert look(dovecot, "Nowhere").missing == ("Nowhere",)


def test_only_the_topmost_name_of_each_message_in_the_inbox_counts(dovecot: Dovecot) -> None:
    theirs = "Authentication-Results: mx.theirs.example; dmarc=pass"
    dovecot.deliver("INBOX", mail("a@x.example", "Authentication-Results: MX.mine.example; spf=pass", theirs), NEW)
    dovecot.deliver("INBOX", mail("a@x.example"), NEW)
    dovecot.deliver("Junk", mail("a@x.example", theirs), NEW)
    assert look(dovecot).stamps == ("mx.mine.example", "")


def test_the_users_own_addresses_stand_in_sent_mail_the_most_frequent_first(dovecot: Dovecot) -> None:
    for sender in ("Runa <Runa@b.example>", "runa@a.example", "runa@b.example", "nobody", "=?utf-8?q?=FF?= <>"):
        dovecot.deliver("Sent", mail(sender), NEW)
    dovecot.deliver("INBOX", mail("jobs@firm.example"), NEW)
    assert look(dovecot).senders == ("runa@b.example", "runa@a.example")


def test_nothing_is_changed_and_an_empty_mailbox_is_fine(dovecot: Dovecot) -> None:
    seen = look(dovecot)
    assert (seen.stamps, seen.senders, seen.seconds_per_message) == ((), (), 0.0)
    dovecot.deliver("INBOX", mail("jobs@firm.example"), NEW)
    before = dovecot.snapshot()
    look(dovecot)
    assert dovecot.snapshot() == before


def test_a_wrong_password_is_refused(dovecot: Dovecot) -> None:
    with pytest.raises(LoginRefused):
        look(dovecot, password="wrong")
