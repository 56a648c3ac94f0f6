"""Logging in by password and by token, and being refused."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest

from inbox_watch.errors import ConfigError, InboxWatchError, LoginRefused, MailboxUnavailable
from tests.sources.bad_visits import messages, visit
from tests.sources.mailboxes import Reader, at, imap_account, mail
from tests.support.bad_server import BadServer, Reply, Talk, say
from tests.support.dovecot import Dovecot


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"NO [AUTHENTICATIONFAILED] Invalid credentials", LoginRefused),
        (b"NO LOGIN failed.", LoginRefused),
        (b"NO Wrong password, please try again", LoginRefused),
        (b"NO [AUTHENTICATIONFAILED] Too many wrong passwords, temporarily locked", LoginRefused),
        (b"BAD no such command", LoginRefused),
        (b"NO [ALERT] Application-specific password required", LoginRefused),
        (b"NO [UNAVAILABLE] Temporary authentication failure", MailboxUnavailable),
        (b"NO [ALERT] Too many simultaneous connections", MailboxUnavailable),
        (b"NO [INUSE] maintenance", MailboxUnavailable),
    ],
)
def test_the_server_s_own_words_tell_a_wrong_password_from_a_busy_server(
    answer: bytes, error: type[InboxWatchError]
) -> None:
    with BadServer(login=say(b"", answer)) as server, pytest.raises(error) as raised:
        visit(server)
    assert f"({answer.partition(b' ')[2].decode()})" in str(raised.value) or answer.startswith(b"BAD")


def sasl(answers: list[bytes], accept: Callable[[bytes], bool]) -> Reply:
    """AUTHENTICATE: take what the client says, and challenge a refused token with a reason (RFC 7628 section 3.2.2)."""

    def authenticate(talk: Talk, tag: bytes, _rest: bytes) -> None:
        talk.send(b"+ \r\n")
        answers.append(base64.b64decode(talk.lines.readline()))
        if accept(answers[-1]):
            talk.ok(tag)
            return
        talk.send(b"+ " + base64.b64encode(b'{"status":"401"}') + b"\r\n")
        answers.append(base64.b64decode(talk.lines.readline()))
        talk.send(tag + b" NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)\r\n")

    return authenticate


XOAUTH2 = b"user=me\1auth=Bearer tok\1\1"


def test_a_token_logs_in_by_xoauth2() -> None:
    answers: list[bytes] = []
    with BadServer(
        {1: mail(1)}, capabilities="IMAP4rev1 AUTH=XOAUTH2 AUTH=OAUTHBEARER", authenticate=sasl(answers, XOAUTH2.__eq__)
    ) as server:
        assert len(messages(visit(server, password_cmd=None, token_cmd=("echo", "tok")))) == 1
        assert "AUTHENTICATE XOAUTH2" in server.commands
    assert answers == [XOAUTH2]


def test_a_token_logs_in_by_oauthbearer_where_there_is_nothing_else() -> None:
    answers: list[bytes] = []
    with BadServer(capabilities="IMAP4rev1 AUTH=OAUTHBEARER", authenticate=sasl(answers, lambda _: True)) as server:
        visit(server, password_cmd=None, token_cmd=("echo", "tok"), user="m,e=x")
        assert "AUTHENTICATE OAUTHBEARER" in server.commands
    assert answers == [b"n,a=m=2Ce=3Dx,\1host=127.0.0.1\1port=%d\1auth=Bearer tok\1\1" % server.port]


@pytest.mark.parametrize(("mechanism", "farewell"), [("XOAUTH2", b""), ("OAUTHBEARER", b"\1")])
def test_a_refused_token_says_sign_in_again(mechanism: str, farewell: bytes) -> None:
    answers: list[bytes] = []
    with (
        BadServer(capabilities=f"IMAP4rev1 AUTH={mechanism}", authenticate=sasl(answers, lambda _: False)) as server,
        pytest.raises(LoginRefused, match="sign in again with the program behind token_cmd"),
    ):
        visit(server, password_cmd=None, token_cmd=("echo", "tok"))
    assert answers[1] == farewell


def test_login_is_not_tried_where_it_is_disabled() -> None:
    """RFC 9051 section 6.2.3."""
    answers: list[bytes] = []
    with BadServer(
        capabilities="IMAP4rev1 LOGINDISABLED AUTH=PLAIN", authenticate=sasl(answers, b"\0me\0secret".__eq__)
    ) as server:
        visit(server)
        assert server.count("LOGIN") == 0
    assert answers == [b"\0me\0secret"]


def test_a_mailbox_that_is_not_connected_is_explained() -> None:
    """Outlook accepts a token and then refuses everything: wrong scope, wrong user, or IMAP switched off."""
    outlook = BadServer(list=say(b"", b"BAD User is authenticated but not connected."))
    with outlook as server, pytest.raises(LoginRefused, match="IMAP is switched off"):
        visit(server)


def test_a_user_name_with_a_line_break_is_an_error_of_the_configuration() -> None:
    with BadServer() as server, pytest.raises(ConfigError, match="control character"):
        visit(server, user="me\r\nA1 EXPUNGE")


def test_a_provider_that_asks_for_it_is_told_our_name() -> None:
    with BadServer(capabilities="IMAP4rev1 ID", id=say(b"* ID NIL\r\n")) as server:
        visit(server)
        assert 'ID ("name" "inbox_watch")' in server.commands


def test_a_provider_that_does_not_like_our_name_is_read_all_the_same() -> None:
    with BadServer({1: mail(1)}, capabilities="IMAP4rev1 ID", id=say(b"", b"BAD no")) as server:
        assert len(messages(visit(server))) == 1


# A real server


def test_a_wrong_password_names_the_next_step(dovecot: Dovecot) -> None:
    with pytest.raises(LoginRefused) as raised:
        Reader(imap_account(dovecot, password_cmd=("echo", "wrong"))).visit()
    said = str(raised.value)
    assert f"127.0.0.1:{dovecot.port}" in said
    assert "app password" in said
    assert "docs/oauth.md" in said
    assert "wrong" not in said


@pytest.mark.parametrize("password", ["pässwörd €", 'with "quotes" \\ and {5}', " leading space"])
def test_any_password_logs_in(has_dovecot: None, password: str) -> None:
    with Dovecot(password=password) as server:
        server.deliver("INBOX", mail(1), at(2))
        assert len(Reader(imap_account(server, password_cmd=("echo", password))).read()) == 1
        with pytest.raises(LoginRefused):
            Reader(imap_account(server, password_cmd=("echo", password + "ß"))).read()


def test_a_user_name_that_is_no_atom_logs_in_too(dovecot: Dovecot) -> None:
    with pytest.raises(LoginRefused, match='login of "my name"@x'):
        Reader(imap_account(dovecot, user='"my name"@x')).read()
