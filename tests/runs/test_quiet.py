"""What a poll says without a terminal, as cron runs it: one line a change, and one a day."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from inbox_watch.cli.context import STORE_NAME
from inbox_watch.records import Trouble
from inbox_watch.store.lock import one_run
from inbox_watch.store.store import Store, open_store
from tests.alerts.servers import monitor
from tests.runs.test_trouble import assert_one_line, closed_port
from tests.runs.world import ROOT, World

ACCOUNT = "account a"


@pytest.fixture
def used(world: World) -> World:
    """A world where all was well."""
    world.poll()
    return world


@contextmanager
def memory(world: World) -> Iterator[Store]:
    with open_store(world.data / STORE_NAME) as store:
        yield store


def silent(world: World) -> int:
    """The exit code of a poll that says nothing."""
    done = world.run("poll")
    assert (done.out, done.err) == ("", "")
    return done.code


def age(world: World, topic: str, time: timedelta) -> None:
    """As if the trouble had begun, and been told, so much earlier."""
    with memory(world) as store:
        trouble = store.trouble(topic)
        assert trouble is not None
        told_at = trouble.told_at and trouble.told_at - time
        store.keep_trouble(topic, Trouble(trouble.since - time, trouble.told, told_at))


def test_a_network_that_is_back_within_a_day_is_never_told(used: World) -> None:
    used.configure(port=closed_port())
    assert [silent(used) for _ in range(3)] == [75, 75, 75]
    age(used, ACCOUNT, timedelta(hours=23))
    assert silent(used) == 75
    used.configure()
    assert silent(used) == 0


def test_a_network_that_is_gone_for_a_day_is_told_once_and_so_is_its_return(used: World) -> None:
    used.configure(port=closed_port())
    assert silent(used) == 75
    age(used, ACCOUNT, timedelta(hours=24))
    assert_one_line(used.run("poll"), 75, "a: ", "It has not worked since")
    assert silent(used) == 75
    age(used, ACCOUNT, timedelta(hours=24))
    assert_one_line(used.run("poll"), 75, "It has not worked since")
    used.configure()
    assert_one_line(used.run("poll"), 0, "a: Mail is read again.", "since")
    assert silent(used) == 0


def test_a_refused_login_is_told_at_once_and_then_once_a_day(used: World) -> None:
    used.configure(password="wrong")
    assert_one_line(used.run("poll"), 4, "a: ")
    assert silent(used) == 4
    age(used, ACCOUNT, timedelta(hours=24))
    assert_one_line(used.run("poll"), 4, "a: ", "It has not worked since")
    used.configure()
    assert used.run("-q", "poll").err == "", "-q asks for errors alone"


def test_a_password_command_that_is_not_found_is_told_once_and_stops_no_other_account(used: World) -> None:
    used.configure(port=1)
    text = used.config.read_text("utf-8").replace('["echo", "secret"]', '["/nowhere/pass"]')
    used.configure()
    used.config.write_text(
        text + used.config.read_text("utf-8").partition("\n[paths]")[0].replace(".a]", ".b]"), "utf-8"
    )
    used.deliver(1)
    done = used.run("poll")
    assert_one_line(done, 78, "a: ", "/nowhere/pass")
    assert "Firm1" in done.out, "account b was read"
    assert silent(used) == 78


def test_an_alert_that_does_not_go_out_is_told_after_a_day(used: World) -> None:
    used.config.write_text(used.config.read_text("utf-8").replace("stdout", "command:false"), "utf-8")
    used.deliver(1)
    assert silent(used) == 0
    age(used, "alerts", timedelta(hours=24))
    used.deliver(2)
    assert_one_line(used.run("poll"), 0, "command of a target, false, ended with 1", "It has not worked since")


def test_another_run_is_in_the_way_for_a_day(used: World) -> None:
    with one_run(used.lock, datetime.now(UTC)):
        assert silent(used) == 75
        age(used, "lock", timedelta(hours=24))
        assert_one_line(used.run("poll"), 75, "Another run", "It has not worked since")
    assert_one_line(used.run("poll"), 0, "No other run is in the way")


def test_a_configuration_that_is_wrong_is_told_once_and_so_is_its_end(used: World) -> None:
    used.configure(more='pasword_file = "x"')
    assert_one_line(used.run("poll"), 78, "pasword_file")
    assert [silent(used) for _ in range(2)] == [78, 78]
    used.configure(more='hots = "x"')
    assert_one_line(used.run("poll"), 78, "hots")
    assert silent(used) == 78
    used.configure()
    assert used.run("poll", "--dry-run").err == ""
    assert_one_line(used.run("poll"), 0, "Mail is read again.", "It had not worked since")
    assert silent(used) == 0


def test_a_wrong_configuration_is_told_again_after_a_day(used: World, monkeypatch: pytest.MonkeyPatch) -> None:
    used.configure(more='pasword_file = "x"')
    assert used.run("poll") == 78
    monkeypatch.setattr("inbox_watch.cli.poll.clock", lambda: datetime.now(UTC) + timedelta(hours=24))
    assert_one_line(used.run("poll"), 78, "pasword_file", "It has not worked since")
    assert silent(used) == 78


def test_a_state_that_cannot_be_written_is_told_once(used: World) -> None:
    parent = used.folder / "no-folder"
    parent.touch()
    used.configure(data=parent / "data")
    assert_one_line(used.run("poll"), 73, "no-folder")
    assert silent(used) == 73
    parent.unlink()
    assert_one_line(used.run("poll"), 0, "Mail is read again.")


def test_without_a_cache_each_run_speaks(used: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(used.config))
    used.configure(more='pasword_file = "x"')
    for _ in range(2):
        assert_one_line(used.run("poll"), 78, "pasword_file")


def test_a_monitor_hears_of_every_poll_and_changes_nothing(used: World) -> None:
    text = used.config.read_text("utf-8")
    with monitor() as kept:
        used.config.write_text(f'{text}[monitor]\nping_url = "{kept.url}"\n', "utf-8")
        assert silent(used) == 0
        assert used.run("poll", "--dry-run").code == 0
        with one_run(used.lock, datetime.now(UTC)):
            assert silent(used) == 75
        used.config.write_text(used.config.read_text("utf-8").replace("secret", "wrong", 1), "utf-8")
        assert used.run("poll").code == 4
    assert kept.heard == ["/s3cret/start", "/s3cret/0", "/s3cret/start", "/s3cret/4"]
    done = used.run("--debug", "poll")
    assert done == 4
    assert "The monitor could not be reached" in done.err
    assert "s3cret" not in done.err


def test_on_a_terminal_each_run_speaks(used: World) -> None:
    used.configure(more='pasword_file = "x"')
    said = [on_a_terminal(used) for _ in range(2)]
    assert ["pasword_file" in line for line in said] == [True, True]
    used.configure(port=closed_port())
    assert silent(used) == 75
    said = [on_a_terminal(used) for _ in range(2)]
    assert [line.startswith("inbox-watch: a: ") for line in said] == [True, True]
    used.configure()
    assert on_a_terminal(used).startswith("inbox-watch: a: Mail is read again.")
    assert on_a_terminal(used) == ""


def on_a_terminal(world: World) -> str:
    """What a poll writes to standard error when that is a terminal."""
    ours, its = os.openpty()
    program = [sys.executable, "-m", "inbox_watch", "-c", str(world.config), "poll"]
    subprocess.run(program, stdout=subprocess.DEVNULL, stderr=its, cwd=ROOT, timeout=60, check=False)
    os.write(its, b"\n")  # a terminal has no end to read up to
    said = os.read(ours, 10_000).decode()
    for end in (ours, its):
        os.close(end)
    return said.strip()
