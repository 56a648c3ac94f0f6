"""Reading from a real server."""

from __future__ import annotations

import os
from datetime import date

import pytest

from inbox_watch.errors import FolderMissing, LoginRefused
from inbox_watch.records import Batch, Cursor, FolderRole
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.imap import session_of
from inbox_watch.sources.session import Session
from inbox_watch.sources.wire import ForbiddenCommandError
from tests.sources.mailboxes import Reader, at, imap_account, mail
from tests.support.dovecot import FOLDERS, Dovecot


def by_folder(batches: tuple[Batch, ...]) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for batch in batches:
        found.setdefault(batch.cursor.folder, []).extend(message.octets for message in batch.messages)
    return found


def open_sockets() -> set[str]:
    links = {f"/proc/self/fd/{number}" for number in os.listdir("/proc/self/fd")}
    return {os.readlink(link) for link in links if os.path.lexists(link) and "socket:" in os.readlink(link)}


def test_sent_junk_and_archive_are_read_beside_the_inbox_and_no_others(has_dovecot: None) -> None:
    with Dovecot({**FOLDERS, "Archive": "\\Archive", "Newsletters": ""}) as server:
        for folder in ("INBOX", "Sent", "Junk", "Archive", "Drafts", "Trash", "Newsletters"):
            server.deliver(folder, mail(1, folder), at(2))
        sitting = Reader(imap_account(server)).visit()
    assert by_folder(sitting.batches) == {name: [mail(1, name)] for name in ("INBOX", "Sent", "Junk", "Archive")}
    inbox, sent, *others = FolderRole
    assert [batch.role for batch in sitting.batches] == [sent, inbox, *others], "letters before what may answer them"


def test_a_sent_folder_with_a_german_name_and_no_flag_is_found(has_dovecot: None) -> None:
    with Dovecot({"Gesendete Elemente": "", "Unerwünscht": "", "&bad!": ""}) as server:
        server.deliver("Gesendete Elemente", mail(1), at(2))
        server.deliver("Unerw&APw-nscht", mail(2), at(2))
        sitting = Reader(imap_account(server)).visit()
    assert by_folder(sitting.batches) == {"INBOX": [], "Gesendete Elemente": [mail(1)], "Unerwünscht": [mail(2)]}
    assert sitting.batches[0].role is FolderRole.SENT


def test_configured_folders_are_read_as_inboxes(dovecot: Dovecot) -> None:
    dovecot.deliver("Jobs/Übrige".encode("utf-7").decode().replace("+", "&"), mail(1), at(2))
    sitting = Reader(imap_account(dovecot, folders=("inbox", "Jobs/übrige"))).visit()
    assert by_folder(sitting.batches)["Jobs/Übrige"] == [mail(1)]
    assert [batch.role for batch in sitting.batches[1:3]] == [FolderRole.INBOX, FolderRole.INBOX]


def test_a_missing_folder_is_named_with_those_that_are_there(dovecot: Dovecot) -> None:
    dovecot.deliver("INBOX", mail(1), at(2))
    reader = Reader(imap_account(dovecot, folders=("INBOX", "Bewerbungen")))
    first = reader.visit()
    assert by_folder(first.batches)["INBOX"] == [mail(1)]
    assert first.more
    with pytest.raises(FolderMissing) as raised:
        reader.visit()
    assert "no folder Bewerbungen" in str(raised.value)
    assert "Drafts, INBOX, Junk, Sent, Trash" in str(raised.value)


def test_nothing_new_is_found_out_without_opening_a_folder(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    dovecot.deliver("INBOX", mail(1), at(2))
    reader = Reader(imap_account(dovecot))
    reader.read()
    monkeypatch.setattr(Session, "examine", None)
    sitting = reader.visit()
    assert [batch.messages for batch in sitting.batches] == [(), (), ()]
    assert all(batch.read_until for batch in sitting.batches)


def test_a_new_uidvalidity_makes_the_folder_new(dovecot: Dovecot) -> None:
    for number in range(3):
        dovecot.deliver("INBOX", mail(number), at(2))
    reader = Reader(imap_account(dovecot))
    reader.read()
    old = reader.cursors["INBOX"]
    dovecot.reset_uidvalidity()
    messages = reader.read()
    assert {message.octets for message in messages} == {mail(0), mail(1), mail(2)}
    (uidvalidity,) = {message.uid.uidvalidity for message in messages}
    assert uidvalidity != old.uidvalidity
    assert reader.cursors["INBOX"] == Cursor("a", "INBOX", uidvalidity, 3)
    assert reader.read() == []


def test_a_new_uidvalidity_with_other_mail_under_the_same_uids_hides_nothing(dovecot: Dovecot) -> None:
    dovecot.deliver("INBOX", mail(1), at(2))
    reader = Reader(imap_account(dovecot), since=date(2026, 1, 1))
    reader.read()
    for file in (dovecot.maildir() / "new").iterdir():
        file.unlink()
    dovecot.deliver("INBOX", mail(2), at(3))
    dovecot.deliver("INBOX", mail(3), at(3, 3, 2019))
    dovecot.reset_uidvalidity()
    assert [message.octets for message in reader.read()] == [mail(2)]


def test_a_deleted_last_message_does_not_bring_back_the_one_before(dovecot: Dovecot) -> None:
    dovecot.deliver("INBOX", mail(1), at(2))
    reader = Reader(imap_account(dovecot))
    reader.read()
    dovecot.deliver("INBOX", mail(2), at(3))
    Reader(imap_account(dovecot)).read()
    for file in (dovecot.maildir() / "new").iterdir():
        if file.read_bytes() == mail(2):
            file.unlink()
    assert reader.read() == []
    assert reader.cursors["INBOX"].uid == 2


def test_without_a_cursor_mail_is_read_from_a_day_on(dovecot: Dovecot) -> None:
    for number, when in enumerate((at(1, 1, 2020), at(1), at(20))):
        dovecot.deliver("INBOX", mail(number), when)
    reader = Reader(imap_account(dovecot), since=date(2026, 3, 10))
    assert [message.octets for message in reader.read()] == [mail(2)]
    assert reader.cursors["INBOX"].uid == 3


def test_a_look_back_that_starts_earlier_fetches_only_what_is_not_known(dovecot: Dovecot) -> None:
    for number, when in enumerate((at(1), at(20))):
        dovecot.deliver("INBOX", mail(number), when)
    reader = Reader(imap_account(dovecot), since=date(2026, 3, 10))
    reader.read()
    reader.since, reader.cursors = date(2026, 1, 1), {}
    assert [message.octets for message in reader.read()] == [mail(0)]


def test_an_empty_folder_has_a_cursor_too(dovecot: Dovecot) -> None:
    reader = Reader(imap_account(dovecot))
    assert reader.read() == []
    assert reader.cursors["INBOX"].uid == 0
    assert reader.read() == []
    dovecot.deliver("INBOX", mail(1), at(2))
    assert [message.octets for message in reader.read()] == [mail(1)]


def test_many_groups_are_read_in_order_of_their_uids(dovecot: Dovecot) -> None:
    sizes = [10, 700_000, 700_000, 1_500_000, *[10] * 450]
    for number, size in enumerate(sizes):
        dovecot.deliver("INBOX", mail(number, size=size), at(2))
    sitting = Reader(imap_account(dovecot)).visit()
    batches = [batch for batch in sitting.batches if batch.role is FolderRole.INBOX]
    uids = [message.uid.uid for batch in batches for message in batch.messages]
    assert uids == list(range(1, len(sizes) + 1))
    assert len(batches) >= 4
    assert max(len(batch.messages) for batch in batches) == 200
    assert [batch.cursor.uid for batch in batches] == [batch.messages[-1].uid.uid for batch in batches]
    assert [batch.read_until is None for batch in batches] == [True] * (len(batches) - 1) + [False]


def test_a_huge_message_is_read_in_part(dovecot: Dovecot) -> None:
    octets = mail(1, size=26_500_000)
    dovecot.deliver("INBOX", octets, at(2))
    (message,) = Reader(imap_account(dovecot)).read()
    assert message.octets == octets[: 1024 * 1024]


def test_no_socket_is_open_afterwards(dovecot: Dovecot) -> None:
    dovecot.deliver("INBOX", mail(1), at(2))
    before = open_sockets()
    Reader(imap_account(dovecot)).read()
    assert open_sockets() == before
    with pytest.raises(LoginRefused):
        Reader(imap_account(dovecot, password_cmd=("echo", "wrong"))).read()
    with pytest.raises(FolderMissing):
        Reader(imap_account(dovecot, folders=("None",))).read()
    assert open_sockets() == before


def test_an_injected_command_never_leaves_and_the_session_lives_on(dovecot: Dovecot) -> None:
    """imapclient passes a line break in a search criterion on: a folded Message-ID could move mail."""
    for number in range(3):
        dovecot.deliver("INBOX", mail(number), at(2))
    before = dovecot.snapshot()
    account = imap_account(dovecot)
    with session_of(account, Deadline(10)) as session:
        client = session._client
        client.select_folder("INBOX", readonly=True)
        for text in ("<x>\r\nA9 SELECT INBOX\r\nA10 UID MOVE 1:* Trash", "<x>\nA9 EXPUNGE", "<plain@lindhof.example>"):
            with pytest.raises(ForbiddenCommandError):
                client.search(["HEADER", "Message-ID", text])
        with pytest.raises(ForbiddenCommandError):
            client.fetch([1], ["BODY[]"])
        with pytest.raises(ForbiddenCommandError):
            client.add_flags([1], [b"\\Deleted"])
        assert session.search(1, None, None) == [1, 2, 3]
    assert dovecot.snapshot() == before
