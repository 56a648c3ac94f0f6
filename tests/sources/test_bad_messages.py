"""Messages that a server cannot or will not give out."""

from __future__ import annotations

import pytest

from inbox_watch.errors import MailboxUnavailable
from inbox_watch.sources import connection
from tests.sources.bad_visits import TEN, breaking_at, messages, that_replies, unreadable, visit
from tests.sources.mailboxes import Reader, mail
from tests.support.bad_server import BadServer, Reply, Talk, say

POISON = {
    "literal too short": b"* 1 FETCH (UID 5 BODY[] {3}\r\nabcdef)\r\n",
    "nesting": b"* 1 FETCH (UID 5 BODY[] " + b"(" * 5000 + b")" * 5000 + b")\r\n",
    "date of year 9999": b'* 1 FETCH (UID 5 INTERNALDATE "31-Dec-9999 23:59:59 -1200" BODY[] "x" Y)\r\n',
    "odd number": b"* 1 FETCH (UID 5 BODY[])\r\n",
    "no end": b"* 1 FETCH (UID 5 BODY[] (\r\n",
    "no envelope": b"* 1 FETCH (UID 5 ENVELOPE NIL)\r\n",
}


@pytest.mark.parametrize("answer", POISON.values(), ids=POISON.keys())
def test_one_bad_answer_costs_one_message(answer: bytes) -> None:
    with BadServer(TEN, poison={5: answer}) as server:
        sitting = visit(server)
    assert [message.uid.uid for message in messages(sitting)] == [1, 2, 3, 4, 6, 7, 8, 9, 10]
    assert [message.octets for message in messages(sitting)] == [TEN[uid] for uid in TEN if uid != 5]
    (fault,) = unreadable(sitting)
    assert fault.uid.uid == 5
    assert "not IMAP" in fault.reason
    assert fault.internaldate
    assert sitting.batches[-1].cursor.uid == 10
    assert not sitting.more


def test_one_bad_answer_about_the_only_new_message_blocks_nothing() -> None:
    with BadServer({5: mail(5)}, poison={5: POISON["odd number"]}) as server:
        sitting = visit(server)
    assert [item.uid.uid for item in unreadable(sitting)] == [5]
    assert sitting.batches[0].cursor.uid == 5


def test_a_message_that_the_server_refuses_costs_one_message() -> None:
    with BadServer(TEN, refused={5}) as server:
        sitting = visit(server)
    assert len(messages(sitting)) == 9
    (fault,) = unreadable(sitting)
    assert fault.uid.uid == 5
    assert "cannot be read" in fault.reason


@pytest.mark.parametrize("answer", [b"", b"* 1 FETCH (UID 5 BODY[] NIL)\r\n", b'* 1 FETCH (UID 5 BODY[] "")\r\n'])
def test_a_missing_or_empty_message_is_asked_for_once_more(answer: bytes) -> None:
    with BadServer(TEN, poison={5: answer}) as server:
        sitting = visit(server)
        assert server.commands.count("UID FETCH 5 (BODY.PEEK[])") == 1
    (fault,) = unreadable(sitting)
    assert (fault.uid.uid, fault.reason) == (5, "gone before it could be read")
    assert len(messages(sitting)) == 9


def test_a_message_may_be_there_the_second_time() -> None:
    with BadServer(TEN) as server:
        server.poison[5] = b""
        server.replies["fetch"] = _heal_before_the_third(server)
        sitting = visit(server)
    assert [message.octets for message in messages(sitting)] == list(TEN.values())


def _heal_before_the_third(server: BadServer) -> Reply:
    asked: list[bytes] = []

    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        asked.append(rest)
        if len(asked) == 3:
            server.poison.clear()
        server._fetch(talk, tag, rest)

    return fetch


@pytest.mark.parametrize(
    "bad",
    [{"refused": set(TEN)}, {"missing": set(TEN)}],
    ids=["refused", "silent"],
)
def test_a_server_that_gives_out_nothing_is_not_the_fault_of_the_messages(bad: dict[str, set[int]]) -> None:
    """Gmail refuses all FETCHes for a day when too much was downloaded: nothing may be given up for that."""
    with BadServer(TEN, **bad) as server, pytest.raises(MailboxUnavailable, match="does not give out its messages"):  # type: ignore[arg-type]
        visit(server)


def test_a_server_that_refuses_everything_is_not_asked_for_everything() -> None:
    many = {uid: mail(uid) for uid in range(1, 201)}
    refusing = BadServer(many, fetch=say(b"", b"NO [OVERQUOTA] Account exceeded bandwidth limits"))
    with refusing as server, pytest.raises(MailboxUnavailable, match="exceeded bandwidth limits"):
        visit(server)
    assert server.count("UID FETCH") < 40
    with BadServer(many, refused=set(many)) as server, pytest.raises(MailboxUnavailable, match="SERVERBUG"):
        visit(server)
    assert server.count("UID FETCH") < 40


def test_unsolicited_answers_do_not_spoil_a_message() -> None:
    noise = b"* 5 FETCH (FLAGS (\\Deleted))\r\n* 7 FETCH (FLAGS (\\Seen) UID 5)\r\n* 11 EXISTS\r\n* 3 EXPUNGE\r\n"

    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        talk.send(noise)
        talk.server._fetch(talk, tag, rest)

    with BadServer(TEN, fetch=fetch) as server:
        sitting = visit(server)
    assert [message.octets for message in messages(sitting)] == list(TEN.values())


def test_an_absurd_literal_is_skipped_and_the_session_lives_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_LARGEST_LITERAL", 5000)
    with BadServer(TEN, sizes={5: 100}) as server:
        server.messages[5] = mail(5, size=600_000)
        sitting = visit(server)
    assert [item.uid.uid for item in unreadable(sitting)] == [5]
    assert len(messages(sitting)) == 9


def test_a_literal_that_ends_with_the_connection_is_a_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_LARGEST_LITERAL", 5000)
    cut = say(b"* 1 FETCH (UID 1 BODY[] {9000}\r\nabc", b"", end=True)
    with that_replies("fetch", cut) as server, pytest.raises(MailboxUnavailable, match="broke off"):
        visit(server)


def test_of_a_message_that_is_too_large_only_the_start_is_asked_for() -> None:
    octets = mail(1, size=1_500_000)
    with BadServer({1: octets, 2: mail(2)}, sizes={1: 26_300_000}) as server:
        assert [message.octets for message in messages(visit(server))] == [octets[:1048576], mail(2)]
        assert "UID FETCH 1 (BODY.PEEK[]<0.1048576>)" in server.commands
        assert server.count("UID FETCH 1 (BODY.PEEK[])") == 0


def test_a_header_that_is_too_large_is_read_to_its_end() -> None:
    octets = b"X: " + b"x" * 1_200_000 + b"\r\nSubject: s\r\n\r\nbody"
    with BadServer({1: octets}, sizes={1: 26_300_000}) as server:
        assert [message.octets for message in messages(visit(server))] == [octets.removesuffix(b"body")]


def test_an_excerpt_that_is_not_there_is_gone() -> None:
    with BadServer(TEN, sizes={5: 26_300_000}, missing={5}) as server:
        assert [item.reason for item in unreadable(visit(server))] == ["gone before it could be read"]


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_LARGEST_ANSWER", 100_000)

    def endless(talk: Talk, _tag: bytes, _rest: bytes) -> None:
        while True:
            talk.send(b"* 11 EXISTS\r\n" * 100)

    with BadServer(TEN, search=endless) as server, pytest.raises(MailboxUnavailable, match="does not end"):
        visit(server)


def test_a_line_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_LONGEST_LINE", 100_000)
    with (
        BadServer(TEN, search=say(b"* SEARCH" + b" 1" * 200_000, b"")) as server,
        pytest.raises(MailboxUnavailable, match="does not end"),
    ):
        visit(server)


@pytest.mark.parametrize(
    ("internaldate", "year"),
    [(b'"02-Mar-1970 10:11:12 +0000"', 2000), (b'"31-Dec-9999 23:59:59 +0000"', 2026), (b"NIL", 2026), (b'"x"', 2026)],
)
def test_an_implausible_date_of_arrival_is_corrected(internaldate: bytes, year: int) -> None:
    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        if b"BODY" in rest:
            talk.server._fetch(talk, tag, rest)
        else:
            talk.ok(tag, b"* 1 FETCH (UID 1 RFC822.SIZE 9 INTERNALDATE %s)\r\n" % internaldate)

    with BadServer({1: mail(1)}, fetch=fetch) as server:
        (message,) = messages(visit(server))
    assert message.internaldate.year == year
    assert message.octets == mail(1)


@pytest.mark.parametrize("answer", [b"", b"half a line", b"nonsense\r\n", b"X9 OK what\r\n", b"* BYE I crashed\r\n"])
def test_a_message_that_breaks_every_session_costs_one_message(answer: bytes) -> None:
    with BadServer(TEN, fetch=breaking_at({5}, answer)) as server:
        sitting = visit(server)
        assert server.count("LOGIN") == 4
    assert [message.octets for message in messages(sitting)] == [TEN[uid] for uid in TEN if uid != 5]
    assert [(item.uid.uid, item.reason) for item in unreadable(sitting)] == [
        (5, "the server breaks off whenever it is read")
    ]
    assert sitting.batches[-1].cursor.uid == 10


def test_a_single_message_that_breaks_the_session_waits_for_a_witness() -> None:
    with BadServer({1: mail(1)}, fetch=breaking_at({1, 2, 3}, b"")) as server:
        reader = Reader(server.account())
        for _ in range(2):
            with pytest.raises(MailboxUnavailable, match="broke off"):
                reader.visit()
        server.messages |= {2: mail(2), 3: mail(3)}
        with pytest.raises(MailboxUnavailable, match="broke off"):
            reader.visit()
        server.messages[4] = mail(4)
        server.replies["fetch"] = breaking_at({1}, b"")
        assert [message.octets for message in reader.read()] == [mail(2), mail(3), mail(4)]


def test_a_folder_that_is_numbered_anew_while_the_session_is_broken_is_left_to_the_next_run() -> None:
    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        talk.server.uidvalidity = 2
        breaking_at({5}, b"")(talk, tag, rest)

    with BadServer(TEN, fetch=fetch) as server, pytest.raises(MailboxUnavailable, match="numbered INBOX anew"):
        visit(server)
