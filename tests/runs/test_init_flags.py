"""`init` without a terminal: flags alone do what the questions do, or one error says what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from inbox_watch.accounts import ImapAccount
from inbox_watch.config import load_settings
from tests.runs.world import NOW, ROOT, receipt
from tests.support.dovecot import PASSWORD, Dovecot


@dataclass(frozen=True, slots=True)
class Called:
    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Home:
    """The home folder of somebody without a terminal."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "config" / "inbox_watch" / "config.toml"

    def init(self, *arguments: str | Path, **environment: str) -> Called:
        done = subprocess.run(
            [sys.executable, "-m", "inbox_watch", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=self.folder,
            check=False,
            env={
                **os.environ,
                "HOME": str(self.folder),
                "XDG_CONFIG_HOME": str(self.folder / "config"),
                "XDG_DATA_HOME": str(self.folder / "data"),
                "PYTHONPATH": str(ROOT),
                "TZ": "Europe/Vienna",
                **environment,
            },
        )
        return Called(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def flags(dovecot: Dovecot, tmp_path: Path) -> tuple[str, ...]:
    """A mailbox with one receipt, its password in a file, and the flags that name both."""
    dovecot.deliver("INBOX", receipt(1), NOW - timedelta(days=20))
    secret = tmp_path / "secret"
    secret.touch(0o600)
    secret.write_text(PASSWORD)
    server = ("--host", "127.0.0.1", "--port", str(dovecot.tls_port), "--ca-file", str(dovecot.ca_file))
    return ("--address", "runa@falkenried.example", *server, "--user", "me", "--password-file", "secret")


def test_flags_write_a_configuration_read_the_mail_and_report(home: Home, flags: tuple[str, ...]) -> None:
    done = home.init("init", "--non-interactive", *flags, "--own-address", "R@x.example", "--look-back-months", "6")
    assert done.code == 0, done
    assert "Mail read until" in done.out
    assert "It reads 6 months: 1 message," in done.err
    settings = load_settings(home.config, data_home=home.folder)
    account = settings.accounts[0]
    assert isinstance(account, ImapAccount)
    assert account.password_file == home.folder / "secret"
    assert settings.addresses == {"runa@falkenried.example", "r@x.example"}
    assert (settings.country, settings.phone_comfort, settings.look_back_days) == ("AT", "so-so", 182)


def test_quiet_says_nothing_but_the_report_and_no_poll_not_even_that(home: Home, flags: tuple[str, ...]) -> None:
    done = home.init("-q", "init", "--non-interactive", *flags, "--no-poll", "--country", "none")
    assert done == Called(0, "", "")
    assert load_settings(home.config, data_home=home.folder).country == ""
    assert not (home.folder / "data").exists()


def test_the_same_call_again_changes_nothing_and_reads_on(home: Home, flags: tuple[str, ...]) -> None:
    call = ("init", "--non-interactive", *flags)
    assert home.init(*call).code == 0
    before = home.config.read_bytes()
    done = home.init(*call)
    assert done.code == 0
    assert "set up already" in done.err
    assert home.config.read_bytes() == before


def test_everything_that_is_missing_is_named_at_once(home: Home) -> None:
    done = home.init("init", "--non-interactive", "--country", "DE")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "inbox-watch: --non-interactive needs more: --address; --password-file, --password-cmd or --token-cmd.\n"
    )
    done = home.init("init", "--non-interactive", "--address", "me@localhost")
    assert done.code == 2
    assert "--host; --password-file" in done.err


def test_without_a_terminal_questions_are_an_error(home: Home) -> None:
    done = home.init("init")
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "--non-interactive" in done.err


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (("--password-cmd", "echo x"), 2, "exclude each other"),
        (("--country", "Atlantis"), 2, "two-letter code"),
        (("--sent-folder", "Nowhere"), 2, "no folder Nowhere"),
        (("--user", "somebody"), 4, "did not accept the login"),
        (("--port", "1"), 75, "cannot be reached"),
        (("--security", "none", "--host", "imap.falkenried.example"), 78, "in the clear"),
    ],
)
def test_what_fails_leaves_no_file(
    home: Home, flags: tuple[str, ...], more: tuple[str, ...], code: int, said: str
) -> None:
    done = home.init("init", "--non-interactive", *flags, *more)
    assert done.code == code, done
    assert said in done.err
    assert "Traceback" not in done.err
    assert not home.config.parent.exists()


def test_a_place_that_cannot_be_written_is_told(home: Home, flags: tuple[str, ...]) -> None:
    (home.folder / "config").write_text("not a folder")
    done = home.init("init", "--non-interactive", *flags)
    assert done.code == 73
    assert "-c FILE" in done.err


def test_a_configuration_that_does_not_hold_is_left_alone(home: Home, flags: tuple[str, ...]) -> None:
    home.config.parent.mkdir(parents=True)
    home.config.write_text("[acounts.x]\n")
    done = home.init("init", "--non-interactive", *flags)
    assert done.code == 78
    assert "did you mean accounts" in done.err
    assert home.config.read_text() == "[acounts.x]\n"


def test_variables_answer_as_flags_do(home: Home, flags: tuple[str, ...]) -> None:
    done = home.init("init", "--non-interactive", *flags, "--no-poll", INBOX_WATCH_INIT_COUNTRY="FR")
    assert done.code == 0, done
    assert load_settings(home.config, data_home=home.folder).country == "FR"
