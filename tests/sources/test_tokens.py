"""Tokens (XOAUTH2, and OAUTHBEARER of RFC 7628) against a real server that checks them."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import EXIT_AUTHENTICATION, EXIT_FINE, ConfigError, LoginRefused
from inbox_watch.sources import secrets
from inbox_watch.sources.secrets import secret_of
from tests.cli.calls import Called, spawn
from tests.sources.mailboxes import Reader, at, imap_account, mail
from tests.support.bad_server import BadServer, say
from tests.support.dovecot import Dovecot, version
from tests.support.tokens import KEY, token

MECHANISMS = ("xoauth2", "oauthbearer", "xoauth2 oauthbearer")


@pytest.fixture(scope="module", params=MECHANISMS)
def tokens_only(has_dovecot: None, request: pytest.FixtureRequest) -> Iterator[Dovecot]:
    """A server without passwords, as Outlook's is."""
    with serving(request.param) as server:
        server.deliver("INBOX", mail(1), at(2))
        yield server


@contextlib.contextmanager
def serving(mechanisms: str) -> Iterator[Dovecot]:
    if (version() or (2, 3)) >= (2, 4):
        pytest.skip("the token checks of these tests are written in the settings of Dovecot 2.3")
    with Dovecot(mechanisms=mechanisms, token_key=KEY) as server:
        yield server


def reader(server: Dovecot, *command: str, **changes: object) -> Reader:
    return Reader(imap_account(server, password_cmd=None, token_cmd=command, **changes))


def test_a_good_token_reads_the_mailbox(tokens_only: Dovecot) -> None:
    assert len(reader(tokens_only, "echo", token()).read()) == 1


def test_a_good_token_reads_the_mailbox_over_tls(tokens_only: Dovecot) -> None:
    over_tls = {"host": "localhost", "port": tokens_only.tls_port, "security": "tls", "ca_file": tokens_only.ca_file}
    assert len(reader(tokens_only, "echo", token(), **over_tls).read()) == 1


def test_a_token_of_many_kilobytes_reads_the_mailbox(tokens_only: Dovecot) -> None:
    """Microsoft's are of two or three kilobytes."""
    long = token(more="x" * 4000)
    assert len(reader(tokens_only, "echo", long).read()) == 1


@pytest.mark.parametrize(
    ("bad", "user"),
    [
        (token(seconds=-60), "me"),
        (token("somebody.else"), "me"),
        (token(), "somebody.else"),
        (token(key=b"x" * 32), "me"),
        ("no.token.at.all", "me"),
    ],
    ids=["expired", "of another", "for another", "forged", "none"],
)
def test_a_bad_token_asks_for_a_new_sign_in_and_is_shown_nowhere(
    tokens_only: Dovecot, bad: str, user: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(LoginRefused, match="sign in again with the program behind token_cmd") as raised:
        reader(tokens_only, "echo", bad, user=user).read()
    for part in bad.split("."):
        assert part not in str(raised.value) or len(part) < 6
        assert part not in caplog.text or len(part) < 6


def test_a_password_where_only_tokens_are_taken_says_so(tokens_only: Dovecot) -> None:
    with pytest.raises(LoginRefused, match="take no passwords but tokens"):
        Reader(imap_account(tokens_only)).read()


def test_a_token_is_not_sent_where_only_passwords_are_taken(dovecot: Dovecot) -> None:
    with pytest.raises(ConfigError, match="takes no tokens"):
        reader(dovecot, "echo", token()).read()
    with BadServer(capabilities="IMAP4rev1 AUTH=PLAIN") as server, pytest.raises(ConfigError, match="password_cmd"):
        Reader(server.account(password_cmd=None, token_cmd=("echo", "tok"))).read()
    assert server.count("AUTHENTICATE") == 0


def test_a_server_that_repeats_the_token_does_not_make_us_show_it() -> None:
    refusing = BadServer(
        capabilities="IMAP4rev1 AUTH=XOAUTH2",
        authenticate=say(b"", b"NO " + b"y" * 180 + b" bad token ya29.a0AfB_long"),
    )
    with refusing as server, pytest.raises(LoginRefused) as raised:
        Reader(server.account(password_cmd=None, token_cmd=("echo", "ya29.a0AfB_long"))).read()
    assert "ya29" not in str(raised.value)


# The program behind token_cmd


def given(*command: str) -> str:
    return secret_of(ImapAccount("a", "imap.example.org", 993, "tls", "me", token_cmd=command)).text


def printing(text: str, code: int = 0) -> tuple[str, ...]:
    """A program that prints this on both of its outputs."""
    return (sys.executable, "-c", f"import sys; print({text!r}); print({text!r}, file=sys.stderr); sys.exit({code})")


def test_a_program_that_fails_tells_why() -> None:
    application = "9e5f94bc-0000-4e73-b8be-63364c29d753"
    with pytest.raises(LoginRefused, match=rf"code 3 \(no application {application}\).*in this terminal"):
        given(*printing(f"no application {application}", 3))


def test_a_program_that_fails_with_the_token_in_its_mouth_does_not_make_us_show_it(tmp_path: Path) -> None:
    held = token()
    (tmp_path / "held").write_text(f"cannot save {held}", "utf-8")
    with pytest.raises(LoginRefused, match="cannot save") as raised:
        given(sys.executable, "-c", "import sys; sys.exit(open(sys.argv[1]).read())", str(tmp_path / "held"))
    assert [part for part in held.split(".")[1:] if part[:20] in str(raised.value)] == []


@pytest.mark.parametrize(
    "said", ["To sign in, open https://login.example/device and enter the code ABCD-EFGH", "Enter pass phrase: "]
)
def test_a_program_that_wants_a_sign_in_is_not_taken_for_a_token(said: str) -> None:
    with pytest.raises(LoginRefused, match=r"in this terminal.*sign in"):
        given(*printing(said))


def test_a_token_may_have_blanks_around_it() -> None:
    assert given(*printing(" tok.en ")) == "tok.en"


def test_a_program_that_asks_for_input_gets_none() -> None:
    with pytest.raises(LoginRefused, match=r"EOF when reading a line.*in this terminal"):
        given(sys.executable, "-c", "print(input('Paste the code here: '))")


def test_a_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "COMMAND_SECONDS", 0.2)
    with pytest.raises(LoginRefused, match=r"nothing within 0\.2 s.*in this terminal"):
        given("sleep", "30")


# By the command


def test_poll_with_a_token_reads_and_writes_it_nowhere(tmp_path: Path, has_dovecot: None) -> None:
    with serving("xoauth2 oauthbearer") as server:
        server.deliver("INBOX", mail(1), at(2))
        good, expired = token(), token(seconds=-60)
        read, refused = polled(tmp_path, server, good), polled(tmp_path, server, expired)
    assert (read.code, refused.code) == (EXIT_FINE, EXIT_AUTHENTICATION)
    assert "sign in again" in refused.err
    files = (*(tmp_path / "data").rglob("*"), tmp_path / "log")
    written = b"".join(path.read_bytes() for path in files if path.is_file())
    written += "".join((read.out, read.err, refused.out, refused.err)).encode()
    for secret in (good, expired):
        assert [part for part in secret.split(".")[1:] if part.encode() in written] == []


def polled(folder: Path, server: Dovecot, secret: str) -> Called:
    """One poll that says all it can. The token comes from a file: the words of token_cmd itself are no secret."""
    (folder / "token").write_text(secret, "utf-8")
    (folder / "config.toml").write_text(
        f'[accounts.a]\nhost = "{server.host}"\nport = {server.port}\nsecurity = "none"\nuser = "me"\n'
        f'token_cmd = ["cat", "{folder}/token"]\n[paths]\ndata = "{folder}/data"\n[me]\ntimezone = "UTC"\n',
        "utf-8",
    )
    return spawn("-c", folder / "config.toml", "-vv", "--debug", "--log-file", folder / "log", "poll")
