"""Servers that break off, stall or drip."""

from __future__ import annotations

import contextlib
import time

import pytest

from inbox_watch.errors import LoginRefused, MailboxUnavailable
from inbox_watch.records import RawMessage
from inbox_watch.sources import connection
from tests.sources.bad_visits import TEN, breaking_at, messages, that_replies, visit
from tests.sources.mailboxes import Reader, mail
from tests.support.bad_server import READY, BadServer, HangUpError, Reply, Talk, drip, hang_up, say, stall


def test_a_server_that_does_only_what_it_must_is_enough() -> None:
    with BadServer(TEN) as server:
        assert [message.octets for message in messages(visit(server))] == list(TEN.values())
        assert server.commands[-1] == "LOGOUT"


COMMANDS = ["capability", "login", "list", "status", "examine", "search", "fetch"]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "reply",
    [hang_up, say(b"* BYE shutting down\r\n", b"", end=True), say(b"", b"!?", end=True), say(b"nonsense\r\n", b"")],
    ids=["cut", "bye", "half a line", "nonsense"],
)
def test_a_broken_session_is_temporary_and_never_a_wrong_password(command: str, reply: Reply) -> None:
    with that_replies(command, reply) as server, pytest.raises(MailboxUnavailable, match=str(server.port)):
        visit(server)


def test_a_cut_during_the_login_says_so() -> None:
    with BadServer(login=hang_up) as server, pytest.raises(MailboxUnavailable, match="during the login"):
        visit(server)


@pytest.mark.parametrize("sent", [b"", b"\x16\x03\x03\x40\x00\x02"], ids=["stall", "drip"])
def test_a_handshake_does_not_outlast_the_deadline(sent: bytes) -> None:
    def greeting(talk: Talk, _tag: bytes, _rest: bytes) -> None:
        talk.send(sent)
        while not talk.server.over.wait(0.05):
            talk.send(b"\0" if sent else b"")

    with BadServer(greeting=greeting) as server:
        started = time.monotonic()
        with pytest.raises(MailboxUnavailable):
            visit(server, 0.4, security="tls")
    assert time.monotonic() - started < 1.4


@pytest.mark.parametrize("command", ["login", "search", "fetch"])
def test_a_silent_server_is_given_up_after_the_read_timeout(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr(connection, "READ_SECONDS", 0.3)
    with that_replies(command, stall) as server:
        started = time.monotonic()
        with pytest.raises(MailboxUnavailable, match="did not answer in time"):
            visit(server)
    assert time.monotonic() - started < 1.3


@pytest.mark.parametrize("command", ["greeting", *COMMANDS])
@pytest.mark.parametrize("reply", [stall, drip], ids=["stall", "drip"])
def test_neither_silence_nor_a_drip_outlasts_the_deadline(command: str, reply: Reply) -> None:
    with that_replies(command, reply) as server:
        started = time.monotonic()
        with pytest.raises(MailboxUnavailable, match=r"time limit of 0\.4 s"):
            visit(server, seconds=0.4)
    assert 0.3 < time.monotonic() - started < 1.4


def test_a_drip_inside_a_message_does_not_outlast_the_deadline() -> None:
    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        if b"BODY.PEEK" not in rest:
            talk.server._fetch(talk, tag, rest)
            return
        talk.send(b"* 1 FETCH (UID 1 BODY[] {1000000}\r\n")
        drip(talk, tag, rest)

    with BadServer({1: mail(1)}, fetch=fetch) as server, pytest.raises(MailboxUnavailable, match="time limit"):
        visit(server, seconds=0.4)


def test_a_slow_farewell_costs_nothing_that_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "FAREWELL_SECONDS", 0.2)
    with BadServer(TEN, logout=stall) as server:
        assert len(messages(visit(server))) == 10


def test_what_was_read_before_a_break_is_kept_and_the_rest_comes_later() -> None:
    """One command brings at most 1 MiB at first, so the first FETCH is kept when all others break off."""
    octets = {uid: mail(uid, size=400_000) for uid in range(1, 7)}
    with BadServer(octets, fetch=breaking_at({3, 4, 5, 6}, b"")) as server:
        reader = Reader(server.account())
        first = reader.visit()
        assert [message.uid.uid for message in messages(first)] == [1, 2]
        assert first.more
        assert first.batches[-1].read_until is None
        with pytest.raises(MailboxUnavailable, match="broke off"):
            reader.visit()
        del server.replies["fetch"]
        assert {message.uid.uid for message in reader.read()} == {3, 4, 5, 6}


def test_a_login_that_is_refused_after_a_break_costs_nothing_that_was_read() -> None:
    octets = {uid: mail(uid, size=400_000) for uid in range(1, 7)}

    def login(talk: Talk, tag: bytes, _rest: bytes) -> None:
        talk.send(tag + (b" OK in\r\n" if talk.server.count("LOGIN") == 1 else b" NO no\r\n"))

    with BadServer(octets, fetch=breaking_at({3}, b""), login=login) as server:
        reader = Reader(server.account())
        assert [message.uid.uid for message in messages(reader.visit())] == [1, 2]
        with pytest.raises(LoginRefused):
            reader.visit()


def test_the_deadline_keeps_what_was_read() -> None:
    octets = {uid: mail(uid, size=600_000) for uid in range(1, 4)}

    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        talk.server._fetch(talk, tag, rest) if b"BODY.PEEK" not in rest or rest.startswith(b"1 ") else stall(
            talk, tag, rest
        )

    with BadServer(octets, fetch=fetch) as server:
        sitting = visit(server, seconds=1)
    assert [message.uid.uid for message in messages(sitting)] == [1]
    assert sitting.more


def test_every_cut_is_followed_by_a_run_that_catches_up() -> None:
    """Cut after each octet of the server's in turn: an error of ours or part of the mail, and then all of it."""
    octets = {uid: mail(uid) for uid in range(1, 4)}
    with BadServer(octets) as whole:
        talked = _octets_sent(whole)
    for cut in range(0, talked, 11):
        with BadServer(octets, greeting=_cut_after(cut)) as server:
            reader = Reader(server.account())
            with contextlib.suppress(MailboxUnavailable):
                reader.visit()
            server.replies["greeting"] = READY
            reader.read()
            assert {item.octets for item in reader.stored.values() if isinstance(item, RawMessage)} == set(
                octets.values()
            )
            assert len(reader.stored) == 3


def _octets_sent(server: BadServer) -> int:
    sent: list[int] = []

    def counting(talk: Talk, _tag: bytes, _rest: bytes) -> None:
        send = talk.send
        talk.send = lambda octets: (sent.append(len(octets)), send(octets))[1]  # type: ignore[method-assign, func-returns-value]
        talk.send(b"* OK ready\r\n")

    server.replies["greeting"] = counting
    visit(server)
    return sum(sent)


def _cut_after(allowed: int) -> Reply:
    def greeting(talk: Talk, _tag: bytes, _rest: bytes) -> None:
        left = [allowed]
        send = talk.send

        def send_some(octets: bytes) -> None:
            send(octets[: left[0]])
            left[0] -= len(octets)
            if left[0] < 0:
                raise HangUpError

        talk.send = send_some  # type: ignore[method-assign]  # the connection breaks in the middle
        talk.send(b"* OK ready\r\n")

    return greeting
