"""A listener on servers that behave, and on those that do not."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from inbox_watch.accounts import ImapAccount, Security
from inbox_watch.errors import LoginRefused, MailboxUnavailable, NoSecret
from inbox_watch.sources.listening import Back, Deaf, Event, GivenUp, Lost, News
from tests.sources.mailboxes import at, mail
from tests.support.bad_server import BadServer, Reply, Talk, hang_up, say, stall
from tests.support.dovecot import Dovecot
from tests.support.idle_server import QUICK, IdleServer, dropping, idling, listening, until
from tests.support.proxy import Relay

THREE = {uid: mail(uid) for uid in range(1, 4)}


def test_it_tells_when_it_stands_and_when_there_is_more_mail() -> None:
    with IdleServer(THREE) as server, listening(server) as ear:
        assert ear.next() == News("a")
        server.says(b"* 4 EXISTS\r\n* 1 RECENT\r\n")
        assert ear.next() == News("a")
        server.says(b"* 4 EXISTS\r\n* OK Still here\r\n* 2 FETCH (FLAGS (\\Seen))\r\n")
        assert ear.within(0.3) == []
        server.says(b"* 1 EXPUNGE\r\n* 4 EXISTS\r\n")
        assert ear.next() == News("a")


def test_at_the_farewell_it_ends_idle_and_logs_out_without_having_read_or_changed_anything() -> None:
    with IdleServer(THREE) as server, listening(server) as ear:
        ear.next()
        server.awaits("IDLE")
        ear.farewell.say()
        assert ear.ends() < 1
        assert server.commands[-5:] == ['LIST "" "*"', 'EXAMINE "INBOX"', "IDLE", "DONE", "LOGOUT"]


@pytest.mark.parametrize(
    ("folders", "listed", "opened"),
    [
        (("Jobs", "INBOX"), b'* LIST () "/" Jobs\r\n', "INBOX"),
        (("Jobs",), b'* LIST () "/" Jobs\r\n* LIST (\\Sent) "/" Sent\r\n', "Jobs"),
        (("Gone",), b'* LIST () "/" Jobs\r\n* LIST (\\Sent) "/" Sent\r\n', "INBOX"),
    ],
)
def test_it_opens_inbox_or_the_first_folder_of_the_configuration(
    folders: tuple[str, ...], listed: bytes, opened: str
) -> None:
    with IdleServer(THREE, folders=listed) as server, listening(server, folders=folders) as ear:
        ear.next()
        assert [line for line in server.commands if line.startswith("EXAMINE")] == [f'EXAMINE "{opened}"']


@pytest.mark.parametrize(
    "reply", [idling(before=b"* 4 EXISTS\r\n"), idling(after=b"* 4 EXISTS\r\n")], ids=["before", "with"]
)
def test_what_comes_around_the_continuation_is_heard(reply: Reply) -> None:
    with IdleServer(THREE, idle=reply) as server, listening(server) as ear:
        assert [ear.next(), ear.next()] == [News("a"), News("a")]


@pytest.mark.parametrize("tagged", [b"NO not here", b"BAD unknown"])
def test_a_server_that_refuses_idle_is_deaf(tagged: bytes) -> None:
    with IdleServer(THREE, idle=say(b"", tagged)) as server, listening(server) as ear:
        assert ear.next() == Deaf("a")
        ear.ends()
        assert server.commands[-2:] == ["IDLE", "LOGOUT"]


def test_a_server_without_idle_is_deaf() -> None:
    with BadServer(THREE) as server, listening(server) as ear:
        assert ear.next() == Deaf("a")
        ear.ends()
        assert server.count("IDLE") == 0
        assert server.commands[-1] == "LOGOUT"


# Renewal


def test_idle_is_renewed_and_the_folder_opened_anew() -> None:
    with IdleServer(THREE) as server, listening(server, replace(QUICK, renewal=0.4)) as ear:
        began = time.monotonic()
        server.awaits("DONE", 3)
        assert 1.2 <= time.monotonic() - began < 4
        assert server.commands[-4:].count("DONE") >= 1
        assert server.count("LOGIN") == 1
        assert server.count("EXAMINE") >= 3
        assert ear.within(0.05) == [News("a")]


def test_mail_that_comes_between_two_idles_is_news() -> None:
    with IdleServer(THREE) as server, listening(server, replace(QUICK, renewal=0.3)) as ear:
        ear.next()
        server.messages[4] = mail(4)
        assert ear.next() == News("a")
        assert ear.within(0.7) == []


@pytest.mark.parametrize("slept", [True, False])
def test_after_the_sleep_of_the_machine_the_connection_is_tried_at_once(slept: bool) -> None:
    """The clock runs on while the machine sleeps, the wait does not."""
    hours = [0.0]
    with IdleServer(THREE) as server, listening(server, clock=lambda: time.monotonic() + hours[0]) as ear:
        ear.next()
        server.awaits("IDLE")
        hours[0] = 30 if slept else 0
        assert ear.within(0.5) == []
        assert server.count("DONE") == slept
        assert server.count("LOGIN") == 1


def test_after_the_sleep_of_the_machine_no_pause_goes_on() -> None:
    hours = [0.0]
    patience = replace(QUICK, first=20, longest=20)
    with (
        IdleServer(THREE, greeting=hang_up) as server,
        listening(server, patience, lambda: time.monotonic() + hours[0]) as ear,
    ):
        assert isinstance(ear.next(), Lost)
        del server.replies["greeting"]
        assert ear.within(0.3) == []
        hours[0] = 8 * 3600
        assert ear.next(1) == News("a")


def test_a_server_that_never_answers_done_is_left_and_the_mail_read_over_a_new_connection() -> None:
    patience = replace(QUICK, renewal=0.4, answer=0.2)
    with IdleServer(THREE, idle=idling(answer=False)) as server, listening(server, patience) as ear:
        assert ear.next() == News("a")
        assert ear.next() == News("a")
        assert server.count("DONE") == 1
        assert server.count("LOGIN") == 2
        server.awaits("IDLE", 2)
        ear.farewell.say()
        assert ear.ends() < 1


def test_a_connection_that_died_without_a_word_is_found_by_the_renewal() -> None:
    """Octets go nowhere: the server reads nothing any more."""

    def idle(talk: Talk, tag: bytes, rest: bytes) -> None:
        talk.send(b"+ idling\r\n")
        stall(talk, tag, rest) if talk.server.count("LOGIN") == 1 else idling()(talk, tag, rest)

    with IdleServer(THREE, idle=idle) as server, listening(server, replace(QUICK, renewal=0.4, answer=0.2)) as ear:
        assert [ear.next(), ear.next()] == [News("a"), News("a")]
        assert server.count("LOGIN") == 2


# Breaks


def test_a_single_break_is_no_news_to_the_user() -> None:
    with IdleServer(THREE) as server, listening(server) as ear:
        ear.next()
        until(lambda: bool(server.idlers))
        time.sleep(QUICK.settled + QUICK.glance)
        server.says(b"* BYE maintenance\r\n")
        assert ear.next() == News("a")
        assert server.count("LOGIN") == 2
        assert ear.within(0.3) == []


def test_a_server_that_drops_every_connection_is_told_of_once_and_left_longer_and_longer_alone() -> None:
    with IdleServer(THREE, idle=dropping(0.02)) as server, listening(server) as ear:
        told = ear.within(2)
        assert [event for event in told if not isinstance(event, News)] == [Lost("a", told[2].reason)]  # type: ignore[union-attr]
        assert isinstance(told[2], Lost)
        assert "broke off" in str(told[2].reason)
        # 0.05, 0.1, 0.2, then 0.4 s lie between: without a limit it would be a hundred.
        assert 4 <= server.count("LOGIN") <= 9


def test_a_server_that_drops_now_and_then_is_met_again_each_time_without_a_word() -> None:
    with IdleServer(THREE, idle=dropping(QUICK.settled + 0.2)) as server, listening(server) as ear:
        assert set(ear.within(2)) == {News("a")}
        assert server.count("LOGIN") >= 3


def test_lost_and_back_are_told_once_each() -> None:
    down = [False]

    def login(talk: Talk, tag: bytes, rest: bytes) -> None:
        hang_up(talk, tag, rest) if down[0] else talk.ok(tag)

    with IdleServer(THREE, login=login) as server, listening(server) as ear:
        ear.next()
        down[0] = True
        server.says(b"* BYE\r\n")
        lost = ear.next()
        assert isinstance(lost, Lost)
        assert isinstance(lost.reason, MailboxUnavailable)
        assert ear.within(0.5) == []
        down[0] = False
        assert [ear.next(), ear.next()] == [News("a"), Back("a")]
        assert ear.within(0.3) == []


@pytest.mark.parametrize(
    "octets",
    [b"* BYE\r\n", b"nonsense\r\n", b"* 5 EXI", b"x1 OK over\r\n", b"* 5 FETCH (BODY {900000}\r\nx"],
    ids=["bye", "nonsense", "half a line", "foreign tag", "half a literal"],
)
def test_whatever_it_says_in_idle_the_next_connection_reads_the_mail(octets: bytes) -> None:
    with IdleServer(THREE) as server, listening(server) as ear:
        ear.next()
        server.says(octets)
        assert ear.next() == News("a")
        assert server.count("LOGIN") == 2


def test_a_server_that_ends_idle_by_itself_is_met_again() -> None:
    def idle(talk: Talk, tag: bytes, rest: bytes) -> None:
        talk.send(b"+ idling\r\n" + (tag + b" OK enough\r\n" if talk.server.count("LOGIN") == 1 else b""))
        idling()(talk, tag, rest) if talk.server.count("LOGIN") > 1 else stall(talk, tag, rest)

    with IdleServer(THREE, idle=idle) as server, listening(server) as ear:
        assert [ear.next(), ear.next()] == [News("a"), News("a")]
        assert server.count("LOGIN") == 2


def test_a_folder_numbered_anew_is_opened_again() -> None:
    with IdleServer(THREE) as server, listening(server) as ear:
        ear.next()
        server.uidvalidity = 2
        server.says(b"* OK [UIDVALIDITY 2] numbered anew\r\n")
        assert ear.next() == News("a")
        server.awaits("EXAMINE", 2)
        server.awaits("IDLE", 2)
        assert server.count("LOGIN") == 1
        assert server.count("DONE") == 1


# Floods


def test_a_flood_of_the_same_is_no_news() -> None:
    with IdleServer(THREE, idle=idling(after=b"* 3 EXISTS\r\n" * 50_000)) as server, listening(server) as ear:
        assert ear.within(0.7) == [News("a")]
        ear.farewell.say()
        assert ear.ends() < 2


def test_a_flood_of_mail_is_told_now_and_then() -> None:
    def idle(talk: Talk, tag: bytes, rest: bytes) -> None:
        talk.send(b"+ idling\r\n")
        for count in range(4, 204):
            talk.send(b"* %d EXISTS\r\n" % count)
            talk.server.over.wait(0.005)
        idling()(talk, tag, rest)

    with IdleServer(THREE, idle=idle) as server, listening(server, replace(QUICK, breath=0.2)) as ear:
        told = ear.within(0.9)
        assert 2 <= len(told) <= 7
        assert set(told) == {News("a")}


# What only the user can mend


def refusing(logins: set[int]) -> Reply:
    """LOGIN that is refused these times."""

    def login(talk: Talk, tag: bytes, _rest: bytes) -> None:
        is_refused = talk.server.count("LOGIN") in logins
        talk.send(tag + (b" NO [AUTHENTICATIONFAILED] no\r\n" if is_refused else b" OK in\r\n"))

    return login


def is_given_up(event: Event, kind: type[Exception]) -> bool:
    return isinstance(event, GivenUp) and type(event.reason) is kind


def test_a_login_that_is_refused_at_first_is_the_end() -> None:
    with IdleServer(THREE, login=refusing({1})) as server, listening(server) as ear:
        assert is_given_up(ear.next(), LoginRefused)
        ear.ends()
        assert server.count("LOGIN") == 1


def test_a_login_that_is_refused_later_is_tried_a_few_times() -> None:
    server = IdleServer(THREE, login=refusing({2, 3, 4, 5, 6}), idle=dropping(0.05))
    with server, listening(server, replace(QUICK, refusals=3)) as ear:
        told = ear.within(2)
        assert [type(event) for event in told] == [News, Lost, GivenUp]
        assert server.count("LOGIN") == 4


def test_a_password_command_that_fails_is_the_end_at_first_and_later_waited_for(tmp_path: Path) -> None:
    safe = tmp_path / "password"
    command = ("cat", str(safe))
    with IdleServer(THREE) as server:
        with listening(server, password_cmd=command) as ear:
            assert is_given_up(ear.next(), NoSecret)
        safe.write_text("secret\n")
        with listening(server, password_cmd=command) as ear:
            ear.next()
            safe.unlink()
            server.says(b"* BYE\r\n")
            lost = ear.next()
            assert isinstance(lost, Lost)
            assert isinstance(lost.reason, NoSecret)
            assert ear.within(1) == []
            safe.write_text("secret\n")
            assert [ear.next(), ear.next()] == [News("a"), Back("a")]


# A real server


def account_on(server: Dovecot, port: int, security: Security) -> ImapAccount:
    secret = ("echo", "secret")
    return ImapAccount("a", "127.0.0.1", port, security, "me", password_cmd=secret, ca_file=server.ca_file)


def test_part_of_a_tls_record_is_no_word_of_the_server(dovecot: Dovecot) -> None:
    with (
        Relay(dovecot.tls_port) as relay,
        listening(account_on(dovecot, relay.port, "tls"), replace(QUICK, answer=0.6)) as ear,
    ):
        assert ear.next() == News("a")
        relay.hesitation = 1.2
        dovecot.deliver("INBOX", mail(1), at(2))
        assert ear.next() == News("a")
        assert relay.connections == 1
        relay.hesitation = 0


@pytest.mark.parametrize("security", ["none", "tls"])
def test_dovecot_tells_of_mail_at_once_and_after_each_renewal(dovecot: Dovecot, security: Security) -> None:
    port = dovecot.tls_port if security == "tls" else dovecot.port
    with listening(account_on(dovecot, port, security), replace(QUICK, answer=5, renewal=1)) as ear:
        assert ear.next() == News("a")
        for number in (1, 2):
            time.sleep(1.2)
            ear.within(0.1)
            began = time.monotonic()
            dovecot.deliver("INBOX", mail(number), at(2))
            assert ear.next() == News("a")
            assert time.monotonic() - began < 3
