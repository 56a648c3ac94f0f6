"""What will be wanted next is asked for before the last answer has come, of servers that bear it."""

from __future__ import annotations

import select
from collections.abc import Iterator

import pytest

from inbox_watch.mail.bulk import without_bulk
from tests.sources.bad_visits import messages, unreadable, visit
from tests.sources.mailboxes import Reader, mail
from tests.support.bad_server import BadServer, HangUpError, Reply, Talk, say
from tests.support.big_mail import a_file, letter, text

# Two groups: of 1 MiB, and the rest.
MANY = {uid: mail(uid, size=25_000) for uid in range(1, 121)}
MIXED = MANY | {uid: letter(text(str(uid)), a_file(90_000, "a.pdf")) for uid in range(3, 120, 7)}
ABLE = "IMAP4rev1 ID"


def read(server: BadServer) -> dict[int, bytes]:
    sitting = visit(server)
    assert not unreadable(sitting)
    return {message.uid.uid: message.octets for message in messages(sitting)}


def cut(mails: dict[int, bytes]) -> dict[int, bytes]:
    return {uid: without_bulk(octets) for uid, octets in mails.items()}


def test_the_next_group_is_asked_for_before_the_answer_to_the_last_has_ended() -> None:
    """A server that ends an answer only when the next command has come."""
    held: list[bytes] = []

    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        if b"BODY.PEEK[]" not in rest or held:
            talk.send(b"".join(each + b" OK done\r\n" for each in held))
            held.clear()
            talk.server._fetch(talk, tag, rest)
            return
        held.append(tag)
        for uid in rest.partition(b" ")[0].split(b","):
            talk.send(talk.server._line(int(uid), b"(BODY.PEEK[])"))

    with BadServer(MANY, fetch=fetch) as server:
        assert read(server) == MANY
        assert server.count("LOGIN") == 1


def test_groups_whose_answers_come_mixed_are_told_apart() -> None:
    """The first group is answered when the second has been, and its last message comes behind all of that."""
    held: list[tuple[bytes, bytes]] = []

    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        uids = rest.partition(b" ")[0].split(b",")
        if b"BODY.PEEK[]" in rest and uids[0] == b"1":
            held.append((tag, talk.server._line(int(uids[-1]), b"(BODY.PEEK[])")))
            for uid in uids[:-1]:
                talk.send(talk.server._line(int(uid), b"(BODY.PEEK[])"))
            return
        talk.server._fetch(talk, tag, rest)
        for its, line in held:
            talk.send(line + its + b" OK done\r\n")
        held.clear()

    with BadServer(MANY, fetch=fetch) as server:
        assert read(server) == MANY


def test_small_messages_come_while_the_large_are_looked_at() -> None:
    """A server that says what messages are made of only when it has been asked for the small ones."""
    held: list[tuple[bytes, bytes]] = []

    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        if b"BODYSTRUCTURE" in rest:
            held.append((tag, rest))
            return
        for its, asked in held:
            talk.server._fetch(talk, its, asked)
        held.clear()
        talk.server._fetch(talk, tag, rest)

    with BadServer(MIXED, fetch=fetch) as server:
        assert read(server) == cut(MIXED)
        assert [line for line in server.commands if line.startswith("UID FETCH 1,")][-1].endswith("(BODY.PEEK[])")
        assert server.count("LOGIN") == 1


def test_a_folder_is_opened_searched_and_surveyed_at_once() -> None:
    """A server that answers only when it has been asked all three."""
    held: list[tuple[Reply, bytes, bytes]] = []

    def examine(talk: Talk, tag: bytes, rest: bytes) -> None:
        held.append((talk.server._examine, tag, rest))

    def search(talk: Talk, tag: bytes, rest: bytes) -> None:
        held.append((talk.server._search, tag, rest))

    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        for reply, its, asked in held:
            reply(talk, its, asked)
        held.clear()
        talk.server._fetch(talk, tag, rest)

    with BadServer({1: mail(1), 2: mail(2)}, examine=examine, search=search, fetch=fetch) as server:
        assert len(read(server)) == 2
        assert [line.split()[-1] for line in server.commands if "FETCH" in line] == ["INTERNALDATE)", "(BODY.PEEK[])"]


def test_what_was_asked_of_another_numbering_is_asked_again() -> None:
    """UIDVALIDITY changes between STATUS and EXAMINE: everything in the folder is new."""
    with BadServer({1: mail(1), 2: mail(2)}) as server:
        reader = Reader(server.account())
        assert len(reader.read()) == 2
        server.messages[3] = mail(3)

        def examine(talk: Talk, tag: bytes, rest: bytes) -> None:
            server.uidvalidity = 2
            talk.server._examine(talk, tag, rest)

        server.replies["examine"] = examine
        assert len(reader.read()) == 3


@pytest.mark.parametrize(
    "reply", [say(b"", b"NO [SERVERBUG] later"), say(b"", b"BAD what"), say(b"* SEARCH one two\r\n")]
)
def test_a_search_that_fails_beside_others_is_asked_alone(reply: Reply) -> None:
    asked: list[bytes] = []

    def search(talk: Talk, tag: bytes, rest: bytes) -> None:
        asked.append(rest)
        (reply if len(asked) == 1 else talk.server._search)(talk, tag, rest)

    with BadServer(MANY, search=search) as server:
        assert read(server) == MANY
    assert asked == [b"UID 1:*"] * 2


@pytest.mark.parametrize("answer", [b"BAD one thing after the other", b"NO [LIMIT] busy"])
def test_what_is_refused_ahead_is_asked_again(answer: bytes) -> None:
    refused: list[bytes] = []

    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        if b"BODY.PEEK[]" in rest and not rest.startswith(b"1,") and not refused:
            refused.append(rest)
            talk.send(tag + b" " + answer + b"\r\n")
        else:
            talk.server._fetch(talk, tag, rest)

    with BadServer(MANY, fetch=fetch) as server:
        assert read(server) == MANY
    assert refused


def one_by_one(talk: Talk, _tag: bytes, _rest: bytes) -> None:
    """Read octet by octet, so that it can be seen whether more has come."""
    talk.lines = _lines(talk)  # type: ignore[assignment]  # lines of whatever kind
    talk.send(b"* OK ready\r\n")


def _lines(talk: Talk) -> Iterator[bytes]:
    line = b""
    while octet := talk.connection.recv(1):
        line += octet
        if octet == b"\n":
            yield line
            line = b""


def strictly(reply: Reply) -> Reply:
    """Wait a moment for what is not to come."""

    def waiting(talk: Talk, tag: bytes, rest: bytes) -> None:
        if select.select([talk.connection], [], [], 0.05)[0]:
            raise HangUpError
        reply(talk, tag, rest)

    return waiting


def test_a_server_that_bears_one_command_at_a_time_is_told_one_at_a_time() -> None:
    mails = {uid: MIXED[uid] for uid in range(1, 12)}
    server = BadServer(mails, capabilities=ABLE, greeting=one_by_one)
    for name in ("list", "status", "examine", "search", "fetch"):
        server.replies[name] = strictly(getattr(server, f"_{name}"))
    server.replies["id"] = strictly(say(b"* ID NIL\r\n"))
    with server:
        assert read(server) == {uid: octets for uid, octets in cut(mails).items() if uid > 3}
        assert server.count("LOGIN") == 2


def test_a_server_that_falls_silent_when_asked_ahead_is_asked_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inbox_watch.sources.connection.READ_SECONDS", 0.3)
    silent: list[bytes] = []

    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        if b"BODY.PEEK[]" not in rest or len(silent) == 2:
            talk.server._fetch(talk, tag, rest)
            return
        silent.append(rest)
        if len(silent) == 2:
            talk.server.over.wait(1)
            raise HangUpError
        for uid in rest.partition(b" ")[0].split(b","):
            talk.send(talk.server._line(int(uid), b"(BODY.PEEK[])"))

    with BadServer(MANY, fetch=fetch) as server:
        assert read(server) == MANY
    assert len(silent) == 2


def test_capabilities_that_the_greeting_tells_are_not_asked_for() -> None:
    greeting = say(b"* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN] ready\r\n", b"")

    def authenticate(talk: Talk, tag: bytes, _rest: bytes) -> None:
        talk.send(b"+ \r\n")
        next(iter(talk.lines))
        talk.ok(tag, b"* CAPABILITY IMAP4rev1\r\n")

    with BadServer({1: mail(1)}, greeting=greeting, authenticate=authenticate) as server:
        assert len(read(server)) == 1
        assert (server.count("CAPABILITY"), server.count("LOGIN"), server.count("AUTHENTICATE PLAIN")) == (0, 0, 1)
