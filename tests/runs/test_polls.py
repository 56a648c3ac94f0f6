"""Polls of a real mailbox through the command line: what is read, what is left alone, what is said."""

from __future__ import annotations

import contextlib
import random
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from inbox_watch.store.lock import one_run
from tests.runs.world import NOW, ROOT, World
from tests.support.proxy import Relay

BEFORE = NOW - timedelta(minutes=1)
# Contract, settled 9: all that a poll may ever say.
VERBS = {"CAPABILITY", "ID", "NAMESPACE", "LIST", "LOGIN", "AUTHENTICATE", "STARTTLS", "COMPRESS", "ENABLE", "STATUS"}
VERBS |= {"EXAMINE", "UID SEARCH", "UID FETCH", "NOOP", "LOGOUT"}


def verb(command: str) -> str:
    words = command.split()
    return " ".join(words[:2]) if words[0] == "UID" else words[0]


def test_a_first_poll_reads_everything_and_the_second_nothing(world: World) -> None:
    world.deliver(1, 2, 3, came=BEFORE)
    world.deliver(4, folder="Junk", came=BEFORE)
    with Relay(world.server.port) as relay:
        world.configure(port=relay.port)
        told = world.poll()
        assert {finding.subject[-5:] for finding in world.findings()} == {"Firm1", "Firm2", "Firm3", "Firm4"}
        assert told.out == ""
        assert any("BODY.PEEK[]" in command for command in relay.commands)
        assert {verb(command) for command in relay.commands} <= VERBS
        before = world.memory()
        relay.forget()
        again = world.poll()
        assert again.out == ""
        assert not any("BODY" in command or "FETCH" in command for command in relay.commands)
        assert not any("EXAMINE" in command for command in relay.commands)
        assert relay.received < 3000
        assert world.memory() == before


def test_new_mail_is_found_and_nothing_else_is_fetched(world: World) -> None:
    world.deliver(1, 2)
    with Relay(world.server.port) as relay:
        world.configure(port=relay.port)
        world.poll()
        relay.forget()
        world.deliver(3)
        told = world.poll()
        fetched = [command for command in relay.commands if "BODY" in command]
    assert len(fetched) == 1
    assert re.match(r"UID FETCH 3 ", fetched[0])
    assert len(world.findings()) == 3
    assert "Firm3" in told.out
    assert "Firm1" not in told.out


def test_a_folder_numbered_anew_repeats_no_alert(world: World) -> None:
    world.poll()
    world.deliver(1, 2)
    assert "Firm1" in world.poll().out
    before = world.findings()
    world.server.reset_uidvalidity()
    assert world.poll().out == ""
    after = world.findings()
    assert [finding.sha256 for finding in after] == [finding.sha256 for finding in before]
    assert all(len(finding.uids) == 2 for finding in after)
    world.deliver(3)
    assert "Firm3" in world.poll().out


def test_what_was_there_before_the_first_poll_is_no_news(world: World) -> None:
    world.deliver(1, came=BEFORE)
    assert world.poll().out == ""
    world.deliver(2)
    assert "Firm2" in world.poll().out


def test_a_mail_moved_to_another_folder_is_one_finding_and_no_news(world: World) -> None:
    world.deliver(1)
    world.poll()
    world.deliver(1, folder="Junk")
    assert world.poll().out == ""
    (finding,) = world.findings()
    assert {uid.folder for uid in finding.uids} == {"INBOX", "Junk"}


def test_twenty_polls_change_nothing_on_the_server(world: World) -> None:
    world.deliver(1, 2, 3)
    world.deliver_samples(5)
    seen = next((world.server.maildir() / "new").iterdir())
    seen.rename(world.server.maildir() / "cur" / f"{seen.name}:2,FS")
    before = world.server.snapshot()
    for _ in range(20):
        world.poll()
    assert world.server.snapshot() == before


def test_a_second_poll_at_once_goes_home(world: World) -> None:
    world.deliver(1)
    with one_run(world.lock, NOW):
        unasked, done = world.run("poll"), world.run("-v", "poll")
    assert (unasked.code, unasked.out, unasked.err) == (75, "", "")
    assert done == 75
    assert re.fullmatch(
        r"inbox-watch: Another run \(process \d+, since .* UTC\) holds .*: wait until it ends\.\n", done.err
    )
    world.poll()
    assert len(world.findings()) == 1


def test_of_two_polls_at_once_one_works(world: World) -> None:
    """Not always at once: the quicker may be done before the other begins, then both are fine and none reads twice."""
    world.deliver_samples(30)
    runs = [world.start("poll", "--since", "2020-01-01") for _ in range(2)]
    said = [run.communicate(timeout=60) for run in runs]
    codes = sorted(run.returncode for run in runs)
    assert codes in ([0, 75], [0, 0]), said
    assert "Traceback" not in "".join(err for _, err in said)
    assert len(world.findings()) >= 50


def test_a_poll_killed_anywhere_and_run_again_learns_the_same(world: World, tmp_path: Path) -> None:
    world.deliver_samples(40)
    undisturbed = World(tmp_path, world.server, "undisturbed")
    undisturbed.poll()
    expected = undisturbed.memory()
    dice = random.Random(9)
    killed = 0
    for _ in range(5):
        with world.start("poll", "--since", "2020-01-01") as run:
            time.sleep(dice.uniform(0.5, 1.8))
            run.send_signal(signal.SIGKILL)
            run.communicate()
        killed += run.returncode == -signal.SIGKILL
        if (world.data / "inbox_watch.sqlite3").exists():
            with world.store():
                pass
        with contextlib.suppress(FileNotFoundError), one_run(world.lock, NOW):
            pass
    assert killed
    world.poll()
    assert world.memory()[:3] == expected[:3]


@pytest.mark.parametrize("command", ["poll", "status"])
def test_without_news_no_heavy_library_is_loaded(command: str, world: World) -> None:
    world.deliver(1)
    world.poll()
    program = (
        "import sys\nfrom inbox_watch.cli.main import run\n"
        f"assert run(['-c', {str(world.config)!r}, {command!r}]) == 0\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert not {"sklearn", "scipy", "pandas", "numpy", "icalendar"} & set(done.stdout.split())
