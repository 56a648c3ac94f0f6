"""Servers that cannot be reached, do not greet, or do not encrypt."""

from __future__ import annotations

import socket

import pytest

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import ConfigError, InboxWatchError, MailboxUnavailable
from tests.sources.bad_visits import visit
from tests.sources.mailboxes import Reader
from tests.support.bad_server import BadServer, Reply, hang_up, say


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_closed_port_is_temporary() -> None:
    port = closed_port()
    account = ImapAccount("a", "127.0.0.1", port, "none", "me", password_cmd=("echo", "x"))
    with pytest.raises(MailboxUnavailable) as raised:
        Reader(account).visit()
    said = str(raised.value)
    assert said == f"127.0.0.1:{port} cannot be reached (Connection refused); it will be tried again on the next run."


def test_an_unknown_host_is_temporary() -> None:
    account = ImapAccount("a", "no-such-host.invalid", 993, "tls", "me", password_cmd=("echo", "x"))
    with pytest.raises(MailboxUnavailable, match=r"no-such-host\.invalid:993 is not known by that name"):
        Reader(account).visit()


def test_a_host_that_is_no_name_is_an_error_of_the_configuration() -> None:
    account = ImapAccount("a", "x" * 70 + ".example", 993, "tls", "me", password_cmd=("echo", "x"))
    with pytest.raises(ConfigError, match="`host`"):
        Reader(account).visit()


@pytest.mark.parametrize("host", ["mail.example.org", "192.0.2.1", "localhost.example.org", "::2"])
def test_a_password_goes_unencrypted_to_this_machine_alone(host: str) -> None:
    account = ImapAccount("a", host, 143, "none", "me", password_cmd=("echo", "x"))
    with pytest.raises(ConfigError, match="in the clear"):
        Reader(account).visit()


@pytest.mark.parametrize(
    "greeting",
    [
        say(b"* BYE too many connections\r\n", b"", end=True),
        say(b"", b"", end=True),
        say(b"HTTP/1.1 400 Bad Request\r\n\r\n", b"", end=True),
        say(b"* OK", b"", end=True),
        say(b"220 mail.example.org ESMTP\r\n", b"", end=True),
    ],
)
def test_a_server_that_does_not_greet_is_temporary(greeting: Reply) -> None:
    with BadServer(greeting=greeting) as server, pytest.raises(MailboxUnavailable, match="next run"):
        visit(server)


def test_a_capability_that_is_no_ascii_is_temporary() -> None:
    odd = BadServer(capability=say(b"* CAPABILITY IMAP4rev1 \xe4\r\n"))
    with odd as server, pytest.raises(MailboxUnavailable, match="does not greet as an IMAP server"):
        visit(server)


def test_localhost_is_this_machine() -> None:
    account = ImapAccount("a", "LocalHost", closed_port(), "none", "me", password_cmd=("echo", "x"))
    with pytest.raises(MailboxUnavailable, match="Connection refused"):
        Reader(account).visit()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({}, ConfigError),
        ({"capabilities": "IMAP4rev1 STARTTLS", "starttls": say(b"", b"NO not today")}, ConfigError),
        ({"capabilities": "IMAP4rev1 STARTTLS", "starttls": say(b"", b"BAD what")}, ConfigError),
        ({"capabilities": "IMAP4rev1 STARTTLS", "greeting": say(b"* PREAUTH welcome\r\n", b"")}, ConfigError),
        (
            {
                "capabilities": "IMAP4rev1 STARTTLS",
                "starttls": lambda t, tag, _: t.send(tag + b" OK go\r\n* LIST x\r\n"),
            },
            MailboxUnavailable,
        ),
        ({"capabilities": "IMAP4rev1 STARTTLS", "starttls": hang_up}, MailboxUnavailable),
    ],
    ids=["stripped", "refused", "unknown", "preauth", "injected", "cut"],
)
def test_without_tls_no_password_leaves(changes: dict[str, object], error: type[InboxWatchError]) -> None:
    with BadServer(**changes) as server, pytest.raises(error):  # type: ignore[arg-type]  # several kinds of change
        visit(server, security="starttls")
    assert server.count("LOGIN") == server.count("AUTHENTICATE") == 0
