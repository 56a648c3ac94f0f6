"""STATUS of all folders in one round trip: what is quiet is not opened, and a wrong answer hides no mail."""

from __future__ import annotations

import pytest

from tests.sources.bad_visits import messages
from tests.sources.mailboxes import Reader, at, imap_account, mail
from tests.support.bad_server import BadServer, Reply, Talk, say
from tests.support.dovecot import Dovecot

FOLDERS = (
    b'* LIST () "/" INBOX\r\n* LIST (\\Sent) "/" "Gesendete Objekte"\r\n'
    b'* LIST (\\Junk) "/" Spam\r\n* LIST (\\Archive) "/" "Entw&APw-rfe"\r\n'
)
NAMES = ("INBOX", "Gesendete Objekte", "Spam", "Entwürfe")


def read_once(server: BadServer) -> Reader:
    reader = Reader(server.account())
    assert len(reader.read()) == len(NAMES)
    server.commands.clear()
    return reader


def test_a_first_visit_opens_no_empty_folder() -> None:
    with BadServer(folders=FOLDERS) as server:
        reader = Reader(server.account())
        assert reader.read() == []
        assert (server.count("STATUS"), server.count("UID SEARCH"), server.count("EXAMINE")) == (4, 0, 0)
        server.messages[1] = mail(1)
        assert len(reader.read()) == 4


def test_the_status_of_all_folders_is_asked_for_at_once() -> None:
    """A server that answers only when it has been asked for all."""
    waiting: list[tuple[bytes, bytes]] = []

    def status(talk: Talk, tag: bytes, rest: bytes) -> None:
        waiting.append((tag, rest))
        if len(waiting) == len(NAMES):
            for its, asked in reversed(waiting):
                talk.server._status(talk, its, asked)

    with BadServer({1: mail(1)}, folders=FOLDERS) as server:
        reader = read_once(server)
        server.replies["status"] = status
        sitting = reader.visit()
        assert server.count("EXAMINE") == 0
    assert sorted(batch.cursor.folder for batch in sitting.batches) == sorted(NAMES)
    assert all(batch.read_until for batch in sitting.batches)


@pytest.mark.parametrize(
    "reply",
    [
        say(b"", b"NO [INUSE] later"),
        say(b"", b"BAD what"),
        say(b"* STATUS INBOX ((((\r\n"),
        say(b"* STATUS INBOX ()\r\n"),
        say(b"* STATUS INBOX (MESSAGES)\r\n"),
        say(b"* STATUS INBOX (MESSAGES x UIDNEXT 2 UIDVALIDITY 1)\r\n"),
        say(b"* STATUS\r\n"),
    ],
)
def test_a_status_that_says_nothing_hides_no_mail(reply: Reply) -> None:
    with BadServer({1: mail(1)}, folders=FOLDERS) as server:
        reader = read_once(server)
        server.replies["status"] = reply
        server.messages[2] = mail(2)
        assert len(messages(reader.visit())) == len(NAMES)


def test_a_folder_with_news_is_the_only_one_opened() -> None:
    with BadServer({1: mail(1)}, folders=FOLDERS) as server:
        reader = read_once(server)

        def status(talk: Talk, tag: bytes, rest: bytes) -> None:
            number = 3 if rest.startswith(b'"Spam"') else 2
            name = rest.rpartition(b" (")[0]
            talk.ok(tag, b"* STATUS %s (MESSAGES 1 UIDNEXT %d UIDVALIDITY 1)\r\n" % (name, number))

        server.replies["status"] = status
        server.messages[2] = mail(2)
        assert [message.uid.folder for message in messages(reader.visit())] == ["Spam"]
        assert [line for line in server.commands if line.startswith("EXAMINE")] == ['EXAMINE "Spam"']


def test_a_name_that_needs_more_than_quotes_is_asked_for_by_itself() -> None:
    folders = b'* LIST () "/" INBOX\r\n* LIST (\\Sent) "/" "a\\\\b"\r\n'
    with BadServer({1: mail(1)}, folders=folders) as server:
        reader = Reader(server.account())
        reader.read()
        server.commands.clear()
        assert reader.read() == []
        assert server.count("STATUS") == 2


def test_a_real_server_is_asked_once_and_opens_nothing(dovecot: Dovecot) -> None:
    for folder in ("INBOX", "Sent", "Junk"):
        dovecot.deliver(folder, mail(1), at(2))
    reader = Reader(imap_account(dovecot))
    assert len(reader.read()) == 3
    sitting = reader.visit()
    assert [len(batch.messages) for batch in sitting.batches] == [0, 0, 0]
    dovecot.deliver("Sent", mail(2), at(3))
    assert [message.uid.folder for message in messages(reader.visit())] == ["Sent"]
