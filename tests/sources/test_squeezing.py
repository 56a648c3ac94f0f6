"""On a slow line octets are squeezed, on a fast one and on this machine they are not."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import pytest

from inbox_watch.sources import session
from inbox_watch.sources.connection import Connection
from inbox_watch.sources.squeezing import Squeezer, is_slow
from tests.sources.bad_visits import messages, visit
from tests.sources.mailboxes import Reader, at, imap_account, mail
from tests.support.bad_server import BadServer, Reply, Talk, say
from tests.support.dovecot import Dovecot, version

# Three groups: of 1 MiB, of 2, and the rest.
MANY = {uid: mail(uid, size=25_000) for uid in range(1, 201)}
ABLE = "IMAP4rev1 COMPRESS=DEFLATE"


@pytest.fixture
def afar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers of tests are on this machine, and are to seem elsewhere."""
    monkeypatch.setattr(Connection, "is_local", False)


@pytest.fixture
def on_a_slow_line(afar: None, monkeypatch: pytest.MonkeyPatch) -> None:  # a fixture that is used
    monkeypatch.setattr(session, "is_slow", lambda octets, _seconds: octets > 500_000 or None)


def squeezing(talk: Talk, tag: bytes, _rest: bytes) -> None:
    """Agree, and squeeze from now on."""
    talk.ok(tag)
    squeezer, plain = Squeezer(), talk.send
    talk.send = lambda octets: plain(squeezer.squeeze(octets))  # type: ignore[method-assign]  # as the protocol has it
    talk.lines = stretched(talk, squeezer)  # type: ignore[assignment]  # lines of whatever kind


def stretched(talk: Talk, squeezer: Squeezer) -> Iterator[bytes]:
    held = b""
    while chunk := talk.connection.recv(4096):
        held += squeezer.stretch(chunk)
        while b"\n" in held:
            line, _, held = held.partition(b"\n")
            yield line


@pytest.mark.parametrize(
    ("octets", "seconds", "slow"),
    [
        (1_000_000, 0.16, True),
        (1_000_000, 0.05, False),
        (499_999, 10.0, None),
        (0, 10.0, None),
        (10_000_000, 0.0, False),
    ],
)
def test_a_line_is_slow_by_what_came_over_it(octets: int, seconds: float, slow: bool | None) -> None:
    assert is_slow(octets, seconds) is slow


def test_what_is_squeezed_comes_out_in_portions() -> None:
    here, there = Squeezer(), Squeezer()
    bomb = here.squeeze(b"\0" * 50_000_000)
    plain = [there.stretch(bomb)]
    while plain[-1]:
        plain.append(there.stretch())
    assert b"".join(plain) == b"\0" * 50_000_000
    assert max(map(len, plain)) <= 1024 * 1024
    with pytest.raises(zlib.error):
        there.stretch(b"\xff" * 100)


@pytest.mark.usefixtures("on_a_slow_line")
def test_after_the_first_group_a_slow_line_is_squeezed() -> None:
    server = BadServer(MANY, capabilities=ABLE)
    with server:
        server.replies["compress"] = lambda talk, tag, rest: leaving(talk, tag, rest)
        found = messages(visit(server))
    assert {message.uid.uid: message.octets for message in found} == MANY
    assert server.count("COMPRESS DEFLATE") == 1


def leaving(talk: Talk, tag: bytes, rest: bytes) -> None:
    """The server's loop has the lines in hand already: go on with what is squeezed in a loop of its own."""
    squeezing(talk, tag, rest)
    for line in talk.lines:
        its, _, command = line.rstrip(b"\r\n").partition(b" ")
        talk.server.commands.append(command.decode("latin-1"))
        talk.server._reply(talk, its, command)


@pytest.mark.usefixtures("on_a_slow_line")
@pytest.mark.parametrize("reply", [say(b"", b"NO [COMPRESSIONACTIVE] no"), say(b"", b"BAD what")])
def test_a_server_that_refuses_is_read_as_before_and_not_asked_again(reply: Reply) -> None:
    with BadServer(MANY, capabilities=ABLE, compress=reply) as server:
        assert len(messages(visit(server))) == len(MANY)
        assert server.count("COMPRESS DEFLATE") == 1


@pytest.mark.usefixtures("on_a_slow_line")
def test_a_server_that_cannot_is_not_asked() -> None:
    with BadServer(MANY) as server:
        assert len(messages(visit(server))) == len(MANY)
        assert server.count("COMPRESS") == 0


@pytest.mark.usefixtures("afar")
def test_a_fast_line_is_not_squeezed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "is_slow", lambda _octets, _seconds: False)
    with BadServer(MANY, capabilities=ABLE) as server:
        assert len(messages(visit(server))) == len(MANY)
        assert server.count("COMPRESS") == 0


def test_between_programs_of_this_machine_nothing_is_squeezed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "is_slow", lambda _octets, _seconds: True)
    with BadServer(MANY, capabilities=ABLE) as server:
        assert len(messages(visit(server))) == len(MANY)
        assert server.count("COMPRESS") == 0


@pytest.mark.usefixtures("on_a_slow_line")
def test_damaged_octets_break_the_session_and_the_next_one_reads_on() -> None:
    def damaging(talk: Talk, tag: bytes, _rest: bytes) -> None:
        talk.ok(tag)
        talk.send(b"\xff" * 1_000)
        talk.server.over.wait(5)

    with BadServer(MANY, capabilities=ABLE, compress=damaging) as server:
        assert len(messages(visit(server))) == len(MANY)
        assert server.count("LOGIN") > 1


@pytest.mark.usefixtures("on_a_slow_line")
def test_a_real_server_squeezes(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    if (version() or (0, 0)) >= (2, 4):
        pytest.skip("the setting is that of Dovecot 2.3")
    for octets in MANY.values():
        dovecot.deliver("INBOX", octets, at(2))
    received: list[int] = []
    shutdown = Connection.shutdown

    def counted(connection: Connection) -> None:
        received.append(connection.received)
        shutdown(connection)

    monkeypatch.setattr(Connection, "shutdown", counted)
    found = messages(Reader(imap_account(dovecot)).visit())
    assert sorted(message.octets for message in found) == sorted(MANY.values())
    assert max(received) < sum(map(len, MANY.values())) / 2
