"""Known mail of a real mailbox read once more: judged anew, and nothing else changes."""

from __future__ import annotations

import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from inbox_watch.records import Detail, Finding, FolderRole
from inbox_watch.store.store import open_store
from tests.cli.calls import call
from tests.runs.test_polls import VERBS, verb
from tests.runs.world import NOW, World
from tests.support.proxy import Relay


def spoil(world: World) -> None:
    """As if a judge of long ago had taken every received mail for a newsletter, without facts."""
    document = "json_set(document, '$.verdict.detail', 'not_job', '$.verdict.label', 'other', '$.facts.role', '')"
    with closing(sqlite3.connect(world.data / "inbox_watch.sqlite3")) as connection:
        connection.execute(f"UPDATE findings SET detail = 'not_job', document = {document} WHERE role <> 'sent'")
        connection.commit()


def test_what_an_older_judge_found_is_found_anew_and_nothing_else_changes(world: World) -> None:
    world.deliver_samples(12)
    world.deliver(1, 2)
    world.poll()
    before, server = world.memory(), world.server.snapshot()
    spoil(world)
    assert world.memory() != before
    done = world.run("reread")
    assert done == 0, done
    assert "is acknowledgement now (it was not_job)." in done.out
    assert world.memory() == before
    assert world.server.snapshot() == server
    again = world.run("reread")
    assert again.out.endswith("Nothing is judged otherwise.\n")
    assert world.poll().out == ""


def test_it_says_no_more_to_the_server_than_a_poll(world: World) -> None:
    world.deliver(1, 2)
    world.poll()
    world.deliver(3)
    with Relay(world.server.port) as relay:
        world.configure(port=relay.port)
        assert world.run("reread") == 0
        fetched = [command for command in relay.commands if "BODY.PEEK[]" in command]
        assert len(fetched) == 1
        assert {verb(command) for command in relay.commands} <= VERBS
    assert len(world.findings()) == 2, "what is new is for a poll"
    world.configure()
    assert "Firm3" in world.poll().out


def test_what_is_gone_keeps_its_finding_and_the_users_word_wins(world: World) -> None:
    world.deliver(1, 2)
    world.poll()
    gone, there = sorted(world.findings(), key=lambda finding: finding.subject)
    next(each for each in (world.server.maildir() / "new").iterdir() if b"Firm1 " in each.read_bytes()).unlink()
    spoil(world)
    world.run("label", f"<{there.message_id}>", "offer")
    done = world.run("reread")
    assert "1 message was read again.\n1 is no longer where the last poll saw it" in done.out
    assert "it was" not in done.out
    by_id: dict[str, Finding] = {finding.message_id: finding for finding in world.findings()}
    assert by_id[gone.message_id].detail is Detail.NOT_JOB
    assert by_id[there.message_id].detail is Detail.ACKNOWLEDGEMENT
    assert "offer" in world.run("explain", f"<{there.message_id}>").out


def test_only_mail_since_a_day_is_read(world: World) -> None:
    world.deliver(1)
    world.deliver_samples(3)
    world.poll()
    assert world.run("reread", "--since", "2026-06-30").out.startswith("1 message was read again.\n")
    assert world.run("reread", "--since", "2099-01-01") == 2


def test_a_copy_outside_of_sent_stays_sent_mail(world: World) -> None:
    world.deliver_samples(3)
    world.poll()
    sent = [finding for finding in world.findings() if finding.role is FolderRole.SENT]
    for path in (world.server.maildir("Sent") / "new").iterdir():
        world.server.deliver("INBOX", path.read_bytes(), NOW)
        path.unlink()
    world.poll()
    assert world.run("reread") == 0
    assert {finding.sha256 for finding in world.findings() if finding.role is FolderRole.SENT} == {
        finding.sha256 for finding in sent
    }


def test_what_could_not_be_read_is_tried_again(world: World) -> None:
    world.deliver(1)
    world.poll()
    before = world.findings()
    with closing(sqlite3.connect(world.data / "inbox_watch.sqlite3")) as connection:
        connection.execute("UPDATE sightings SET sha256 = NULL, reason = 'took longer than 2 s to read'")
        connection.execute("DELETE FROM findings")
        connection.commit()
    with world.store() as store:
        assert len(store.unreadable()) == 1
    done = world.run("reread")
    assert done == 0, done
    assert world.findings() == before
    assert world.poll().out == ""


def test_a_reread_killed_anywhere_leaves_whole_batches(world: World) -> None:
    world.deliver_samples(40)
    world.poll()
    before = world.memory()
    spoil(world)
    spoiled = {finding.sha256: finding for finding in world.findings()}
    known = {finding.sha256: finding for finding in before[0]}  # type: ignore[attr-defined]
    for patience in (0.7, 1.1):
        with world.start("reread") as run:
            time.sleep(patience)
            run.send_signal(signal.SIGKILL)
            run.communicate()
        assert all(each in (spoiled[each.sha256], known[each.sha256]) for each in world.findings())
    assert world.run("reread") == 0
    assert world.memory() == before


def test_an_account_that_cannot_be_reached_is_told_and_changes_nothing(world: World) -> None:
    world.deliver(1)
    world.poll()
    before = world.memory()
    world.configure(password="wrong")
    done = world.run("reread")
    assert done == 4
    assert done.err.startswith("inbox-watch: a: ")
    assert world.memory() == before


def test_progress_is_for_terminals(world: World) -> None:
    world.deliver(1)
    world.poll()
    assert world.run("reread").err == ""


def test_without_a_state_there_is_nothing_to_read_again(world: World) -> None:
    assert world.run("reread") == 2


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Three mails in files, read by a configuration."""
    for number in range(3):
        octets = f"From: a@lindhof.example\r\nSubject: {number}\r\n\r\nThank you for your application.\r\n".encode()
        (tmp_path / f"{number}.eml").write_bytes(octets)
    return tmp_path


def test_mail_in_files_is_read_again(files: Path) -> None:
    config = files / "config.toml"
    config.write_text(f'[accounts.a]\neml = "{files}"\n[paths]\ndata = "{files / "data"}"\n')
    assert call("-c", config, "poll", "--since", "2020-01-01").code == 0
    assert call("-c", config, "reread").out.startswith("3 messages were read again.\n")
    with open_store(files / "data" / "inbox_watch.sqlite3", read_only=True) as store:
        assert len(store.findings()) == 3


def test_a_mailbox_that_was_numbered_anew_is_not_called_empty(world: World) -> None:
    world.deliver(1)
    world.poll()
    world.server.reset_uidvalidity()
    assert "numbered anew" in world.run("reread").out
    world.poll()
    assert world.run("reread").out.startswith("1 message was read again.\nNothing")
