"""`init` by a person's keys, against a real server: first key to first report."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from inbox_watch.config import load_settings
from tests.runs.world import NOW, receipt
from tests.support.dovecot import Dovecot
from tests.support.person import Person

# ptyprocess forks, and Python warns of that where other threads run.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")

PASSWORD = "Quittenbaum-4711"
STAMP = b"Authentication-Results: mx.me.example; dmarc=pass header.from=firm.example\r\n"


@pytest.fixture(scope="module")
def server(has_dovecot: None) -> Iterator[Dovecot]:
    """Twelve receipts and one sent mail, from another address than the mailbox has."""
    with Dovecot(password=PASSWORD) as server:
        for number in range(12):
            came = NOW - timedelta(days=20, minutes=number)
            trace = f"Received: from mx.example by imap.me.example; {format_datetime(came)}\r\n".encode()
            server.deliver("INBOX", STAMP + trace + receipt(number), came)
        sent = b"From: Runa <Runa@Falkenried.example>\r\nTo: jobs@firm1.example\r\nSubject: Hello\r\n\r\nHello.\r\n"
        server.deliver("Sent", sent, NOW - timedelta(days=9))
        yield server


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def names_the_server(person: Person, server: Dovecot) -> None:
    person.answer("Your email address", "me@localhost")
    person.answer("IMAP server", "127.0.0.1")
    person.answer("Encryption.*none\\]")
    person.answer("Port", str(server.port))
    person.answer("Name to log in with", "me")


def chooses_a_file(person: Person) -> None:
    person.choose("in a file that only you can read")


def takes_every_default(person: Person) -> None:
    person.answer("All addresses you apply with")
    person.answer("Country.*DE\\]")
    person.answer("How do you like calling")
    person.sees("24 months: 13 messages")
    person.answer("Number")


def nothing_is_half_written(person: Person) -> None:
    assert [path.name for path in person.home.iterdir()] == ["bin"]


def test_from_the_first_key_to_the_report(person: Person, server: Dovecot) -> None:
    before = server.snapshot()
    person.start("--debug", "--log-file", "log.txt", "init")
    names_the_server(person, server)
    chooses_a_file(person)
    person.password("Quittenbaum-4712")
    person.sees("AUTHENTICATIONFAILED")
    person.password(PASSWORD)
    takes_every_default(person)
    assert person.leaves() == 0

    for words in ("INBOX (inbox): 12 messages", "mx.me.example", "13/13", "Firm1", "inbox-watch report"):
        assert words in person.screen
    settings = load_settings(person.config, data_home=person.home)
    assert settings.addresses == {"me@localhost", "runa@falkenried.example"}
    assert (settings.country, settings.phone_comfort, settings.look_back_days) == ("DE", "so-so", 730)
    assert settings.accounts[0].authserv_id == "mx.me.example"
    password_file = person.config.parent / "password-localhost"
    assert password_file.read_text() == f"{PASSWORD}\n"
    assert {path.stat().st_mode & 0o777 for path in (password_file, person.config)} == {0o600}

    holders = [path for path in person.home.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()]
    assert holders == [password_file]
    assert "Quittenbaum" not in person.screen
    assert server.snapshot() == before


def test_after_three_wrong_passwords_another_way_may_be_chosen(person: Person, server: Dovecot) -> None:
    person.start("init", "--no-poll")
    names_the_server(person, server)
    chooses_a_file(person)
    for number in range(3):
        person.password(f"wrong-{number}")
        person.sees("AUTHENTICATIONFAILED")
    person.sees("refused 3 times")
    person.answer("What now", "3")
    person.answer("Number", "2")
    person.answer("Command", f"sh -c 'echo {PASSWORD}'")
    takes_every_default(person)
    assert person.leaves() == 0
    account = tomllib.loads(person.config.read_text())["accounts"]["localhost"]
    assert account["password_cmd"] == [str(person.home / "bin" / "sh"), "-c", f"echo {PASSWORD}"]
    assert [path.name for path in person.config.parent.iterdir()] == ["config.toml"]


def test_ctrl_c_leaves_nothing_half_written_and_init_begins_again(person: Person, server: Dovecot) -> None:
    person.start("init")
    names_the_server(person, server)
    chooses_a_file(person)
    person.password(PASSWORD)
    person.answer("All addresses you apply with")
    person.interrupt("Country")
    assert person.leaves() == 130
    assert "Stopped before the configuration was written" in person.screen
    nothing_is_half_written(person)
    person.start("init", "--no-poll")
    names_the_server(person, server)
    chooses_a_file(person)
    person.password(PASSWORD)
    takes_every_default(person)
    assert person.leaves() == 0


def test_a_mailbox_that_is_set_up_already_is_read_on(person: Person, server: Dovecot) -> None:
    person.start("init", "--no-poll", "--country", "none", "--phone-comfort", "avoid", "--look-back-months", "12")
    names_the_server(person, server)
    chooses_a_file(person)
    person.password(PASSWORD)
    person.answer("All addresses you apply with", "me@localhost")
    assert person.leaves() == 0
    before = person.config.read_bytes()
    person.start("init")
    names_the_server(person, server)
    person.sees("set up already")
    assert person.leaves() == 0
    assert "13/13" in person.screen
    assert person.config.read_bytes() == before


def test_a_second_mailbox_is_added_to_the_configuration_that_is_there(person: Person, server: Dovecot) -> None:
    person.config.parent.mkdir(parents=True)
    before = '# mine\n[accounts.localhost]\nmaildir = "mail"\n\n[me]\naddresses = ["me@localhost"]  # main\n'
    person.config.write_text(before)
    person.start("init", "--no-poll")
    names_the_server(person, server)
    person.answer("Add this mailbox to it", "n")
    assert person.leaves() == 2
    assert person.config.read_text() == before
    person.start("init", "--no-poll")
    names_the_server(person, server)
    person.answer("Add this mailbox to it")
    chooses_a_file(person)
    person.password(PASSWORD)
    person.answer("Number", "3")
    assert person.leaves() == 0
    after = person.config.read_text()
    assert after.startswith(before)
    assert list(tomllib.loads(after)["accounts"]) == ["localhost", "localhost-2"]


def test_a_wrong_server_may_be_named_again(person: Person, server: Dovecot) -> None:
    person.start("init", "--no-poll", "--host", "127.0.0.1", "--port", "1", "--security", "none", "--user", "me")
    person.answer("Your email address", "me")
    person.sees("is not an email address")
    person.answer("Your email address", "me@localhost")
    chooses_a_file(person)
    person.password(PASSWORD)
    person.sees("cannot be reached")
    person.answer("What now", "2")
    person.answer("IMAP server", "127.0.0.1")
    person.answer("Encryption")
    person.answer("Port", str(server.port))
    person.answer("Name to log in with", "me")
    chooses_a_file(person)
    person.password(PASSWORD)
    takes_every_default(person)
    assert person.leaves() == 0


def test_outlook_is_asked_for_a_token_before_anything_fails(person: Person) -> None:
    person.start("init")
    person.answer("Your email address", "runa@outlook.com")
    person.sees("no passwords any more")
    person.sees("docs/oauth.md")
    person.answer("Token command")
    assert person.leaves() == 4
    nothing_is_half_written(person)


def test_the_bridge_of_proton_is_asked_for_its_certificate_and_a_server_that_is_away_ends_the_talk(
    person: Person, server: Dovecot
) -> None:
    person.start("init", "--port", "1")
    person.answer("Your email address", "runa@proton.me")
    person.sees("Proton Mail Bridge")
    person.answer("File with the certificate", "/etc/hostname")
    person.sees("cannot be read as a certificate")
    person.answer("File with the certificate", str(server.ca_file))
    chooses_a_file(person)
    person.password(PASSWORD)
    person.answer("What now", "4")
    assert person.leaves() == 75
    assert "Nothing was written" in person.screen
    nothing_is_half_written(person)


def test_ctrl_c_in_the_first_poll_keeps_what_was_read(person: Person, has_dovecot: None) -> None:
    with Dovecot(password=PASSWORD) as server:
        for number in range(450):
            server.deliver("INBOX", receipt(number), NOW - timedelta(days=20))
        mine = ("--country", "DE", "--phone-comfort", "good", "--look-back-months", "6")
        person.start("init", *mine)
        names_the_server(person, server)
        chooses_a_file(person)
        person.password(PASSWORD)
        person.answer("All addresses")
        person.interrupt_after("200/450")
        assert person.leaves() == 130
        assert "what was read so far is kept" in person.screen
        person.start("init", *mine)
        names_the_server(person, server)
        person.sees("set up already")
        assert person.leaves() == 0
        assert "450/450" in person.screen


@pytest.fixture
def crontab() -> Iterator[tuple[str, ...]]:
    """The real crontab of a user nobody works as."""
    program = shutil.which("crontab")
    if os.geteuid() != 0 or not program:
        pytest.skip("the crontab of another user can be tried by root alone, and with cron installed")
    command = (program, "-u", "daemon")
    if subprocess.run([*command, "-l"], capture_output=True).returncode == 0:
        pytest.skip("the user daemon has a crontab here, which is left alone")
    yield command
    subprocess.run([*command, "-r"], capture_output=True)


def test_in_the_end_the_machine_may_poll_by_itself(person: Person, server: Dovecot, crontab: tuple[str, ...]) -> None:
    person.gets_program("crontab", f'exec {" ".join(crontab)} "$@"')
    person.start("init")
    names_the_server(person, server)
    chooses_a_file(person)
    person.password(PASSWORD)
    takes_every_default(person)
    person.choose("yes, with cron")
    assert person.leaves() == 0
    assert "now polls every 15 minutes" in person.screen
    lines = subprocess.run([*crontab, "-l"], capture_output=True, text=True, check=True).stdout
    assert f"-c {person.config} poll" in lines


def test_a_mailbox_without_a_sent_folder_is_asked_for_it(person: Person, has_dovecot: None) -> None:
    with Dovecot(folders={"Weggeschickt": "", "Drafts": "\\Drafts"}, password=PASSWORD) as server:
        server.deliver("Weggeschickt", receipt(1), NOW - timedelta(days=3))
        person.start("init", "--no-poll")
        names_the_server(person, server)
        chooses_a_file(person)
        person.password(PASSWORD)
        person.sees("No folder for sent mail was found")
        person.answer("Folder that holds the mail you sent.*none\\]", "Gesendet")
        person.sees("There is no folder Gesendet")
        person.answer("Folder that holds the mail you sent", "Weggeschickt")
        person.answer("All addresses")
        person.answer("Country")
        person.answer("How do you like")
        person.sees("24 months: 1 message,")
        person.answer("Number")
        assert person.leaves() == 0
    assert load_settings(person.config, data_home=person.home).accounts[0].folders == ("INBOX", "Weggeschickt")  # type: ignore[union-attr]  # an account on a server
