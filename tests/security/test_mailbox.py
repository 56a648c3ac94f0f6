"""Row 1: nothing that somebody sends makes us change the mailbox."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from inbox_watch.sources.client import Client
from inbox_watch.sources.connection import connect
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.wire import ForbiddenCommandError
from inbox_watch.store.store import open_store
from tests.runs.test_polls import BEFORE, VERBS, verb
from tests.runs.world import NOW, World
from tests.security.mails import INJECTIONS, injections, receipt
from tests.security.watching import read, with_hook
from tests.sources.mailboxes import imap_account, snapshot
from tests.support.dovecot import PASSWORD, USER
from tests.support.proxy import Relay

POLLS = 100


@pytest.mark.timeout(400)
def test_a_hundred_polls_leave_every_name_and_octet(world: World) -> None:
    """New mail, seen mail, and mail that injects; the names hold the flags, and whether a mail was ever looked at."""
    for number, octets in enumerate((*injections(), receipt(1), receipt(2)), 1):
        world.server.deliver("INBOX" if number % 2 else "Junk", octets, BEFORE)
    seen = next((world.server.maildir() / "new").iterdir())
    seen.rename(world.server.maildir() / "cur" / f"{seen.name}:2,FS")
    before = world.server.snapshot()
    with Relay(world.server.port) as relay:
        world.configure(port=relay.port)
        for number in range(POLLS):
            if number % 10 == 5:
                world.server.reset_uidvalidity()
            world.poll()
        assert {verb(command) for command in relay.commands} <= VERBS
        assert not [command for command in relay.commands if "evil" in command or "Message-ID" in command]
        assert sum(command.startswith("LOGIN") for command in relay.commands) == POLLS
    assert world.server.snapshot() == before
    assert len(world.findings()) == len(before)


def test_mail_in_files_is_opened_to_be_read_alone(tmp_path: Path) -> None:
    """A Maildir, an mbox and a folder of .eml, read by a process that is watched: nothing is written or renamed."""
    mail, config = tmp_path / "mail", tmp_path / "config.toml"
    for folder in ("maildir/new", "maildir/cur", "eml"):
        (mail / folder).mkdir(parents=True)
    (mail / "maildir/new/1.a.host").write_bytes(receipt(1))
    (mail / "maildir/cur/2.b.host:2,S").write_bytes(receipt(2))
    (mail / "eml/3.eml").write_bytes(receipt(3))
    (mail / "all.mbox").write_bytes(b"From a Mon Mar  2 09:00:00 2026\n" + receipt(4).replace(b"\r\n", b"\n"))
    before = snapshot(mail)
    accounts = "".join(
        f'[accounts.{form}]\n{form}= "{mail / place}"\n'
        for form, place in {"maildir": "maildir", "mbox": "all.mbox", "eml": "eml"}.items()
    )
    config.write_text(f'{accounts}[paths]\ndata = "{tmp_path}/data"\n[me]\ncountry = "DE"\n', "utf-8")
    program = [sys.executable, "-m", "inbox_watch", "-c", str(config), "poll", "--since", "2020-01-01"]
    subprocess.run(program, env={**os.environ, **with_hook(tmp_path / "hook")}, check=True)
    with open_store(tmp_path / "data" / "inbox_watch.sqlite3", read_only=True) as store:
        assert len(store.findings()) == 4
    assert not [name for name in read(tmp_path / "hook").files if Path(name).is_relative_to(mail)]
    assert snapshot(mail) == before


def test_replies_to_an_injection_are_linked_without_asking_the_server(world: World) -> None:
    """Threads are looked up at home: what a References field says is sent nowhere."""
    world.server.deliver("INBOX", receipt(1, message_id=INJECTIONS[0]), BEFORE)
    answer = receipt(1, message_id="<z@firm1.example>").replace(
        b"Message-ID:", f"References: {INJECTIONS[0]}\r\nIn-Reply-To: {INJECTIONS[1]}\r\nMessage-ID:".encode(), 1
    )
    world.server.deliver("INBOX", answer, NOW)
    before = world.server.snapshot()
    with Relay(world.server.port) as relay:
        world.configure(port=relay.port)
        world.poll()
        assert world.run("reread") == 0
        assert not [command for command in relay.commands if "evil" in command]
    assert world.server.snapshot() == before


@pytest.mark.parametrize("criterion", [*INJECTIONS, "<plain@evil.example>"])
def test_the_library_itself_cannot_be_made_to_ask_by_message_id(criterion: str, world: World) -> None:
    """Through imapclient's own search, as a careless line of ours would; after it the session goes on."""
    world.server.deliver("INBOX", receipt(1), BEFORE)
    before = world.server.snapshot()
    with Relay(world.server.port) as relay:
        account = imap_account(world.server, port=relay.port)
        client = Client(connect(account, Deadline(20), None))
        client.login(USER, PASSWORD)
        client.select_folder("INBOX", readonly=True)
        with pytest.raises(ForbiddenCommandError):
            client.search(["HEADER", "Message-ID", criterion])
        assert client.search(["UID", "1:*"]) == [1]
        client.logout()
        assert {verb(command) for command in relay.commands} <= VERBS
        assert "evil" not in bytes(relay.sent).decode("latin-1")
    assert world.server.snapshot() == before


def test_two_mails_under_one_message_id_are_both_known_and_one_mail_twice_is_told_once(world: World) -> None:
    """Row 12: a Message-ID is no identity; a copy of the same octets is."""
    world.poll()
    trace = f"Received: from mx.example by imap.me.example; {format_datetime(NOW)}\r\n".encode()
    for octets in (receipt(1), receipt(2, message_id="<r1@firm1.example>"), receipt(1)):
        world.server.deliver("INBOX", trace + octets, datetime.now(UTC))
    told = world.poll().out
    assert {finding.from_.address for finding in world.findings()} == {"jobs@firm1.example", "jobs@firm2.example"}
    assert [told.count(f"Receipt: Firm{number} has") for number in (1, 2)] == [1, 1]
