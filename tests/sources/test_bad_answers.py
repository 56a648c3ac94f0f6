"""UIDs, sizes and folder names that no server should send, and some do."""

from __future__ import annotations

from datetime import date

import pytest

from inbox_watch.errors import FolderMissing, MailboxUnavailable
from inbox_watch.records import Cursor
from inbox_watch.sources import answers
from inbox_watch.sources.budget import Budget
from tests.sources.bad_visits import messages, visit
from tests.sources.mailboxes import Reader, mail
from tests.support.bad_server import BadServer, Talk, say


def test_gaps_and_huge_uids_cost_nothing() -> None:
    octets = {uid: mail(1) for uid in (1, 7, 4294967294)}
    with BadServer(octets) as server:
        sitting = visit(server)
        assert server.count("UID SEARCH") == 1
    assert [message.uid.uid for message in messages(sitting)] == [1, 7, 4294967294]


def test_large_folders_are_searched_in_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LARGEST_WINDOW", 4)
    octets = {uid: mail(uid) for uid in (*range(1, 11), 1000, 1_000_000)}
    with BadServer(octets) as server:
        reader = Reader(server.account())
        assert [message.uid.uid for message in reader.read()] == sorted(octets)
        assert "UID SEARCH UID 1:4" in server.commands
        assert server.count("UID SEARCH") < 30
        assert all(len(line.split()[2].split(",")) <= 4 for line in server.commands if line.startswith("UID FETCH"))


def test_a_search_ends_when_there_is_enough_for_a_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LARGEST_WINDOW", 4)
    with BadServer({uid: mail(uid) for uid in range(1, 41)}) as server:
        reader = Reader(server.account(), budget=Budget(messages=3))
        first = reader.visit()
        assert server.count("UID SEARCH") == 1
        assert (len(messages(first)), first.more, first.batches[-1].cursor.uid) == (3, True, 3)
        assert len(reader.read()) == 37


def test_a_message_limit_of_the_server_is_kept() -> None:
    """RFC 9738: beyond its limit a server answers in part, with OK."""
    with BadServer({uid: mail(uid) for uid in range(1, 31)}, capabilities="IMAP4rev1 MESSAGELIMIT=10") as server:
        assert len(messages(visit(server))) == 30
        assert "UID SEARCH UID 11:20" in server.commands
        assert max(len(line.split()[2].split(",")) for line in server.commands if line.startswith("UID FETCH")) == 10


def test_a_uidnext_that_goes_back_makes_the_cursor_void() -> None:
    with BadServer({1: mail(1)}, uidnext=5_000_000) as server:
        reader = Reader(server.account())
        reader.read()
        assert reader.cursors["INBOX"].uid == 4_999_999
        server.messages[2], server.uidnext = mail(2), 3
        assert [message.octets for message in reader.read()] == [mail(2)]
        assert reader.cursors["INBOX"].uid == 2


def test_a_server_without_uidnext_is_read_by_what_is_found() -> None:
    examine = say(b"* 2 EXISTS\r\n* OK [UIDVALIDITY 1] fine\r\n")
    with BadServer({4: mail(4), 6: mail(6)}, examine=examine, status=say(b"", b"BAD unknown")) as server:
        reader = Reader(server.account())
        assert len(reader.read()) == 2
        assert reader.cursors["INBOX"] == Cursor("a", "INBOX", 1, 6)
        assert reader.read() == []
        server.messages[9] = mail(9)
        assert len(reader.read()) == 1


@pytest.mark.parametrize(
    "line",
    [
        b'* LIST () "/" &2D0-\r\n',
        b'* LIST () "/" &AAA-\r\n',
        b'* LIST () "/" "\xff\xfe"\r\n',
        b'* LIST () "/" {9}\r\nA\r\nB\r\nCD9\r\n',
        b"* LIST () NIL 2024\r\n",
        b"* LIST () NIL NIL\r\n",
        b"* LIST ((((\r\n",
        b"* LIST\r\n",
        b'* LIST (\\Sent) "/" "caf\xc3\xa9"\r\n',
    ],
)
def test_a_bad_folder_name_costs_that_folder(line: bytes) -> None:
    folders = line + b'* LIST () "/" INBOX\r\n* LIST (\\Sent) "/" Gesendet\r\n' + line
    with BadServer({1: mail(1)}, folders=folders) as server:
        sitting = visit(server)
    assert [batch.cursor.folder for batch in sitting.batches] == ["Gesendet", "INBOX"]


def test_foreign_names_are_shown_without_tricks() -> None:
    folders = b'* LIST () "/" "a\x1b[31mb"\r\n' + b"".join(b'* LIST () "/" f%d\r\n' % number for number in range(99))
    with BadServer(folders=folders) as server, pytest.raises(FolderMissing) as raised:
        visit(server, folders=("Jobs",))
    assert "\x1b" not in str(raised.value)
    assert "…" in str(raised.value)
    assert len(str(raised.value)) < 500


def test_a_folder_that_cannot_be_opened_is_named() -> None:
    closed = BadServer(status=say(b"", b"NO x"), examine=say(b"", b"NO [NOPERM] not for you"))
    with closed as server, pytest.raises(MailboxUnavailable, match=r"EXAMINE of INBOX .*not for you"):
        visit(server)


def test_a_batch_says_how_much_is_left_of_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    octets = {uid: mail(uid) for uid in range(1, 41)}
    with BadServer(octets) as server:
        counted = Reader(server.account(), budget=Budget(messages=15))
        assert [counted.visit().batches[-1].left for _ in range(3)] == [25, 10, 0]
    monkeypatch.setattr(answers, "LARGEST_WINDOW", 8)
    with BadServer(octets) as server:
        estimated = Reader(server.account(), budget=Budget(messages=8))
        assert [estimated.visit().batches[-1].left for _ in range(5)] == [31, 23, 15, 8, 0]


def test_a_search_without_an_answer_is_no_empty_folder() -> None:
    with BadServer({1: mail(1), 2: mail(2)}, search=say(b"")) as server:
        reader = Reader(server.account())
        with pytest.raises(MailboxUnavailable, match="finds none of the messages in INBOX"):
            reader.visit()
        del server.replies["search"]
        assert len(reader.read()) == 2
        server.messages[3] = mail(3)
        server.replies["search"] = say(b"")
        with pytest.raises(MailboxUnavailable, match="finds none"):
            reader.visit()


def test_a_folder_of_old_mail_alone_is_read_to_its_end() -> None:
    def search(talk: Talk, tag: bytes, rest: bytes) -> None:
        talk.ok(tag, b"* SEARCH\r\n") if b"SINCE" in rest else talk.server._search(talk, tag, rest)

    with BadServer({1: mail(1)}, search=search) as server:
        reader = Reader(server.account(), since=date(2026, 4, 1))
        assert reader.read() == []
        assert reader.cursors["INBOX"].uid == 1


def test_a_server_that_tells_nothing_of_its_messages_costs_none() -> None:
    with BadServer({1: mail(1), 2: mail(2)}, fetch=say(b"")) as server:
        reader = Reader(server.account())
        with pytest.raises(MailboxUnavailable, match="does not give out its messages"):
            reader.visit()
        del server.replies["fetch"]
        assert len(reader.read()) == 2


def test_somebody_who_is_logged_in_already_is_no_wrong_password() -> None:
    greeting = say(b"* PREAUTH welcome\r\n", b"")
    with (
        BadServer({1: mail(1)}, greeting=greeting) as server,
        pytest.raises(MailboxUnavailable, match="logged in already"),
    ):
        visit(server)
    assert server.count("LOGIN") == 0
