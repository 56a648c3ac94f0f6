"""`init` hands the password to `pass`, the real one, once the server has taken it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.support.dovecot import Dovecot
from tests.support.person import Person

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
    pytest.mark.skipif(not (shutil.which("pass") and shutil.which("gpg")), reason="pass and gpg are not installed"),
]

PASSWORD = "Quittenbaum-4711"
ENTRY = "mail/me@localhost"


@pytest.fixture
def keyring() -> Iterator[Mapping[str, str]]:
    """A password store with a key of its own; gpg's sockets bear no long path."""
    with tempfile.TemporaryDirectory(prefix="iw-gpg-", dir="/tmp") as folder:
        where = {
            "GNUPGHOME": folder,
            "PASSWORD_STORE_DIR": f"{folder}/store",
            "PATH": f"{Path(shutil.which('pass') or '').parent}:/usr/bin:/bin",
        }
        key = ("gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", "me@localhost")
        for command in (key, ("pass", "init", "me@localhost")):
            subprocess.run(command, env={**os.environ, **where}, check=True, capture_output=True)
        yield where
        subprocess.run(("gpgconf", "--kill", "all"), env={**os.environ, **where}, check=True)


def kept(keyring: Mapping[str, str]) -> str:
    done = subprocess.run(("pass", "show", ENTRY), env={**os.environ, **keyring}, capture_output=True, check=False)
    return done.stdout.decode()


def begin(person: Person, server: Dovecot) -> None:
    where = ("--address", "me@localhost", "--host", "127.0.0.1", "--port", str(server.port), "--security", "none")
    mine = ("--user", "me", "--country", "DE", "--phone-comfort", "good", "--look-back-months", "6")
    person.start("init", "--no-poll", *where, *mine)
    person.choose(f"in pass, as {ENTRY}")


def test_pass_gets_the_password_when_the_server_has_taken_it(
    tmp_path: Path, keyring: Mapping[str, str], has_dovecot: None
) -> None:
    person = Person(tmp_path, keyring)
    with Dovecot(password=PASSWORD) as server:
        begin(person, server)
        person.password("wrong")
        person.sees("AUTHENTICATIONFAILED")
        assert kept(keyring) == ""
        person.password(PASSWORD)
        person.answer("All addresses")
        assert person.leaves() == 0
        assert kept(keyring) == f"{PASSWORD}\n"
        account = tomllib.loads(person.config.read_text())["accounts"]["localhost"]
        assert account["password_cmd"] == [shutil.which("pass"), "show", ENTRY]
        assert PASSWORD not in person.screen + person.config.read_text()

        person.config.unlink()
        begin(person, server)
        person.answer("There is a password for this mailbox. Use it")
        person.answer("All addresses")
        assert person.leaves() == 0


def test_a_program_that_cannot_store_is_told_and_another_may_be_chosen(
    tmp_path: Path, keyring: Mapping[str, str], has_dovecot: None
) -> None:
    shutil.rmtree(keyring["PASSWORD_STORE_DIR"])
    person = Person(tmp_path, keyring)
    with Dovecot(password=PASSWORD) as server:
        begin(person, server)
        person.password(PASSWORD)
        person.sees("did not store it")
        person.choose("in a file that only you can read")
        person.answer("All addresses")
        assert person.leaves() == 0
    assert (person.config.parent / "password-localhost").read_text() == f"{PASSWORD}\n"
