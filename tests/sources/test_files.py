from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inbox_watch.accounts import FilesAccount
from inbox_watch.errors import ConfigError
from inbox_watch.records import FolderRole, RawMessage
from inbox_watch.sources import fetch
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.deadline import Deadline
from tests.sources.mailboxes import NOW, InEmlFiles, InMaildir, InMbox, Reader, at, mail


def octets(messages: list[RawMessage]) -> list[bytes]:
    return [message.octets for message in messages]


@pytest.mark.parametrize("form", ["maildir", "mbox", "eml"])
@pytest.mark.parametrize("kind", ["nothing", "the wrong thing"])
def test_a_path_that_does_not_fit_is_named(tmp_path: Path, form: str, kind: str) -> None:
    path = tmp_path / "mail"
    if kind != "nothing":
        path.mkdir() if form == "mbox" else path.write_bytes(b"From ")
    with pytest.raises(ConfigError, match=f"{form} {path} of account a "):
        Reader(FilesAccount("a", path, form)).visit()  # type: ignore[arg-type]  # the forms of the table


def test_uids_last_fit_into_json_and_lie_above_every_cursor(tmp_path: Path) -> None:
    for mailbox in (InMaildir(tmp_path / "m"), InMbox(tmp_path / "b"), InEmlFiles(tmp_path / "e")):
        for number in range(20):
            mailbox.deliver(mail(number), at(2))
        first, second = Reader(mailbox.account), Reader(mailbox.account)
        first.read()
        second.read()
        assert list(first.stored) == list(second.stored)
        assert len(first.stored) == 20
        assert all(2**52 <= uid.uid < 2**53 for uid in first.stored)
        assert all(cursor.uid < 2**52 for cursor in first.cursors.values())


def test_the_role_of_an_account_is_that_of_its_mail(tmp_path: Path) -> None:
    mailbox = InMbox(tmp_path / "sent")
    mailbox.deliver(mail(1), at(2))
    (message,) = Reader(FilesAccount("a", mailbox.path, "mbox", FolderRole.SENT)).read()
    assert message.role is FolderRole.SENT
    assert message.uid.folder == "sent"


def test_a_file_that_goes_while_it_is_read_is_reported(tmp_path: Path) -> None:
    mailbox = InEmlFiles(tmp_path / "eml")
    mailbox.deliver(mail(1), at(2))
    mailbox.deliver(mail(2), at(2))

    asked: list[object] = []

    def known(uid: object) -> bool:
        asked.append(uid)
        if len(asked) == 2:
            (mailbox.path / "1 2026.eml").unlink()
        return False

    sitting = fetch(
        mailbox.account, {}, since=None, budget=Budget(), deadline=Deadline(9), now=lambda: NOW, known=known
    )
    (batch,) = sitting.batches
    assert [message.octets for message in batch.messages] == [mail(1)]
    assert [item.reason for item in batch.unreadable] == ["gone before it could be read"]


def test_the_deadline_keeps_what_was_read(tmp_path: Path) -> None:
    mailbox = InEmlFiles(tmp_path / "eml")
    for number in range(450):
        mailbox.deliver(mail(number), at(2))
    ticks = iter(range(1000))
    deadline = Deadline(250, clock=lambda: next(ticks))
    sitting = fetch(mailbox.account, {}, since=None, budget=Budget(), deadline=deadline, now=lambda: NOW)
    assert sum(len(batch.messages) for batch in sitting.batches) == 200
    assert sitting.more
    assert sitting.batches[-1].read_until is None


def test_a_large_file_is_read_in_part(tmp_path: Path) -> None:
    large = mail(1, size=26_500_000)
    for mailbox in (InMaildir(tmp_path / "m"), InMbox(tmp_path / "b"), InEmlFiles(tmp_path / "e")):
        mailbox.deliver(large, at(2))
        mailbox.deliver(mail(2), at(2))
        first, second = sorted(octets(Reader(mailbox.account).read()), key=len, reverse=True)
        assert len(first) < 1_100_000
        assert large.startswith(first)
        assert second == mail(2)


def test_eml_files_are_found_in_folders_below_whatever_their_case(tmp_path: Path) -> None:
    (tmp_path / "2026" / "march").mkdir(parents=True)
    (tmp_path / "2026" / "march" / "a.EML").write_bytes(mail(1))
    (tmp_path / os.fsdecode(b"caf\xe9.eml")).write_bytes(mail(2))
    (tmp_path / "notes.txt").write_bytes(mail(3))
    assert sorted(octets(Reader(FilesAccount("a", tmp_path, "eml")).read())) == [mail(1), mail(2)]


def test_another_message_under_the_same_name_is_new(tmp_path: Path) -> None:
    (tmp_path / "mail.eml").write_bytes(mail(1))
    reader = Reader(FilesAccount("a", tmp_path, "eml"))
    reader.read()
    (tmp_path / "mail.eml").write_bytes(mail(2, "Another."))
    assert octets(reader.read()) == [mail(2, "Another.")]


RECEIVED, DATE = at(2), datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "arrived"),
    [
        (mail(0), RECEIVED),
        (mail(0).replace(b"Mon, 2 Mar 2026 10:00:00 +0000", b"nonsense"), DATE),
        (mail(0).replace(b"Mon, 2 Mar 2026 10:00:00 +0000", b"Fri, 31 Dec 9999 23:59:59 -0100"), DATE),
        (mail(0).replace(b"Received:", b"Receipt:").replace(b"Date:", b"Day:"), at(7)),
        (b"", at(7)),
        (b"Date: " + b"(" * 5000 + b"\r\n\r\n", at(7)),
    ],
)
def test_an_eml_file_arrived_when_its_header_says(tmp_path: Path, content: bytes, arrived: datetime) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(content)
    os.utime(path, (at(7).timestamp(), at(7).timestamp()))
    (message,) = Reader(FilesAccount("a", tmp_path, "eml")).read()
    assert message.internaldate == arrived
