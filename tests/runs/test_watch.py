"""`watch` as a user starts it, on a real server."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import threading
import time
from collections.abc import Iterator

import pytest

from inbox_watch.store.lock import one_run
from tests.alerts.servers import monitor
from tests.runs.test_polls import VERBS, verb
from tests.runs.test_trouble import assert_one_line, closed_port
from tests.runs.world import NOW, World
from tests.support.bad_server import BadServer
from tests.support.idle_server import until
from tests.support.proxy import Relay


class Watching:
    """A `watch` that runs; `out` and `err` are what it has said so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.out, self.err = "", ""
        self._readers = [threading.Thread(target=self._hear, args=(name,), daemon=True) for name in ("out", "err")]
        for reader in self._readers:
            reader.start()

    def _hear(self, name: str) -> None:
        for line in getattr(self.process, f"std{name}"):
            setattr(self, name, getattr(self, name) + line)

    def tells(self, text: str, seconds: float = 20) -> float:
        """Wait until this was said on standard output; returns the seconds that took."""
        began = time.monotonic()
        until(lambda: text in self.out, seconds)
        return time.monotonic() - began

    def end(self, with_signal: signal.Signals) -> float:
        """Send a signal and return the seconds until the end."""
        began = time.monotonic()
        self.process.send_signal(with_signal)
        self.process.wait(20)
        took = time.monotonic() - began
        for reader in self._readers:
            reader.join(5)
        return took


@contextlib.contextmanager
def watching(world: World, *arguments: str) -> Iterator[Watching]:
    with world.start("watch", *arguments) as process:
        try:
            yield Watching(process)
        finally:
            if process.poll() is None:
                process.kill()


def test_an_acknowledgement_is_told_within_five_seconds_and_nothing_on_the_server_changes(world: World) -> None:
    with Relay(world.server.port) as relay:
        world.configure(port=relay.port)
        world.poll()
        relay.forget()
        world.deliver(1)
        with watching(world) as watch:
            watch.tells("Firm1")
            for number in (2, 3, 4):
                world.deliver(number)
                assert watch.tells(f"Firm{number}", 5) < 5
            world.deliver(5, folder="Junk")
            world.deliver(6)
            watch.tells("Firm5", 5)
            before = world.server.snapshot()
            until(lambda: relay.commands.count("LOGOUT") >= 5)
            assert watch.end(signal.SIGTERM) < 3
    assert (watch.process.returncode, watch.err) == (0, "")
    verbs = [verb(command) if command else "DONE" for command in relay.commands]
    assert set(verbs) <= VERBS | {"IDLE", "DONE"}
    assert (verbs.count("IDLE"), verbs.count("DONE"), verbs[-1]) == (1, 1, "LOGOUT")
    assert world.server.snapshot() == before
    assert len(world.findings()) == 6
    world.configure()
    assert world.run("poll").out == ""


def test_control_c_ends_it_with_130(world: World) -> None:
    world.poll()
    world.deliver(1)
    with watching(world) as watch:
        watch.tells("Firm1")
        assert watch.end(signal.SIGINT) < 3
    assert watch.process.returncode == 130
    assert watch.err.strip() == "inbox-watch: Interrupted; what was read so far is kept."


def test_another_run_may_poll_meanwhile_and_is_waited_for(world: World) -> None:
    world.poll()
    world.deliver(1)
    with watching(world) as watch:
        watch.tells("Firm1")
        until(lambda: world.run("poll") == 0)
        with one_run(world.lock, NOW):
            world.deliver(2)
            time.sleep(1.5)
            assert "Firm2" not in watch.out
        watch.tells("Firm2", 5)
        watch.end(signal.SIGTERM)
    assert (watch.process.returncode, watch.err) == (0, "")


def test_it_outlives_a_server_that_is_gone_for_a_while_and_says_so_once(world: World) -> None:
    world.poll()
    with watching(world) as watch:
        world.deliver(1)
        watch.tells("Firm1")
        world.server.stop()
        try:
            until(lambda: "\n" in watch.err, 10)
            world.deliver(2)
        finally:
            world.server.start()
        watch.tells("Firm2")
        watch.end(signal.SIGTERM)
    assert watch.process.returncode == 0
    assert watch.err.count("\n") == 1
    assert watch.err.startswith(f"inbox-watch: a: 127.0.0.1:{world.server.port} ")
    assert watch.err.endswith(". New mail is not seen at once until the connection is back.\n")


def test_a_server_without_idle_is_read_and_then_asked_now_and_then(world: World) -> None:
    with BadServer() as server:
        world.configure(port=server.port)
        with watching(world, "--every", "20") as watch:
            until(lambda: server.count("LOGOUT") == 2, 20)
            watch.end(signal.SIGTERM)
    assert watch.process.returncode == 0
    assert watch.err == (
        "inbox-watch: a: The server does not tell of new mail by itself, so it is asked every 20 minutes.\n"
    )


def test_a_monitor_hears_of_each_reading(world: World) -> None:
    world.poll()
    world.deliver(1)
    with monitor() as kept:
        world.configure(more=f'[monitor]\nping_url = "{kept.url}"\n')
        with watching(world) as watch:
            watch.tells("Firm1")
            until(lambda: kept.heard != [])
            watch.end(signal.SIGTERM)
    assert set(kept.heard) == {"/s3cret/0"}


def test_a_wrong_password_ends_it(world: World) -> None:
    world.configure(password="wrong")
    assert_one_line(world.run("watch"), 4, "a: ", "me")


def test_one_account_of_two_is_watched_on(world: World) -> None:
    other = f'[accounts.b]\nhost = "127.0.0.1"\nport = {world.server.port}\nsecurity = "none"\nuser = "me"\n'
    world.configure(more=f'{other}password_cmd = ["echo", "wrong"]\n')
    with watching(world) as watch:
        until(lambda: "b: " in watch.err, 10)
        world.deliver(1)
        watch.tells("Firm1")
        watch.end(signal.SIGTERM)
    assert watch.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "more", "code"),
    [((), 'pasword_file = "x"', 78), (("--account", "none"), "", 2), (("--every", "0"), "", 2)],
)
def test_what_is_written_wrong_is_said_at_once(world: World, arguments: tuple[str, ...], more: str, code: int) -> None:
    world.configure(port=closed_port(), more=more)
    done = world.run("watch", *arguments)
    assert done == code
    assert "Traceback" not in done.err
