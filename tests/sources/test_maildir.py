from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from inbox_watch.accounts import FilesAccount
from inbox_watch.errors import ConfigError
from inbox_watch.records import FolderRole, RawMessage
from inbox_watch.sources import entries, fetch
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.deadline import Deadline
from tests.sources.mailboxes import NOW, InMaildir, Reader, at, mail


def octets(messages: list[RawMessage]) -> list[bytes]:
    return [message.octets for message in messages]


def test_maildir_folders_are_read_for_what_they_are(tmp_path: Path) -> None:
    mailbox = InMaildir(tmp_path / "Maildir")
    mailbox.deliver(mail(0), at(2))
    names = {".Sent": 1, ".Spam": 2, ".Archive": 3, ".&AMk-l&AOk-ments envoy&AOk-s": 4, ".Trash": 5, ".Work.Sent": 6}
    for name, number in names.items():
        InMaildir(mailbox.path / name).deliver(mail(number), at(2))
    sitting = Reader(mailbox.account).visit()
    found = {
        batch.cursor.folder: (batch.role, *(message.octets for message in batch.messages)) for batch in sitting.batches
    }
    assert found == {
        "INBOX": (FolderRole.INBOX, mail(0)),
        "Sent": (FolderRole.SENT, mail(1)),
        "Spam": (FolderRole.JUNK, mail(2)),
        "Archive": (FolderRole.ARCHIVE, mail(3)),
        "Éléments envoyés": (FolderRole.SENT, mail(4)),
    }


@pytest.mark.parametrize("part", ["cur", "new"])
def test_one_of_the_three_directories_is_enough(tmp_path: Path, part: str) -> None:
    (tmp_path / part).mkdir()
    (tmp_path / part / "1772445600.M1.host").write_bytes(mail(1))
    assert octets(Reader(FilesAccount("a", tmp_path, "maildir")).read()) == [mail(1)]


def test_flags_and_the_move_to_cur_make_no_new_message(tmp_path: Path) -> None:
    for part in ("cur", "new", "tmp"):
        (tmp_path / part).mkdir()
    (tmp_path / "new" / "1772445600.M1.host").write_bytes(mail(1))
    (tmp_path / "tmp" / "1772445600.M2.host").write_bytes(b"half a me")
    reader = Reader(FilesAccount("a", tmp_path, "maildir"))
    assert octets(reader.read()) == [mail(1)]
    (tmp_path / "new" / "1772445600.M1.host").rename(tmp_path / "cur" / "1772445600.M1.host:2,")
    assert reader.read() == []
    (tmp_path / "cur" / "1772445600.M1.host:2,").rename(tmp_path / "cur" / "1772445600.M1.host:2,RS")
    assert reader.read() == []


def test_a_file_that_is_renamed_while_it_is_read_is_found_again(tmp_path: Path) -> None:
    mailbox = InMaildir(tmp_path)
    mailbox.deliver(mail(1), at(2))

    def known(_: object) -> bool:
        for path in (tmp_path / "cur").glob("*:2,"):
            path.rename(f"{path}S")
        return False

    sitting = fetch(
        mailbox.account, {}, since=None, budget=Budget(), deadline=Deadline(9), now=lambda: NOW, known=known
    )
    assert [message.octets for message in sitting.batches[0].messages] == [mail(1)]


def test_the_time_of_delivery_is_in_the_name_or_else_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "cur").mkdir()
    for name in (f"{int(at(2).timestamp())}.M1.host", "imported-7:2,S", "9999999999.M1.host", "12.M1.host"):
        path = tmp_path / "cur" / name
        path.write_bytes(mail(1))
        os.utime(path, (at(5).timestamp(), at(5).timestamp()))
    arrived = {message.internaldate for message in Reader(FilesAccount("a", tmp_path, "maildir")).read()}
    assert arrived == {at(2), at(5)}


def test_what_is_no_message_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "cur" / "directory").mkdir(parents=True)
    (tmp_path / "cur" / ".hidden").write_bytes(b"x")
    (tmp_path / "cur" / "dangling").symlink_to(tmp_path / "none")
    os.mkfifo(tmp_path / "cur" / "pipe")
    assert Reader(FilesAccount("a", tmp_path, "maildir")).read() == []


def test_an_absurd_time_of_change_is_corrected(tmp_path: Path) -> None:
    (tmp_path / "cur").mkdir()
    path = tmp_path / "cur" / "imported"
    path.write_bytes(mail(1))
    os.utime(path, (10**13, 10**13))
    (message,) = Reader(FilesAccount("a", tmp_path, "maildir")).read()
    assert message.internaldate in (NOW, NOW + timedelta(days=1))


def test_each_folder_of_a_maildir_waits_for_its_turn(tmp_path: Path) -> None:
    InMaildir(tmp_path).deliver(mail(1), at(2))
    InMaildir(tmp_path / ".Sent").deliver(mail(2), at(2))
    reader = Reader(FilesAccount("a", tmp_path, "maildir"), budget=Budget(messages=1))
    assert [(batch.cursor.folder, batch.read_until) for batch in reader.visit().batches] == [("Sent", NOW)]
    assert octets(reader.read()) == [mail(1)]


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "cur").mkdir()
    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(ConfigError, match=r"cur of account a cannot be read \(Permission denied\)"):
        Reader(FilesAccount("a", tmp_path, "maildir")).visit()


def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    InMaildir(tmp_path).deliver(mail(1), at(2))
    monkeypatch.setattr(entries, "_octets", refuse)
    (batch,) = Reader(FilesAccount("a", tmp_path, "maildir")).visit().batches
    assert [item.reason for item in batch.unreadable] == ["the file cannot be read (Permission denied)"]
